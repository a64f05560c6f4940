package exchange_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/exchange"
	"karuna/sessions/journal"
)

func open(t *testing.T) *journal.Journal {
	t.Helper()
	dir := t.TempDir()
	return journal.Open(journal.Config{Dir: dir + "/journal", State: dir + "/state", Machine: "m", Host: "h"})
}

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 5, day, hour, minute, 0, 0, time.FixedZone("", 7200))
}

func fill(t *testing.T, j *journal.Journal) {
	t.Helper()
	for d := range 5 {
		e := sessions.Entry{Start: at(1+d, 7, 0), Sat: 600, Planned: 600, Ended: sessions.Complete, Wheels: sessions.WheelSeconds{Ground: 600}}.
			From(sessions.Origin{DayTurn: 4}).With(sessions.Detail{Note: "å\n\"<b>\""})
		r, err := j.Append(at(1+d, 8, 0), e)
		if err == nil && d == 2 {
			_, err = j.Edit(at(1+d, 9, 0), r.ID, journal.Fields{"note": "another"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.Rest(at(9, 8, 0), sessions.Date(2026, 5, 8), false); err != nil {
		t.Fatal(err)
	}
}

func export(t *testing.T, j *journal.Journal) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := exchange.WriteJSONL(&out, j); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func takeLines(t *testing.T, src []byte, j *journal.Journal) (exchange.Preview, exchange.Applied) {
	t.Helper()
	f, err := exchange.ReadJSONL(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	p, err := exchange.CompareLines(f, j)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Apply(at(20, 8, 0), j)
	if err != nil {
		t.Fatal(err)
	}
	return p, a
}

func TestExportImportIsTheIdentity(t *testing.T) {
	from, to := open(t), open(t)
	fill(t, from)
	out := export(t, from)
	if !exchange.IsJSONL(out) || bytes.Count(out, []byte("\n")) != 7 {
		t.Fatalf("an export of %q", out)
	}
	p, a := takeLines(t, out, to)
	if p.New != 7 || p.Known != 0 || p.ByOp["sit"] != 5 || p.ByOp["edit"] != 1 || p.ByOp["rest"] != 1 || a.Added != 7 {
		t.Errorf("preview %+v, applied %+v", p, a)
	}
	if back := export(t, to); !bytes.Equal(back, out) {
		t.Errorf("came back as\n%s\nwas\n%s", back, out)
	}
	crlf := append([]byte("\ufeff"), bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))...)
	if p, a = takeLines(t, crlf, to); p.New != 0 || p.Known != 7 || a.Added != 0 {
		t.Errorf("a second time: %+v, %+v", p, a)
	}
	log, err := to.Read()
	if err != nil || len(log.Entries) != 5 || log.Entries[2].Detail().Note != "another" {
		t.Errorf("the log reads %+v, %v", log.Entries, err)
	}
}

func TestReadJSONLRefuses(t *testing.T) {
	refused := func(line, want string) {
		t.Helper()
		good := `{"v":1,"id":"A","op":"later","x":{"a":1,"b":[{"a":2}]}}` + "\n"
		f, err := exchange.ReadJSONL(strings.NewReader(good + line + "\n" + good))
		if err != nil || len(f.Problems) != 1 || f.Problems[0].String() != want {
			t.Errorf("%.60q: %v, %v; want %q", line, f.Problems, err, want)
		}
		j := open(t)
		p, err := exchange.CompareLines(f, j)
		if err != nil || p.Refused != 1 || p.Rows != 2 {
			t.Errorf("%.60q: preview %+v, %v", line, p, err)
		}
		if a, err := p.Apply(at(20, 8, 0), j); err == nil || len(export(t, j)) > 0 {
			t.Errorf("%.60q: applied %+v, %v", line, a, err)
		}
	}
	refused(`{"v":1,"id":"A","op":"sit","note":"x","Note":"y"}`, `2:39: the name "Note" stands twice`)
	refused(`{"id":"A","op":"sit","x":[{"b":1,"b":2}]}`, `2:34: the name "b" stands twice`)
	refused(`{"id":"A"}`, `2:1: not a record: it has no id, or no op`)
	refused(`{"id":7,"op":"sit"}`, `2:1: not a record: it has no id, or no op`)
	refused(`[1]`, `2:1: not a record: want a JSON object`)
	refused(`{"id":"A","op":"sit"`, `2:20: not a record: unexpected end of JSON input`)
	refused(`{"id":"A","op":sit}`, `2:16: not a record: invalid character 's' looking for beginning of value`)
	refused(strings.Repeat("[", 100_000), `2:10001: not a record: invalid character '[' exceeded max depth`)
}

func FuzzReadJSONL(f *testing.F) {
	f.Add([]byte("{\"v\":1,\"id\":\"A\",\"op\":\"sit\"}\r\n\n{\"id\":\"A\",\"op\":\"x\",\"A\":{\"b\":[{}]},\"a\":1}"))
	f.Add([]byte("\ufeff[{]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		found, err := exchange.ReadJSONL(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found.Problems {
			if p.Line < 1 || p.Col < 1 || p.Text == "" {
				t.Fatalf("a problem without a place: %+v", p)
			}
		}
	})
}
