package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"karuna/sessions"
)

// ownColumns is the header of karuna's own CSV, with the field each column is
// read into.
func ownColumns() []struct{ column, field string } {
	return []struct{ column, field string }{
		{"start", "start"},
		{"day", "day"},
		{"sat_s", "seconds"},
		{"planned_s", "planned"},
		{"title", "activity"},
		{"script", "script"},
		{"kind", "kind"},
		{"ended", "ended"},
		{"self_s", "self"},
		{"other_s", "other"},
		{"ground_s", "ground"},
		{"people", "people"},
		{"feel", "feel"},
		{"intention", "intention"},
		{"note", "note"},
		{"act", "act"},
		{"source", ""},
		{"tz", ""},
		{"id", ""},
	}
}

// OwnMapping is the Mapping that reads what WriteCSV writes.
func OwnMapping() Mapping {
	m := Mapping{}
	for _, c := range ownColumns() {
		if c.field != "" {
			m[c.field] = c.column
		}
	}
	return m
}

// IsOwnCSV reports whether src begins with the header that WriteCSV writes.
func IsOwnCSV(src []byte) bool {
	header, err := split(bytes.TrimPrefix(src, []byte("\ufeff")), ',').Read()
	return err == nil && slices.Equal(header, ownHeader())
}

func ownHeader() []string {
	var out []string
	for _, c := range ownColumns() {
		out = append(out, c.column)
	}
	return out
}

// WriteCSV writes the entries as a table with a header, for spreadsheets. It
// leaves out notings and bells; JSONL has everything.
func WriteCSV(w io.Writer, entries []sessions.Entry) error {
	out := csv.NewWriter(w)
	err := out.Write(ownHeader())
	for i := range entries {
		err = errors.Join(err, out.Write(ownRow(entries[i])))
	}
	out.Flush()
	if err = errors.Join(err, out.Error()); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

func ownRow(e sessions.Entry) []string {
	var script sessions.ScriptRef
	if e.Script != nil {
		script = *e.Script
	}
	row := []string{
		e.Start.Format(time.RFC3339), e.Day.String(), itoa(e.Sat), itoa(e.Planned), e.Title(),
		script.ID, string(e.Kind()), string(e.Ended), itoa(e.Wheels.Self), itoa(e.Wheels.Other),
		itoa(e.Wheels.Ground), itoa(e.People), e.Detail().Feel, e.Detail().Intention, e.Detail().Note, e.Detail().Act, e.Origin().Source, e.Origin().TZ, e.ID,
	}
	for i := range row {
		row[i] = guard(strings.ToValidUTF8(row[i], "\ufffd"))
	}
	return row
}

func itoa(n int) string { return strconv.Itoa(n) }

// extra is a field that only some tables have.
type extra struct {
	field string
	set   func(*sessions.Entry, string) error
}

// extras leaves out ground, which is what self and other leave.
func extras() []extra {
	return []extra{
		{"day", setDay},
		{"planned", func(e *sessions.Entry, s string) error { return number(&e.Planned, s, 0, longestSit) }},
		{"people", func(e *sessions.Entry, s string) error { return number(&e.People, s, 1, 2) }},
		{"script", func(e *sessions.Entry, s string) error { script(e).ID = s; return nil }},
		{"kind", setKind},
		{"ended", setEnded},
		{"feel", setFeel},
		{"self", func(e *sessions.Entry, s string) error { return turn(e, &e.Wheels.Self, s) }},
		{"other", func(e *sessions.Entry, s string) error { return turn(e, &e.Wheels.Other, s) }},
	}
}

func script(e *sessions.Entry) *sessions.ScriptRef {
	if e.Script == nil {
		e.Script = &sessions.ScriptRef{Kind: sessions.Silent}
	}
	return e.Script
}

func setDay(e *sessions.Entry, s string) error {
	d, err := sessions.ParseDay(s)
	if err == nil && (d < e.Day-1 || d > e.Day+1) {
		return fmt.Errorf("day %s is not that of the start", s)
	}
	if err == nil {
		e.Day = d
	}
	return err
}

func setKind(e *sessions.Entry, s string) error {
	k := sessions.Kind(strings.ToLower(s))
	if !k.Known() {
		return fmt.Errorf("kind %q is not one of karuna's", s)
	}
	if k != sessions.Silent {
		script(e).Kind = k
	}
	return nil
}

func setEnded(e *sessions.Entry, s string) error {
	switch ended := sessions.Ending(s); ended {
	case sessions.Complete, sessions.Enough, sessions.Grounded, sessions.Interrupted:
		e.Ended = ended
		return nil
	}
	return fmt.Errorf("ended %q: want complete, enough, grounded or interrupted", s)
}

func setFeel(e *sessions.Entry, s string) error {
	switch s {
	case "lighter", "same", "heavier":
		d := e.Detail()
		d.Feel = s
		*e = e.With(d)
		return nil
	}
	return fmt.Errorf("feel %q: want lighter, same or heavier", s)
}

func number(to *int, s string, low, high int) error {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < low || n > high {
		return fmt.Errorf("%q: want a whole number from %d to %d", s, low, high)
	}
	*to = n
	return nil
}

// turn gives a wheel its seconds, out of those on the ground.
func turn(e *sessions.Entry, to *int, s string) error {
	if err := number(to, s, 0, e.Sat); err != nil {
		return err
	}
	e.Wheels.Ground = e.Sat - e.Wheels.Self - e.Wheels.Other
	if e.Wheels.Ground < 0 {
		return fmt.Errorf("more seconds on the wheels than the %d sat", e.Sat)
	}
	return nil
}
