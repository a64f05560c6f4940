package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"karuna/sessions/exchange"
	"karuna/sessions/journal"
)

func (a *App) exportCommand() *cobra.Command {
	var format, file string
	cmd := &cobra.Command{
		Use: "export", Short: "The log as JSONL (everything) or CSV (for spreadsheets)",
		Long: "The log as JSONL, which is everything and what 'karuna import' takes back byte for byte,\n" +
			"or as CSV for spreadsheets. It goes to standard output, or into a file for its owner alone.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("--format", format, "jsonl", "csv"); err != nil {
				return err
			}
			a.recover()
			j, err := a.journal()
			if err != nil {
				return err
			}
			write := func(w io.Writer) error { return a.export(w, j, format) }
			if file == "" || file == "-" {
				return write(a.io.Out)
			}
			return replace(file, func(w io.WriteSeeker) error { return write(w) })
		},
	}
	cmd.Flags().StringVar(&format, "format", "jsonl", "jsonl or csv")
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to a `file`")
	return cmd
}

func (a *App) export(w io.Writer, j *journal.Journal, format string) error {
	if format == "jsonl" {
		return exchange.WriteJSONL(w, j)
	}
	log, err := j.Read()
	if err != nil {
		return err
	}
	return exchange.WriteCSV(w, log.Entries)
}

// replace writes a file in one step, readable by its owner alone: whoever
// looks sees the old file or the whole new one. A folder is never replaced.
func replace(path string, write func(io.WriteSeeker) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if at, err := os.Stat(path); err == nil && at.IsDir() {
		return fmt.Errorf("write %q: it is a folder", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".karuna-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %q: %w", path, err), os.Remove(f.Name()))
	}
	return nil
}
