package journal_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// device is one of three that keep one journal, with a clock of its own.
type device struct {
	home string
	j    *journal.Journal
	skew time.Duration
	knew map[int]bool // the acts whose records are in its folder
}

// act is one thing that somebody did, and what they knew when they did it.
type act struct {
	op    string // edit, remove, restore
	field string
	text  string
	knew  map[int]bool
}

// history is what three people-at-once did to one sit.
type history struct {
	t       *testing.T
	rng     *rand.Rand
	devices []*device
	acts    []act
	sit     string
	now     time.Time
}

func newHistory(t *testing.T, seed uint64, root string) *history {
	h := &history{t: t, rng: rand.New(rand.NewPCG(seed, 7)), now: morning()}
	for i := range 3 {
		home := filepath.Join(root, fmt.Sprintf("%d-%d", seed, i))
		d := &device{home: home, j: onDevice(home, fmt.Sprint(i)).Calm(), knew: map[int]bool{}}
		d.skew = time.Duration(h.rng.IntN(20*24)-10*24) * time.Hour
		h.devices = append(h.devices, d)
	}
	r := must[journal.Receipt](t)(h.devices[0].j.Append(h.now.Add(h.devices[0].skew), sitOf(600, "")))
	h.sit = r.ID
	for _, d := range h.devices[1:] {
		h.carry(h.devices[0], d)
	}
	return h
}

// carry copies one device's logs to another, as a file sync does.
func (h *history) carry(from, to *device) {
	for path, text := range logBytes(h.t, from.home) {
		dir := filepath.Join(to.home, "journal")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			h.t.Fatal(err)
		}
		target := filepath.Join(dir, filepath.Base(path))
		if old, err := os.ReadFile(target); err == nil && len(old) >= len(text) {
			continue // a sync keeps the newer of two files, and logs only grow
		}
		if err := os.WriteFile(target, []byte(text), 0o600); err != nil {
			h.t.Fatal(err)
		}
	}
	for k := range from.knew {
		to.knew[k] = true
	}
}

func (h *history) step() {
	d := h.devices[h.rng.IntN(3)]
	h.now = h.now.Add(time.Duration(h.rng.IntN(7200)) * time.Second)
	now := h.now.Add(d.skew)
	a := act{knew: map[int]bool{}}
	for k := range d.knew {
		a.knew[k] = true
	}
	var err error
	switch n := h.rng.IntN(10); {
	case n < 4:
		h.carry(h.devices[h.rng.IntN(3)], d)
		return
	case n < 8:
		a.op, a.field = "edit", []string{"note", "act"}[h.rng.IntN(2)]
		a.text = fmt.Sprintf("text %d", len(h.acts))
		_, err = d.j.Edit(now, h.sit, journal.Fields{a.field: a.text})
	case n < 9:
		a.op = "remove"
		_, err = d.j.Remove(now, h.sit)
	default:
		a.op = "restore"
		_, err = d.j.Restore(now, h.sit)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	d.knew[len(h.acts)] = true
	h.acts = append(h.acts, a)
}

// live lists the texts of a field that nobody replaced knowingly.
func (h *history) live(field string) []string {
	var out []string
	for i, a := range h.acts {
		if a.op != "edit" || a.field != field {
			continue
		}
		replaced := slices.ContainsFunc(h.acts, func(b act) bool { return b.op == "edit" && b.field == field && b.knew[i] })
		if !replaced {
			out = append(out, a.text)
		}
	}
	return out
}

// removed reports whether every act that nobody knew of is a removal.
func (h *history) removed() bool {
	any := false
	for i, a := range h.acts {
		if slices.ContainsFunc(h.acts, func(b act) bool { return b.knew[i] }) {
			continue
		}
		any = true
		if a.op != "remove" {
			return false
		}
	}
	return any
}

func (h *history) check() {
	for _, from := range h.devices {
		for _, to := range h.devices {
			h.carry(from, to)
		}
	}
	for _, from := range h.devices {
		for _, to := range h.devices {
			h.carry(from, to)
		}
	}
	var first sessions.Entry
	for i, d := range h.devices {
		e := byID(read(h.t, d.j))[h.sit]
		e.Script = nil // a pointer, which no two readings share
		if i == 0 {
			first = e
		} else if spelled(e) != spelled(first) {
			h.t.Errorf("devices differ:\n%s\n%s", spelled(first), spelled(e))
		}
	}
	for field, value := range map[string]string{"note": first.Detail().Note, "act": first.Detail().Act} {
		shown := []string{value}
		for _, v := range first.Detail().Others {
			if v.Field == field {
				shown = append(shown, v.Text)
			}
		}
		for _, text := range h.live(field) {
			if !slices.Contains(shown, text) {
				h.t.Errorf("%q of %s is hidden: shown %q", text, field, shown)
			}
		}
	}
	if h.removed() && !first.Removed {
		h.t.Error("removed by all and shown")
	}
	if first.Removed && !h.removed() {
		h.t.Error("somebody who did not know of the removal worked on it, and it is gone")
	}
}

// TestHistories plays random histories of three devices whose clocks are up
// to ten days wrong: afterwards all read the same, and no last text is hidden.
func TestHistories(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	conflicts := 0
	for seed := range uint64(times(150, 3000)) {
		h := newHistory(t, seed, root)
		for range 6 + h.rng.IntN(12) {
			h.step()
		}
		h.check()
		if len(h.live("note")) > 1 {
			conflicts++
		}
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, h.acts)
		}
		for _, d := range h.devices {
			if err := os.RemoveAll(d.home); err != nil {
				t.Fatal(err)
			}
		}
	}
	if conflicts == 0 {
		t.Error("no history had a conflict")
	}
}

// TestTotalsAgree holds the light pass against the full one.
func TestTotalsAgree(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	rng := rand.New(rand.NewPCG(5, 5))
	for range times(15, 300) {
		home := filepath.Join(root, fmt.Sprint(rng.Uint64()))
		var ids []string
		for i := range 12 {
			j := onDevice(home, fmt.Sprint(rng.IntN(3))).Calm()
			now := morning().Add(time.Duration(rng.IntN(9)*i) * 5 * time.Hour)
			e := sitOf(60*rng.IntN(30), "")
			e.Start = now
			o := e.Origin()
			o.Source = []string{"live", "remembered", "import:csv"}[rng.IntN(3)]
			e = e.From(o)
			if o.Source != "live" && rng.IntN(2) == 0 {
				e.Flags = []string{"clock", "no-time"}
			}
			if rng.IntN(2) == 0 {
				e.Script = &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1}
			}
			ids = append(ids, must[journal.Receipt](t)(j.Append(now, e)).ID)
			of := ids[rng.IntN(len(ids))]
			var err error
			switch rng.IntN(8) {
			case 4:
				_, err = j.Edit(now, of, journal.Fields{"script": sessions.ScriptRef{ID: "arriving", Kind: sessions.Mindfulness}})
			case 5:
				_, err = j.Edit(now, of, journal.Fields{"start": now.Add(-time.Hour).Format(time.RFC3339), "flags": []string{"no-time"}})
			case 6:
				_, err = j.Edit(now, of, journal.Fields{"source": "remembered", "script": nil, "note": `what is "no-time"?`})
			case 0:
				_, err = j.Edit(now, of, journal.Fields{"sat_s": 1 + rng.IntN(5000), "wheel_s": sessions.WheelSeconds{Other: 7}})
			case 1:
				_, err = j.Remove(now, of)
			case 2:
				_, err = j.AppendBatch(now, []sessions.Entry{e, e}, journal.Header{Source: "csv"})
			case 3:
				_, err = j.Edit(now, of, journal.Fields{"note": "words", "day": sessions.DayOf(now)})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		checkTotals(t, at(home))
	}
}

func checkTotals(t testing.TB, j *journal.Journal) {
	t.Helper()
	days := map[sessions.Day]journal.DayTotal{}
	entries := read(t, j).Entries
	briefs := must[journal.Briefs](t)(j.Briefs())
	if want := sessions.Briefs(entries); !slices.Equal(briefs.Sits, want) {
		t.Errorf("in brief\n%+v\nwant\n%+v", briefs.Sits, want)
	}
	for _, e := range entries {
		d := days[e.Day]
		d.Day = e.Day
		d.Sits++
		d.Sat += e.Sat
		if e.Origin().Source != "live" {
			d.Remembered += e.Sat
		}
		d.Wheels.Self += e.Wheels.Self
		d.Wheels.Other += e.Wheels.Other
		d.Wheels.Ground += e.Wheels.Ground
		days[e.Day] = d
	}
	var want []string
	for _, d := range days {
		want = append(want, fmt.Sprint(d))
	}
	slices.Sort(want)
	totals := must[journal.Totals](t)(j.Totals())
	var got []string
	for _, d := range totals.Days {
		got = append(got, fmt.Sprint(d))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("totals\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
