package programme_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"karuna/sessions"
	"karuna/sessions/programme"
)

// courses are two programmes that hold a step of every kind.
func courses(t *testing.T) []programme.Programme {
	t.Helper()
	var out []programme.Programme
	for _, src := range []string{`
id = "a"
title = "A"
[[week]]
minutes = 5
[[week.step]]
scripts = ["arriving"]
[[week.step]]
scripts = ["arriving"]
[[week.step]]
do = "choice"
scripts = ["being-with", "even-breath 3"]
[[week.step]]
do = "rest"
scripts = ["evening-replay"]
[[week.step]]
do = "compose"
[[week.step]]
do = "own"
`, `
id = "b"
title = "B"
[[week]]
minutes = 8
[[week.step]]
scripts = ["arriving"]
[[week.step]]
do = "choice"
`} {
		p, err := programme.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// past reads what happened, a word each, in order:
//
//	day=3              from here on it is that day
//	a:start a:leave    records
//	a:rest:4 a:swap:2:even-breath a:done:1 a:plan:5:mine a:air:1
//	a:done:1:s2        a step by the sit with that name
//	arriving silent    sits of that practice; arriving/30 of 30 s, arriving@2 of another day, s2=arriving with a name,
//	                   arriving%a.2 begun from step 2 of a
func past(t *testing.T, text string) ([]programme.Record, []sessions.Entry, sessions.Day) {
	t.Helper()
	var records []programme.Record
	var entries []sessions.Entry
	day := sessions.Day(1)
	for i, word := range strings.Fields(text) {
		id := fmt.Sprintf("%03d", i)
		if n, ok := strings.CutPrefix(word, "day="); ok {
			day = sessions.Day(number(t, n))
			continue
		}
		if strings.Contains(word, ":") {
			r := record(t, strings.Split(word, ":"))
			r.ID, r.Day = id, day
			records = append(records, r)
			continue
		}
		entries = append(entries, entry(t, word, id, day))
	}
	return records, entries, day
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func record(t *testing.T, words []string) programme.Record {
	t.Helper()
	r := programme.Record{Programme: words[0], Do: programme.Act(words[1])}
	if len(words) > 2 {
		r.Step = number(t, words[2])
	}
	last := words[len(words)-1]
	switch words[1] {
	case "swap":
		r.Script = last
	case "plan":
		r.Do, r.Plan = programme.Done, &programme.Plan{Script: last, Minutes: 12}
	case "air":
		r.Do, r.Air = programme.Done, &programme.Air{Back: "soft", Front: "full"}
	case "done":
		if len(words) > 3 {
			r.Sit = last
		}
	}
	return r
}

func entry(t *testing.T, word, id string, day sessions.Day) sessions.Entry {
	t.Helper()
	e := sessions.Entry{ID: id, Day: day, Sat: 60}
	if name, rest, ok := strings.Cut(word, "="); ok {
		e.ID, word = name, rest
	}
	word, seconds, ok := strings.Cut(word, "/")
	if ok {
		e.Sat = number(t, seconds)
	}
	word, at, ok := strings.Cut(word, "@")
	if ok {
		e.Day = sessions.Day(number(t, at))
	}
	word, from, ok := strings.Cut(word, "%")
	if id, step, _ := strings.Cut(from, "."); ok {
		e.Flags = []string{"grounded", programme.StepRef{Programme: id, Step: number(t, step)}.Flag()}
	}
	if word != "silent" {
		e.Script = &sessions.ScriptRef{ID: word}
	}
	return e
}

// told writes a state as "a* 2/6 next 3 being-with 5, even-breath 3": * for the
// table, + for under way, nothing for the rest.
func told(s programme.State) string {
	var out []string
	for _, p := range s.All {
		mark := ""
		switch {
		case s.Table == p.Programme.ID:
			mark = "*"
		case p.Running:
			mark = "+"
		case p.Count() == 0:
			continue
		}
		text := fmt.Sprintf("%s%s %d/%d", p.Programme.ID, mark, p.Count(), len(p.Done))
		if step, ok := p.NextStep(); ok {
			var offers []string
			for _, o := range step.Offers {
				offers = append(offers, fmt.Sprintf("%s %d", o.Script, o.Minutes))
			}
			text += strings.TrimRight(fmt.Sprintf(" next %d %s", p.Next(), strings.Join(offers, ", ")), " ")
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestState(t *testing.T) {
	for _, c := range []struct{ past, want string }{
		{"", ""},
		{"arriving", ""},
		{"a:start", "a* 0/6 next 1 arriving 5"},
		{"nothing:start a:dance", ""},

		// A sit of its script while the programme is on the table.
		{"a:start arriving", "a* 1/6 next 2 arriving 5"},
		{"arriving a:start", "a* 0/6 next 1 arriving 5"},
		{"a:start arriving/59", "a* 0/6 next 1 arriving 5"},
		{"a:start being-with silent", "a* 0/6 next 1 arriving 5"},
		{"a:start arriving arriving", "a* 2/6 next 3 being-with 5, even-breath 3"},
		{"a:start arriving arriving even-breath", "a* 3/6 next 4 evening-replay 5"},
		{"day=5 a:start arriving@4", "a* 0/6 next 1 arriving 5"},

		// A sit started from a step, wherever it stands.
		{"a:start s=silent a:done:1:s", "a* 1/6 next 2 arriving 5"},
		{"a:start s=arriving a:done:1:s", "a* 1/6 next 2 arriving 5"},
		{"a:start s=arriving a:done:2:s", "a* 1/6 next 1 arriving 5"},
		{"a:start s=arriving a:done:2:s arriving", "a* 2/6 next 3 being-with 5, even-breath 3"},
		{"a:start s=arriving/59 a:done:1:s", "a* 0/6 next 1 arriving 5"},
		{"a:start a:done:1", "a* 0/6 next 1 arriving 5"},
		{"a:start a:done:1:gone", "a* 0/6 next 1 arriving 5"},
		{"a:start a:done:7:s a:done:0:s s=arriving", "a* 0/6 next 1 arriving 5"},

		// The same, as the sit itself says it.
		{"a:start silent%a.1", "a* 1/6 next 2 arriving 5"},
		{"a:start arriving%a.2", "a* 1/6 next 1 arriving 5"},
		{"a:start arriving%a.2 arriving", "a* 2/6 next 3 being-with 5, even-breath 3"},
		{"a:start silent%a.1/59", "a* 0/6 next 1 arriving 5"},
		{"a:start b:start arriving%a.1", "a+ 1/6 next 2 arriving 5; b* 0/2 next 1 arriving 8"},
		{"a:start arriving%gone.1", "a* 1/6 next 2 arriving 5"},
		{"a:start arriving%a.7", "a* 1/6 next 2 arriving 5"},
		{"a:start a:leave silent%a.1", "a 1/6 next 2 arriving 5"},
		{"a:start s=silent%a.2 a:done:1:s", "a* 1/6 next 2 arriving 5"},

		// A swap; what the step named counts too.
		{"a:start a:swap:1:kind-pause", "a* 0/6 next 1 kind-pause 5"},
		{"a:start a:swap:1:kind-pause kind-pause", "a* 1/6 next 2 arriving 5"},
		{"a:start a:swap:1:kind-pause arriving", "a* 1/6 next 2 arriving 5"},
		{"a:start arriving arriving a:swap:3:even-breath", "a* 2/6 next 3 even-breath 3"},
		{"a:start a:swap:9:kind-pause", "a* 0/6 next 1 arriving 5"},

		// A rest passes by its practice, by being chosen, or by the second day.
		{"a:start arriving arriving being-with evening-replay", "a* 4/6 next 5"},
		{"a:start arriving arriving being-with a:rest:4", "a* 4/6 next 5"},
		{"a:start a:rest:1", "a* 0/6 next 1 arriving 5"},
		{"a:start arriving arriving being-with day=2", "a* 3/6 next 4 evening-replay 5"},
		{"a:start arriving arriving being-with day=3", "a* 4/6 next 5"},
		{"a:start arriving arriving day=9", "a* 2/6 next 3 being-with 5, even-breath 3"},

		// Compose and one's own.
		{"a:start arriving arriving being-with a:rest:4 silent two-wheels", "a* 4/6 next 5"},
		{"a:start arriving arriving being-with a:rest:4 a:plan:5:mine", "a* 5/6 next 6 mine 12"},
		{"a:start arriving arriving being-with a:rest:4 a:plan:5:mine silent", "a 6/6"},

		// One table; the other goes on when it is free.
		{"a:start b:start", "a+ 0/6 next 1 arriving 5; b* 0/2 next 1 arriving 8"},
		{"a:start b:start arriving", "a+ 0/6 next 1 arriving 5; b* 1/2 next 2"},
		{"a:start b:start a:table arriving", "a* 1/6 next 2 arriving 5; b+ 0/2 next 1 arriving 8"},
		{"a:table", ""},
		{"a:start b:start b:leave", "a* 0/6 next 1 arriving 5"},
		{"a:start b:start arriving anything arriving", "a* 1/6 next 2 arriving 5; b 2/2"},
		{"b:start arriving silent", "b* 1/2 next 2"},

		// Leaving is silent, and taking up again goes on; after the end it is anew.
		{"a:start arriving a:leave arriving", "a 1/6 next 2 arriving 5"},
		{"a:start arriving a:leave day=40 a:start", "a* 1/6 next 2 arriving 5"},
		{"b:start arriving anything b:start", "b* 0/2 next 1 arriving 8"},
	} {
		records, entries, day := past(t, c.past)
		if got := told(programme.StateOf(courses(t), records, entries, day)); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.past, got, c.want)
		}
	}
}

func TestAirIsKeptAsSaid(t *testing.T) {
	records, entries, day := past(t, "a:start a:air:1 arriving a:air:1")
	p, ok := programme.StateOf(courses(t), records, entries, day).OnTable()
	want := []programme.Air{{Back: "soft", Front: "full"}, {Back: "soft", Front: "full"}}
	if !ok || !reflect.DeepEqual(p.Air, want) || p.Count() != 1 {
		t.Errorf("%+v", p)
	}
}

func TestRemovedSitUndoesItsStep(t *testing.T) {
	records, entries, day := past(t, "a:start s=arriving a:done:1:s arriving")
	entries[0].Removed = true
	if got := told(programme.StateOf(courses(t), records, entries, day)); got != "a* 1/6 next 2 arriving 5" {
		t.Error(got)
	}
}

func TestBegunFrom(t *testing.T) {
	check := func(flag string, want programme.StepRef) {
		t.Helper()
		if got := programme.BegunFrom(sessions.Entry{Flags: []string{"grounded", flag}}); got != want {
			t.Errorf("%q: %+v, want %+v", flag, got, want)
		}
	}
	ref := programme.StepRef{Programme: "thirty-sits", Step: 12}
	check(ref.Flag(), ref)
	for _, none := range []string{"", "step:", "step:thirty-sits", "step:thirty-sits/", "step:thirty-sits/0", "step:Thirty Sits/1", "step:/1", "thirty-sits/1"} {
		check(none, programme.StepRef{})
	}
	for _, none := range []programme.StepRef{{}, {Programme: "a"}, {Step: 1}} {
		if none.Flag() != "" {
			t.Errorf("%+v is %q", none, none.Flag())
		}
	}
}

func TestRecord(t *testing.T) {
	for _, want := range []programme.Record{
		{Programme: "a", Do: programme.Start, Day: 20_000},
		{Programme: "a", Do: programme.Done, Day: 20_000, Step: 3, Sit: "S", Air: &programme.Air{Back: "fine", Front: "soft"}},
		{Programme: "a", Do: programme.Done, Day: 20_000, Step: 5, Plan: &programme.Plan{After: "coffee", Minutes: 10, Again: "kind-pause", Scripts: []string{"x", "y"}, Script: "mine"}},
		{Programme: "a", Do: programme.Swap, Day: 20_000, Step: 2, Script: "kind-pause"},
	} {
		line, err := json.Marshal(want.Fields())
		if err != nil {
			t.Fatal(err)
		}
		want.ID = "01"
		if got, err := programme.ReadRecord("01", line); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %+v, %v\nwant %+v", line, got, err, want)
		}
	}
	if _, err := programme.ReadRecord("01", []byte("{")); err == nil {
		t.Error("half a line is read")
	}
	if r, err := programme.ReadRecord("01", []byte(`{"p":"a","do":"start"}`)); err != nil || r.Day != sessions.NoDay {
		t.Errorf("a record without a day: %+v, %v", r, err)
	}
}
