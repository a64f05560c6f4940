package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/prefs"
	"karuna/ui/safe"
)

// printTable writes rows in columns, each cell on one line.
func (a *App) printTable(rows [][]string) error {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = safe.Line(cell).String()
		}
		if _, err := fmt.Fprintln(w, strings.Join(cells, "\t")); err != nil {
			return fmt.Errorf("lay out a table: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("lay out a table: %w", err)
	}
	var out strings.Builder
	for line := range strings.Lines(b.String()) {
		out.WriteString(strings.TrimRight(line, " \n"))
		out.WriteByte('\n')
	}
	return a.print("%s", out.String())
}

// spell writes seconds as a person says them: "45 s", "50 min", "1 h 20 min".
func spell(seconds int) string {
	switch h, m := seconds/3600, seconds/60%60; {
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d min", h, m)
	}
}

// count writes a number with its noun: "1 day", "3 days".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func inSeconds(seconds int) string {
	return sessions.FormatDuration(time.Duration(seconds) * time.Second)
}

// journal returns the log, or why there is none.
func (a *App) journal() (*journal.Journal, error) {
	if log := a.house.Log(); log != nil {
		return log, nil
	}
	if _, err := a.house.Places(); err != nil {
		return nil, err
	}
	return nil, prefs.ErrNoHome
}

// read returns the log as it reads now, and says on the side when lines of it
// are damaged.
func (a *App) read() (*journal.Journal, journal.Log, error) {
	j, err := a.journal()
	if err != nil {
		return nil, journal.Log{}, err
	}
	log, err := j.Read()
	if err != nil {
		return nil, journal.Log{}, err
	}
	a.sayDamage(log.Problems)
	return j, log, nil
}

// briefs is read for what needs no words: a log of a million is summed up as
// fast as its file is read.
func (a *App) briefs() (journal.Briefs, error) {
	j, err := a.journal()
	if err != nil {
		return journal.Briefs{}, err
	}
	log, err := j.Briefs()
	if err == nil {
		a.sayDamage(log.Problems)
	}
	return log, err
}

func (a *App) sayDamage(problems []journal.Problem) {
	if n := len(problems); n > 0 {
		a.say("Something is not right in %s of the log; 'karuna log check' names them.", count(n, "place"))
	}
}

// words returns what was given, or reads it from standard input for "-", so
// that private words need not stand in a command line.
func (a *App) words(given string) (string, error) {
	if given != "-" {
		return given, nil
	}
	b, err := io.ReadAll(io.LimitReader(a.io.In, 1<<20))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// oneOf refuses a value that is none of the known ones.
func oneOf(word, value string, known ...string) error {
	for _, k := range known {
		if value == k {
			return nil
		}
	}
	return usagef("%s %q: want one of %s", word, value, strings.Join(known, ", "))
}
