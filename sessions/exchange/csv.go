package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"karuna/sessions"
)

// ReadCSV reads a table whose columns m names. The separator is a comma, a
// semicolon or a tab, whichever has the mapped columns in its first row; the
// first row is a header, unless m names columns by number and the row itself
// is a sit. The error is for what cannot be read at all, or has no such
// columns.
func ReadCSV(r io.Reader, m Mapping, opt Reading) (Found, error) {
	src, err := readAll(r)
	if err != nil {
		return Found{}, err
	}
	if err := m.check(); err != nil {
		return Found{}, err
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		return Found{}, errors.New("read the table: the file is UTF-16; save it as UTF-8")
	}
	t := table{Found: Found{Source: "csv"}, opt: opt}
	rows := split(src, t.open(src, m))
	header, err := rows.Read()
	if err != nil {
		return Found{}, fmt.Errorf("read the table: its first row: %w", err)
	}
	missing := ""
	if t.at, missing = m.columns(header); missing != "" {
		return Found{}, fmt.Errorf("read the table: no column %q among %q", missing, header)
	}
	if m.numbered() {
		if _, _, err := parseStart(t.text(header, "start"), opt); err == nil {
			t.row(rows, header)
		}
	}
	t.rest(rows)
	return t.Found, nil
}

func split(src []byte, comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	return r
}

type table struct {
	Found
	opt Reading
	at  map[string]int // column of each field
}

// open returns the separator.
func (t *table) open(src []byte, m Mapping) rune {
	for _, comma := range []rune{',', ';', '\t'} {
		if header, err := split(src, comma).Read(); err == nil {
			if _, missing := m.columns(header); missing == "" {
				return comma
			}
		}
	}
	return ','
}

func (t *table) rest(rows *csv.Reader) {
	for {
		fields, err := rows.Read()
		if err == io.EOF {
			return
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			t.refuse(bad.Line, bad.Column, "%v", bad.Err)
			continue
		}
		if err != nil {
			t.refuse(0, 0, "%v", err)
			return
		}
		t.row(rows, fields)
	}
}

func (t *table) text(fields []string, key string) string {
	if i, ok := t.at[key]; ok && i < len(fields) {
		return strings.ToValidUTF8(unguard(fields[i]), "\ufffd")
	}
	return ""
}

// row adds one sit, or says what is wrong with it.
func (t *table) row(rows *csv.Reader, fields []string) {
	line, _ := rows.FieldPos(0)
	if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
		return
	}
	col := func(key string) int {
		if i, ok := t.at[key]; ok && i < len(fields) {
			_, c := rows.FieldPos(i)
			return c
		}
		_, c := rows.FieldPos(len(fields) - 1)
		return c
	}
	start, moved, err := parseStart(t.text(fields, "start"), t.opt)
	if err != nil {
		t.refuse(line, col("start"), "%v", err)
		return
	}
	if moved {
		t.note(line, col("start"), "the clocks skipped that time; taken as %s", start.Format("15:04"))
	}
	seconds, key, err := t.length(fields)
	if err != nil {
		t.refuse(line, col(key), "%v", err)
		return
	}
	e := t.entry(fields, start, seconds)
	if t.inFuture(start) {
		e.Flags = append(e.Flags, "clock")
		t.note(line, col("start"), "starts in the future")
	}
	if key, err := t.extras(fields, &e); err != nil {
		t.refuse(line, col(key), "%v", err)
		return
	}
	t.Rows = append(t.Rows, Row{line, e})
}

func (t *table) inFuture(start time.Time) bool {
	return !t.opt.Now.IsZero() && start.After(t.opt.Now.Add(24*time.Hour))
}

// extras returns the field that is wrong with its error.
func (t *table) extras(fields []string, e *sessions.Entry) (key string, err error) {
	for _, x := range extras() {
		if text := t.text(fields, x.field); text != "" {
			if err := x.set(e, text); err != nil {
				return x.field, err
			}
		}
	}
	return "", nil
}

func (t *table) length(fields []string) (seconds int, key string, err error) {
	unit := 1
	for _, key = range []string{"duration", "seconds", "minutes"} {
		if _, ok := t.at[key]; ok {
			break
		}
	}
	if key == "minutes" {
		unit = 60
	}
	seconds, err = parseLength(t.text(fields, key), unit)
	return seconds, key, err
}

func (t *table) entry(fields []string, start time.Time, seconds int) sessions.Entry {
	e := sessions.Entry{
		Start: start, Day: sessions.PracticeDay(start, t.opt.DayTurn),
		Planned: seconds, Sat: seconds, Ended: sessions.Complete, People: 1,
		Script: ref(strings.TrimSpace(t.text(fields, "activity"))),
		Wheels: sessions.WheelSeconds{Ground: seconds},
	}
	from := sessions.Origin{Source: "import:" + t.Source, DayTurn: t.opt.DayTurn}
	if t.opt.Zone != nil && start.Location() == t.opt.Zone {
		from.TZ = t.opt.TZ
	}
	return e.From(from).With(sessions.Detail{
		Note: t.text(fields, "note"), Intention: t.text(fields, "intention"), Act: t.text(fields, "act"),
	})
}
