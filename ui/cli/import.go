package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/exchange"
	"karuna/sessions/journal"
)

// importing is how an import was asked for.
type importing struct {
	file, columns, zone string
	dry, yes            bool
}

func (a *App) importCommand() *cobra.Command {
	var in importing
	cmd := &cobra.Command{
		Use:   "import FILE | -",
		Short: "Bring sits in: karuna's own export, or a table",
		Long: "Bring sits in: karuna's own JSONL or CSV, or any table whose columns --map names.\n" +
			"What it would do is shown first; then it asks, or --yes says so beforehand. All rows are\n" +
			"one batch, which 'karuna log remove --batch ID' takes out again. A row that the log has\n" +
			"already, the same in start, length and activity, is not added twice.\n\n" +
			"The fields of --map are " + strings.Join(exchange.Fields(), ", ") + ".\n" +
			"start is RFC 3339 or YYYY-MM-DD HH:MM; duration is seconds, M:S or H:M:S.",
		Example: "  karuna import sits.csv --map start=Started,duration=Length,note=Comment --tz Europe/Rome",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			in.file = args[0]
			return a.importFile(in)
		},
	}
	f := cmd.Flags()
	f.StringVar(&in.columns, "map", "", "which column holds what, `start=COL,duration=COL,…`")
	f.StringVar(&in.zone, "tz", "", "`zone` of times without an offset, such as Europe/Rome; here when left out")
	f.BoolVar(&in.dry, "dry-run", false, "show what it would do, and do nothing")
	f.BoolVar(&in.yes, "yes", false, "do it without asking")
	return cmd
}

func (a *App) importFile(in importing) error {
	src, err := a.input(in.file)
	if err != nil {
		return err
	}
	a.recover()
	j, log, err := a.read()
	if err != nil {
		return err
	}
	p, err := a.preview(in, src, j, log)
	if err != nil {
		return err
	}
	for _, bad := range p.Problems {
		a.say("%s:%s", in.file, bad)
	}
	if in.dry || !in.ownByPipe(p) {
		if err := a.showPreview(p); err != nil {
			return err
		}
	}
	switch {
	case in.dry:
		return nil
	case p.New == 0 && p.Refused == 0:
		a.say("The log has all of it already.")
		return nil
	case p.Rows == 0:
		return status(ExitFailed)
	}
	return a.applyAgreed(in, p, j)
}

// ownByPipe reports whether karuna's own records come from standard input:
// they are taken back without being shown or asked about.
func (in importing) ownByPipe(p exchange.Preview) bool { return p.ByOp != nil && in.file == "-" }

// applyAgreed applies what was agreed to: beforehand, or now at the terminal.
func (a *App) applyAgreed(in importing, p exchange.Preview, j *journal.Journal) error {
	switch {
	case in.yes, in.ownByPipe(p):
		return a.apply(p, j)
	case in.file == "-" || !a.io.InTTY:
		return usagef("nothing was added: --yes adds them")
	case a.agreed("Add them? y or n "):
		return a.apply(p, j)
	}
	a.say("Nothing was added.")
	return nil
}

// input reads the file, or standard input, at most what an import may be.
func (a *App) input(file string) ([]byte, error) {
	in := a.io.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("read the import: %w", err)
		}
		defer func() { _ = f.Close() }() // read from, never written
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, exchange.MaxInput+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the import: %w", err)
	case len(src) > exchange.MaxInput:
		return nil, fmt.Errorf("read the import: over %d MiB", exchange.MaxInput>>20)
	}
	return src, nil
}

// preview reads the text as what it is and holds it against the log.
func (a *App) preview(in importing, src []byte, j *journal.Journal, log journal.Log) (exchange.Preview, error) {
	begins := bytes.TrimLeft(bytes.TrimPrefix(src, []byte("\ufeff")), " \t\r\n")
	if in.columns == "" && (len(begins) == 0 || begins[0] == '{') {
		f, err := exchange.ReadJSONL(bytes.NewReader(src))
		if err != nil {
			return exchange.Preview{}, err
		}
		return exchange.CompareLines(f, j)
	}
	m := exchange.OwnMapping()
	if in.columns != "" {
		var err error
		if m, err = exchange.ParseMap(in.columns); err != nil {
			return exchange.Preview{}, usage{err}
		}
	} else if !exchange.IsOwnCSV(src) {
		return exchange.Preview{}, usagef("%s is not an export of karuna: name the columns of a table with --map", in.file)
	}
	opt := exchange.Reading{
		Zone: time.Local, TZ: a.house.Options().Zone, DayTurn: a.house.Prefs().DayTurn, Now: a.house.Now(),
	}
	if in.zone != "" {
		zone, err := time.LoadLocation(in.zone)
		if err != nil {
			return exchange.Preview{}, usagef("--tz: %w", err)
		}
		opt.Zone, opt.TZ = zone, in.zone
	}
	f, err := exchange.ReadCSV(bytes.NewReader(src), m, opt)
	if err != nil {
		return exchange.Preview{}, err
	}
	return exchange.Compare(f, log.Entries), nil
}

// previewJSON is `import --json`.
type previewJSON struct {
	Source      string         `json:"source"`
	Rows        int            `json:"rows"`
	New         int            `json:"new"`
	Known       int            `json:"known"`
	Short       int            `json:"short"`
	Refused     int            `json:"refused"`
	Overlapping int            `json:"overlapping"`
	Seconds     int            `json:"seconds"`
	First       *sessions.Day  `json:"first"`
	Last        *sessions.Day  `json:"last"`
	ByActivity  map[string]int `json:"by_activity,omitempty"`
	ByOp        map[string]int `json:"by_op,omitempty"`
}

func (a *App) showPreview(p exchange.Preview) error {
	if a.flags.json {
		out := previewJSON{
			Source: p.Source, Rows: p.Rows, New: p.New, Known: p.Known, Short: p.Short, Refused: p.Refused,
			Overlapping: p.Overlapping, Seconds: p.Seconds, ByActivity: p.ByActivity, ByOp: p.ByOp,
		}
		if p.Seconds > 0 {
			out.First, out.Last = &p.First, &p.Last
		}
		return a.printJSON(out)
	}
	return a.print("%s", previewText(p))
}

func previewText(p exchange.Preview) string {
	var b strings.Builder
	noun := "sit"
	if p.ByOp != nil {
		noun = "record"
	}
	fmt.Fprintf(&b, "%s: %d new, %d known already, %d refused\n", count(p.Rows, noun), p.New, p.Known, p.Refused)
	if p.Seconds > 0 {
		fmt.Fprintf(&b, "New: %s from %s to %s\n", spell(p.Seconds), p.First, p.Last)
	}
	if p.Short > 0 {
		fmt.Fprintf(&b, "Under a minute: %d; they are kept and make no practice day\n", p.Short)
	}
	for _, names := range []map[string]int{p.ByActivity, p.ByOp} {
		for _, name := range slices.SortedFunc(maps.Keys(names), func(x, y string) int {
			if d := names[y] - names[x]; d != 0 {
				return d
			}
			return strings.Compare(x, y)
		}) {
			fmt.Fprintf(&b, "  %d  %s\n", names[name], name)
		}
	}
	for _, o := range p.Overlaps {
		const at = "2006-01-02 15:04"
		fmt.Fprintf(&b, "Line %d, %s, overlaps %s at %s; both are kept\n", o.Line, o.Start.Format(at), o.Title, o.With.Format(at))
	}
	if more := p.Overlapping - len(p.Overlaps); more > 0 {
		fmt.Fprintf(&b, "… and %d more that overlap\n", more)
	}
	return b.String()
}

func (a *App) apply(p exchange.Preview, j *journal.Journal) error {
	done, err := p.Apply(a.house.Now(), j)
	if err != nil {
		return err
	}
	if done.Warning != "" {
		a.say("%s", done.Warning)
	}
	noun := "sit"
	if p.ByOp != nil {
		noun = "record"
	}
	a.say("%s added, %d known already.", count(done.Added, noun), done.Known)
	if done.Batch != "" {
		a.say("'karuna log remove --batch %s' takes them out again.", done.Batch)
	}
	return nil
}

// agreed asks at the terminal; anything but y is no.
func (a *App) agreed(question string) bool {
	a.say("%s", question)
	line, err := bufio.NewReader(a.io.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}
