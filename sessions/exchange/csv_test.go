package exchange_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/exchange"
)

var update = flag.Bool("update", false, "write the goldens")

func oslo(t testing.TB) exchange.Reading {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	return exchange.Reading{Zone: zone, TZ: "Europe/Oslo", DayTurn: 4, Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}
}

func mapping(t testing.TB, s string) exchange.Mapping {
	t.Helper()
	m, err := exchange.ParseMap(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rows shows what was read, one line a row, then the problems.
func rows(f exchange.Found) string {
	var b strings.Builder
	for _, r := range f.Rows {
		e := r.Entry
		fmt.Fprintf(&b, "%d: %s %s %ds %q", r.Line, e.Start.Format(time.RFC3339), e.Day, e.Sat, e.Title())
		for _, text := range []string{e.Detail().Note, e.Origin().TZ, strings.Join(e.Flags, " ")} {
			if text != "" {
				fmt.Fprintf(&b, " %q", text)
			}
		}
		b.WriteByte('\n')
	}
	for _, p := range f.Problems {
		fmt.Fprintf(&b, "%s %s\n", p.Severity, p)
	}
	return b.String()
}

func check(t *testing.T, src, columns string, opt exchange.Reading, want ...string) {
	t.Helper()
	f, err := exchange.ReadCSV(strings.NewReader(src), mapping(t, columns), opt)
	if err != nil {
		t.Errorf("%q: %v", src, err)
		return
	}
	if got := strings.TrimSuffix(rows(f), "\n"); got != strings.Join(want, "\n") {
		t.Errorf("%q:\n%s\nwant\n%s", src, got, strings.Join(want, "\n"))
	}
}

func TestReadCSV(t *testing.T) {
	opt := oslo(t)
	const log = "start=Started At,duration=Duration,activity=Activity,note=Preset"
	check(t, "\ufeffStarted At,Duration,Preset,Activity\r\n"+
		"2026-04-20 08:21:14,0:45:0,,Meditation\r\n"+
		"2026-04-21T08:21,3:27,\"Walking, mindful\",Walking\r\n\r\n"+
		"2026-04-22 02:10,45,\"two\nlines\",\r\n"+
		"2026-04-23 02:10,45,x,Yoga", log, opt,
		`2: 2026-04-20T08:21:14+02:00 2026-04-20 2700s "Silent sit" "Europe/Oslo"`,
		`3: 2026-04-21T08:21:00+02:00 2026-04-21 207s "Walking" "Walking, mindful" "Europe/Oslo"`,
		`5: 2026-04-22T02:10:00+02:00 2026-04-21 45s "Silent sit" "two`+`\nlines" "Europe/Oslo"`,
		`7: 2026-04-23T02:10:00+02:00 2026-04-22 45s "Yoga" "x" "Europe/Oslo"`)
	check(t, "Date;Minutes\n2026-05-13 07:00;12,5\n2026-05-13 07:30;1:30", "start=date,minutes=MINUTES", opt,
		`2: 2026-05-13T07:00:00+02:00 2026-05-13 750s "Silent sit" "Europe/Oslo"`,
		`3: 2026-05-13T07:30:00+02:00 2026-05-13 90s "Silent sit" "Europe/Oslo"`)
	check(t, "2026-05-13 07:00\t600\n2026-05-14 07:00\t10m\n", "start=1,duration=2", opt,
		`1: 2026-05-13T07:00:00+02:00 2026-05-13 600s "Silent sit" "Europe/Oslo"`,
		`2: 2026-05-14T07:00:00+02:00 2026-05-14 600s "Silent sit" "Europe/Oslo"`)
}

func TestReadCSVTimes(t *testing.T) {
	opt := oslo(t)
	const columns = "start=s,seconds=d"
	check(t, "s,d\n2026-05-13T07:00:00-07:00,60\n2026-05-13T07:00:00Z,60", columns, opt,
		`2: 2026-05-13T07:00:00-07:00 2026-05-13 60s "Silent sit"`,
		`3: 2026-05-13T09:00:00+02:00 2026-05-13 60s "Silent sit" "Europe/Oslo"`)
	check(t, "s,d\n2026-03-29 02:30,60\n2026-10-25 02:30,60", columns, exchange.Reading{Zone: opt.Zone, DayTurn: 4},
		`2: 2026-03-29T03:30:00+02:00 2026-03-28 60s "Silent sit"`,
		`3: 2026-10-25T02:30:00+02:00 2026-10-24 60s "Silent sit"`,
		`note 2:1: the clocks skipped that time; taken as 03:30`)
	check(t, "s,d\n2026-06-03 07:00,60\n2026-06-02 07:00,60", columns, opt,
		`2: 2026-06-03T07:00:00+02:00 2026-06-03 60s "Silent sit" "Europe/Oslo" "clock"`,
		`3: 2026-06-02T07:00:00+02:00 2026-06-02 60s "Silent sit" "Europe/Oslo"`,
		`note 2:1: starts in the future`)
	check(t, "s,d\n2026-05-13T07:00:00Z,60\n2026-05-13 07:00,60", columns, exchange.Reading{},
		`2: 2026-05-13T07:00:00Z 2026-05-13 60s "Silent sit"`,
		`error 3:1: start "2026-05-13 07:00" has no offset; say the zone with --tz`)
}

func TestReadCSVRefusesRows(t *testing.T) {
	check(t, "note,when,long\na,2026-05-13 07:00,\nb,13/05/2026,5\nc,2026-05-13 07:00,1:60\nd,2026-05-13 07:00,0\n"+
		"e,2026-05-13 07:00,1:0:0:0\nf,2026-05-13 07:00,999999999\n\"g\"x,2026-05-13 07:00,5\nh\ni,2026-05-13 07:00,-5\nj,0026-05-13 07:00,5\nk,2026-05-13 07:00,59\n",
		"start=when,duration=long,note=note", oslo(t),
		`12: 2026-05-13T07:00:00+02:00 2026-05-13 59s "Silent sit" "k" "Europe/Oslo"`,
		`error 2:20: no length`,
		`error 3:3: start "13/05/2026": want YYYY-MM-DD HH:MM[:SS], or RFC 3339`,
		`error 4:20: length "1:60": want M:S or H:M:S`,
		`error 5:20: no length: 0 seconds`,
		`error 6:20: length "1:0:0:0": want M:S or H:M:S`,
		`error 7:20: length "999999999": want seconds, M:S or H:M:S`,
		`error 8:3: extraneous or missing " in quoted-field`,
		`error 9:1: start "": want YYYY-MM-DD HH:MM[:SS], or RFC 3339`,
		`error 10:20: length "-5": want seconds, M:S or H:M:S`,
		`error 11:3: start in the year 26`)
}

func TestReadCSVRefusesFiles(t *testing.T) {
	fails := func(src, columns, want string) {
		t.Helper()
		f, err := exchange.ReadCSV(strings.NewReader(src), mapping(t, columns), oslo(t))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v; want %q", src, f, err, want)
		}
	}
	fails("", "start=s,duration=d", "first row")
	fails("a,b\n1,2\n", "start=s,duration=d", `no column "s"`)
	fails("s,b\n1,2\n", "start=s,duration=7", `no column "7"`)
	fails("\xff\xfes\x00", "start=s,duration=d", "UTF-16")
}

func TestParseMap(t *testing.T) {
	if m := mapping(t, " Start = Started At , minutes=Minutes (min),note=a=b"); m["start"] != "Started At" || m["minutes"] != "Minutes (min)" || m["note"] != "a=b" {
		t.Errorf("read %v", m)
	}
	for _, s := range []string{"", "start", "start=", "start=a", "minutes=b", "start=a,minutes=b,seconds=c", "start=a,start=b,minutes=c", "start=a,minutes=b,colour=c"} {
		if m, err := exchange.ParseMap(s); err == nil {
			t.Errorf("ParseMap(%q) = %v, want an error", s, m)
		}
	}
}

func TestFormulas(t *testing.T) {
	check(t, "s,d,n\n2026-05-13T07:00:00+02:00,60,'=1+1\n2026-05-13T07:00:00+02:00,60,'tis\n2026-05-13T07:00:00+02:00,60,''+1\n",
		"start=s,duration=d,note=n", exchange.Reading{},
		`2: 2026-05-13T07:00:00+02:00 2026-05-13 60s "Silent sit" "=1+1"`,
		`3: 2026-05-13T07:00:00+02:00 2026-05-13 60s "Silent sit" "'tis"`,
		`4: 2026-05-13T07:00:00+02:00 2026-05-13 60s "Silent sit" "'+1"`)
	// A line end alone: the guard before CR LF is read back before LF.
	for _, note := range []string{"\r\n", "\n", "'\n", "'\r\n=1"} {
		roundTrip(t, note)
	}
	rapid.Check(t, func(t *rapid.T) {
		note := rapid.StringOf(rapid.SampledFrom([]rune("'=+-@\tａ＝a\r\n\",;")))
		roundTrip(t, note.Draw(t, "note"))
	})
}

// roundTrip writes one sit with the note and reads it back.
func roundTrip(t rapid.TB, note string) {
	t.Helper()
	e := sessions.Entry{Start: time.Unix(1_770_000_000, 0).UTC(), Sat: 60, Ended: sessions.Complete, People: 1}.With(sessions.Detail{Note: note})
	e.Day = sessions.DayOf(e.Start)
	var out bytes.Buffer
	if err := exchange.WriteCSV(&out, []sessions.Entry{e}); err != nil {
		t.Fatal(err)
	}
	f, err := exchange.ReadCSV(&out, exchange.OwnMapping(), exchange.Reading{})
	want := strings.ReplaceAll(e.Detail().Note, "\r\n", "\n") // as every CSV reader has it
	if err != nil || len(f.Rows) != 1 || f.Rows[0].Entry.Detail().Note != want {
		t.Fatalf("note %q came back as %+v, %v", e.Detail().Note, f, err)
	}
}

func TestOwnCSV(t *testing.T) {
	entries := []sessions.Entry{
		sessions.Entry{
			ID: "A", Start: time.Date(2026, 5, 13, 2, 0, 0, 0, time.FixedZone("", 7200)), Day: sessions.Date(2026, 5, 12),
			Planned: 1200, Sat: 900, Ended: sessions.Enough, People: 2,
			Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization},
			Wheels: sessions.WheelSeconds{Self: 300, Other: 400, Ground: 200},
		}.From(sessions.Origin{Source: "live", TZ: "Europe/Oslo", DayTurn: 4}).
			With(sessions.Detail{Feel: "lighter", Note: "=SUM(1)", Act: "call, then \"walk\"", Intention: "å"}),
		sessions.Entry{ID: "B", Start: time.Date(2026, 5, 13, 7, 0, 0, 0, time.UTC), Day: sessions.Date(2026, 5, 13), Planned: 0, Sat: 60, Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: 60}}.From(sessions.Origin{Source: "remembered"}),
	}
	var out bytes.Buffer
	if err := exchange.WriteCSV(&out, entries); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/own.csv", out.Bytes())
	if !exchange.IsOwnCSV(out.Bytes()) || exchange.IsOwnCSV([]byte("start,day\n")) {
		t.Error("its own header is not known, or another one is")
	}
	f, err := exchange.ReadCSV(&out, exchange.OwnMapping(), exchange.Reading{DayTurn: 4})
	if err != nil || len(f.Rows) != 2 || len(f.Problems) > 0 {
		t.Fatalf("read back %+v, %v", f, err)
	}
	for i, e := range entries { // what a table does not carry
		e.ID = ""
		e = e.From(sessions.Origin{Source: "import:csv", DayTurn: 4})
		want, got := show(t, e), show(t, f.Rows[i].Entry)
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if p := exchange.Compare(f, entries); p.New != 0 || p.Known != 2 {
		t.Errorf("the same sits are new: %+v", p)
	}
}

func show(t *testing.T, e sessions.Entry) string {
	t.Helper()
	b, err := json.Marshal(struct {
		sessions.Entry
		Origin sessions.Origin
		Detail sessions.Detail
	}{e, e.Origin(), e.Detail()})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v):\n%s", path, err, got)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("Started At,Duration,Preset,Activity\r\n2026-04-20 08:21:14,0:45:0,,Meditation\r\n", "start=Started At,duration=Duration,note=Preset")
	f.Add("\ufeff2026-05-13T07:00:00Z;5,5;\"a\n\"\"b\"\n", "start=1,minutes=2,note=3")
	f.Add("a\tb\n'=1\t\"\n", "start=a,seconds=b,feel=a,self=b,day=a")
	opt := oslo(f)
	f.Fuzz(func(t *testing.T, src, columns string) {
		m, err := exchange.ParseMap(columns)
		if err != nil {
			return
		}
		found, err := exchange.ReadCSV(strings.NewReader(src), m, opt)
		if err != nil {
			return
		}
		for _, r := range found.Rows {
			e := r.Entry
			if w := e.Wheels; e.Sat < 1 || w.Self+w.Other+w.Ground != e.Sat || min(w.Self, w.Other, w.Ground) < 0 || r.Line < 1 || e.People < 1 {
				t.Fatalf("row %d is no sit: %+v", r.Line, e)
			}
		}
		for _, p := range found.Problems {
			if p.Text == "" || p.Line < 1 || p.Col < 1 {
				t.Fatalf("a problem without a place: %+v", p)
			}
		}
		if p := exchange.Compare(found, nil); p.New+p.Known != p.Rows || p.Overlapping > p.New {
			t.Fatalf("counts do not add up: %+v", p)
		}
	})
}
