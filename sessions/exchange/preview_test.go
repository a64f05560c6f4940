package exchange_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/exchange"
)

const table = `start,length,what
2026-05-01 07:00,10:00,Meditation
2026-05-10 07:00,20:00,Meditation
2026-05-10 07:00,20:00,Meditation
2026-05-10 07:00,20:00,Yoga
2026-05-10 07:19:59,20:00,Meditation
2026-05-10 09:00,0:40,Breathing
2026-05-03 06:55,5:01,Walking
2026-05-04 06:55,5:00,Walking
never,5:00,Walking
`

func read(t *testing.T, src string) exchange.Found {
	t.Helper()
	f, err := exchange.ReadCSV(strings.NewReader(src), mapping(t, "start=start,duration=length,activity=what"), oslo(t))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPreviewAndApply(t *testing.T) {
	j := open(t)
	fill(t, j)
	before := export(t, j)
	log, err := j.Read()
	if err != nil {
		t.Fatal(err)
	}
	p := exchange.Compare(read(t, table), log.Entries)
	got := []int{p.Rows, p.New, p.Known, p.Refused, p.Short, p.Overlapping, p.Seconds}
	if want := []int{8, 6, 2, 1, 1, 3, 3*1200 + 40 + 301 + 300}; !reflect.DeepEqual(got, want) {
		t.Errorf("rows, new, known, refused, short, overlapping, seconds: %v, want %v", got, want)
	}
	kinds := map[string]int{"Silent sit": 2, "Yoga": 1, "Breathing": 1, "Walking": 2}
	if !reflect.DeepEqual(p.ByActivity, kinds) || p.First.String() != "2026-05-03" || p.Last.String() != "2026-05-10" {
		t.Errorf("by activity %v, %v to %v", p.ByActivity, p.First, p.Last)
	}
	var lines []int
	for _, o := range p.Overlaps {
		lines = append(lines, o.Line)
	}
	if want := []int{8, 5, 6}; !reflect.DeepEqual(lines, want) {
		t.Errorf("overlapping lines %v, want %v: %+v", lines, want, p.Overlaps)
	}
	a, err := p.Apply(at(20, 8, 0), j)
	if err != nil || a.Added != 6 || a.Known != 2 || a.Batch == "" {
		t.Fatalf("applied %+v, %v", a, err)
	}
	log, err = j.Read()
	if err != nil || len(log.Entries) != 11 {
		t.Fatalf("%d entries, %v", len(log.Entries), err)
	}
	again := exchange.Compare(read(t, table), log.Entries)
	if b, err := again.Apply(at(21, 8, 0), j); err != nil || again.New != 0 || b.Added != 0 || b.Batch != "" {
		t.Errorf("a second time: %+v, %+v, %v", again, b, err)
	}
	if !bytes.HasPrefix(export(t, j), before) {
		t.Error("what was there before has changed")
	}
	if n, err := j.RemoveBatch(at(22, 8, 0), a.Batch); err != nil || n != 6 {
		t.Errorf("removed %d, %v", n, err)
	}
	log, err = j.Read()
	if err != nil || exchange.Compare(read(t, table), log.All).New != 6 {
		t.Errorf("after undo the rows are not new: %v", err)
	}
}

func TestOverlapWithOneOfTheJournal(t *testing.T) {
	known := []sessions.Entry{{Start: at(10, 7, 5), Sat: 600}, {Start: at(12, 7, 5), Sat: 600, Flags: []string{"no-time"}}, {Start: at(13, 7, 0), Sat: 600, Removed: true}}
	count := func(src string, want int) {
		t.Helper()
		if p := exchange.Compare(read(t, "start,length,what\n"+src), known); p.Overlapping != want {
			t.Errorf("%q: %d overlap, want %d: %+v", src, p.Overlapping, want, p.Overlaps)
		}
	}
	count("2026-05-10 07:00,5:00,\n", 0)
	count("2026-05-10 07:00,5:01,\n", 1)
	count("2026-05-10 07:14:59,5:00,\n", 1)
	count("2026-05-10 07:15,5:00,\n", 0)
	count("2026-05-12 07:00,20:00,\n", 0)
	count("2026-05-13 07:00,20:00,\n", 0)
	count("2026-05-14 07:00,60:00,\n2026-05-14 07:10,5:00,\n2026-05-14 07:30,5:00,\n", 2)
}

func BenchmarkCompare(b *testing.B) {
	var src strings.Builder
	src.WriteString("s,d\n")
	for i := range 13_000 {
		src.WriteString(time.Unix(int64(1_400_000_000+i*20_000), 0).UTC().Format(time.RFC3339) + ",0:45:0\n")
	}
	m := mapping(b, "start=s,duration=d")
	for b.Loop() {
		f, err := exchange.ReadCSV(strings.NewReader(src.String()), m, exchange.Reading{DayTurn: 4})
		if err != nil || exchange.Compare(f, nil).New != 13_000 {
			b.Fatal(err)
		}
	}
}
