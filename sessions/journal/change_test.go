package journal_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// steps plays acts on a journal of two devices, "a" and "b", one after
// another, and returns how the one sit reads afterwards. "a edit note=x",
// "b remove", "a restore", "a settle"; "sync" carries all logs both ways.
func steps(t *testing.T, script string) string {
	t.Helper()
	root := t.TempDir()
	h := &history{t: t, now: morning()}
	devices := map[string]*device{}
	for _, name := range []string{"a", "b"} {
		home := root + "/" + name
		devices[name] = &device{home: home, j: onDevice(home, name).Calm(), knew: map[int]bool{}}
	}
	a, b := devices["a"], devices["b"]
	id := must[journal.Receipt](t)(a.j.Append(h.now, sitOf(600, "first"))).ID
	for _, line := range strings.Split("sync; "+script+"; sync", "; ") {
		f := strings.Fields(line)
		if f[0] == "sync" {
			h.carry(a, b)
			h.carry(b, a)
			continue
		}
		h.now = h.now.Add(time.Minute) // so that the later act has the greater id
		var err error
		switch d := devices[f[0]]; f[1] {
		case "edit":
			set := journal.Fields{}
			for _, kv := range f[2:] {
				name, value, _ := strings.Cut(kv, "=")
				set[name] = value
			}
			_, err = d.j.Edit(h.now, id, set)
		case "remove":
			_, err = d.j.Remove(h.now, id)
		case "restore":
			_, err = d.j.Restore(h.now, id)
		case "settle":
			_, err = d.j.Settle(h.now, id)
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	one, two := byID(read(t, a.j))[id], byID(read(t, b.j))[id]
	one.Script, two.Script = nil, nil
	if spelled(one) != spelled(two) {
		t.Errorf("devices differ:\n%s\n%s", spelled(one), spelled(two))
	}
	out := "note=" + one.Detail().Note + " act=" + one.Detail().Act
	for _, v := range one.Detail().Others {
		out += " other " + v.Field + "=" + v.Text
	}
	if one.Removed {
		out += " removed"
	}
	return out
}

func TestChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"a edit note=x", "note=x act="},
		{"a edit note=x; a edit act=y", "note=x act=y"},
		{"a edit note=x; sync; b edit note=y", "note=y act="},
		{"a edit note=x; b edit act=y", "note=x act=y"},
		{"a edit note=x; b edit note=y", "note=y act= other note=x"},
		{"a edit note=x; b edit note=x", "note=x act="},
		{"a edit note=x; b edit note=y; sync; a edit note=z", "note=z act="},
		{"a edit note=x; b edit note=y; sync; a edit act=z", "note=y act=z other note=x"},
		{"a edit note=x; b edit note=y; sync; a edit act=z; a settle", "note=y act=z"},
		{"a edit note=", "note= act="},
		{"a remove", "note=first act= removed"},
		{"a remove; a restore", "note=first act="},
		{"a edit note=x; a remove; sync; b restore", "note=x act="},
		{"a remove; b edit note=x", "note=x act="},
		{"a remove; b remove", "note=first act= removed"},
		{"a remove; sync; b edit note=x", "note=x act="},
		{"a remove; b remove; sync; a restore", "note=first act="},
		{"a edit note=x; b edit note=y; sync; a remove; sync; b restore", "note=y act= other note=x"},
	} {
		check(t, c.in, steps(t, c.in), c.want)
	}
}

func check(t *testing.T, in, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", in, got, want)
	}
}

func TestEditRefuses(t *testing.T) {
	t.Parallel()
	j := at(t.TempDir()).Calm()
	id := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "first"))).ID
	before := read(t, j).Bytes
	for _, c := range []struct {
		of   string
		set  journal.Fields
		want error
	}{
		{id, journal.Fields{"note": strings.Repeat("x", journal.MaxRecord)}, journal.ErrTooLong},
		{"01KJKZPWR0T7S242YM45T12K47", journal.Fields{"note": "x"}, journal.ErrUnknown},
		{id, journal.Fields{"nope": "x"}, nil},
		{id, journal.Fields{"sat_s": "many"}, nil},
		{id, journal.Fields{"batch": "x"}, nil},
		{id, journal.Fields{"id": "x"}, nil},
	} {
		_, err := j.Edit(morning(), c.of, c.set)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%.60v: %v, want %v", c.set, err, c.want)
		}
	}
	if after := read(t, j).Bytes; after != before {
		t.Errorf("a refused edit wrote %d bytes", after-before)
	}
}

func TestLongTextKeepsMinutes(t *testing.T) {
	t.Parallel()
	j := at(t.TempDir()).Calm()
	e := sitOf(600, strings.Repeat("ü\n", journal.MaxRecord))
	d := e.Detail()
	d.Intention = strings.Repeat("\x01", journal.MaxRecord)
	e = e.With(d)
	r := must[journal.Receipt](t)(j.Append(morning(), e))
	got := read(t, j).Entries
	if len(r.Line) >= journal.MaxRecord || r.Warning == "" || len(got) != 1 || got[0].Sat != 600 || !strings.HasPrefix(e.Detail().Note, got[0].Detail().Note) || got[0].Detail().Note == "" {
		t.Errorf("%d bytes, warning %q, entries %d", len(r.Line), r.Warning, len(got))
	}
}

// TestReseal changes lines by hand and has them accepted.
func TestReseal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	r := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "first")))
	second := must[journal.Receipt](t)(j.Append(morning(), sitOf(700, "untouched")))
	must[journal.Receipt](t)(j.Edit(morning(), r.ID, journal.Fields{"act": "called"}))
	byHand(t, r.Path, `"sat_s":600`, `"sat_s":900`)
	l := read(t, j)
	e := byID(l)[r.ID]
	check(t, "by hand", fmt.Sprintln(e.Sat, e.Detail().Act, e.Unverified, l.Unverified, byID(l)[second.ID].Unverified), "900 called true 1 false\n")
	n := must[int](t)(j.Reseal(morning()))
	l = read(t, j)
	e = byID(l)[r.ID]
	check(t, "resealed", fmt.Sprintln(n, e.Sat, e.Detail().Act, e.Detail().Note, e.Unverified, l.Unverified), "1 900 called first false 0\n")
	byHand(t, r.Path, `"sat_s":900`, `"sat_s":901`)
	check(t, "by hand again", fmt.Sprint(read(t, j).Unverified), "1")
}

func byHand(t *testing.T, path, old, now string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(b), old, now, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRestsAndProgrammes(t *testing.T) {
	t.Parallel()
	j := at(t.TempDir()).Calm()
	day := sessions.DayOf(morning())
	for _, r := range []struct {
		day  sessions.Day
		undo bool
	}{{day, false}, {day + 3, false}, {day + 1, false}, {day + 3, true}} {
		must[journal.Receipt](t)(j.Rest(morning(), r.day, r.undo))
	}
	p := must[journal.Receipt](t)(j.Programme(morning(), journal.Fields{"p": "at-work", "do": "start"}))
	l := read(t, j)
	check(t, "rests", fmt.Sprint(l.Rests), "[2026-03-01 2026-03-02]")
	if len(l.Programmes) != 1 || string(l.Programmes[0].Line) != string(p.Line) {
		t.Errorf("programmes %v, want %s", l.Programmes, p.Line)
	}
	if _, err := j.Programme(morning(), journal.Fields{"id": "mine"}); err == nil {
		t.Error("a programme may not choose its id")
	}
}
