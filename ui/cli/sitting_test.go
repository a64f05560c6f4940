package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"karuna/ui/cli"
	"karuna/ui/start"
)

// person is someone at the command line, in a bubble where a sit takes no
// time. Every command is a process of its own: it finds what the last one left.
type person struct {
	t   *testing.T
	dir string
}

// atCommandLine runs play in a bubble, at midnight of 1 January 2000.
func atCommandLine(t *testing.T, play func(person)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		play(person{t, dir})
	})
}

// keys are lines typed while a command runs: a wait before each.
type keys struct {
	waits []time.Duration
	lines []string
}

// typed reads "90s q, 1s q": q after a minute and a half, and once more.
func typed(t *testing.T, text string) *keys {
	t.Helper()
	k := &keys{}
	for part := range strings.SplitSeq(text, ", ") {
		wait, line, _ := strings.Cut(part, " ")
		d, err := time.ParseDuration(wait)
		if err != nil {
			t.Fatal(err)
		}
		k.waits, k.lines = append(k.waits, d), append(k.lines, line+"\n")
	}
	return k
}

func (k *keys) Read(p []byte) (int, error) {
	if len(k.lines) == 0 {
		return 0, io.EOF
	}
	time.Sleep(k.waits[0])
	n := copy(p, k.lines[0])
	k.waits, k.lines = k.waits[1:], k.lines[1:]
	return n, nil
}

// types runs a command and returns what it wrote; it has to end with that code.
func (p person) types(code int, line string) (out, err string) {
	p.t.Helper()
	return p.typesDuring(code, line, nil)
}

// typesDuring is types with somebody at the keyboard while it runs; nil: nobody.
func (p person) typesDuring(code int, line string, k *keys) (out, err string) {
	p.t.Helper()
	house := start.Open(start.Options{
		Env: func(name string) string {
			return map[string]string{"KARUNA_HOME": p.dir, "KARUNA_DEVICE": "none"}[name]
		},
		Now: time.Now, Version: "test", Machine: "m",
	})
	var stdout, stderr bytes.Buffer
	streams := cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr}
	if k != nil {
		streams.In, streams.InTTY = k, true
	}
	app := cli.New(house, streams)
	if got := app.Run(context.Background(), strings.Fields(line)); got != code {
		p.t.Errorf("%s: exit code %d, want %d\n%s", line, got, code, stderr.String())
	}
	return stdout.String(), stderr.String()
}

// logged is a sit as log list tells it.
type logged struct {
	Script  string `json:"script"`
	Sat     int    `json:"sat_s"`
	Planned int    `json:"planned_s"`
	Ended   string `json:"ended"`
	People  int    `json:"people"`
}

// last is the newest sit of the log: its practice, its seconds, how it ended.
func (p person) last() logged {
	p.t.Helper()
	out, _ := p.types(0, "log list --json")
	var all []logged
	if err := json.Unmarshal([]byte(out), &all); err != nil || len(all) == 0 {
		p.t.Fatalf("%d sits in the log, %v", len(all), err)
	}
	return all[len(all)-1]
}

// at is where a programme is: "4/30 next 5", with * when it is on the table.
func (p person) at(programme string) string {
	p.t.Helper()
	out, _ := p.types(0, "programmes list --json")
	var all []struct {
		ID    string `json:"id"`
		Steps int    `json:"steps"`
		Done  int    `json:"done"`
		Next  *int   `json:"next"`
		Table bool   `json:"on_table"`
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		p.t.Fatal(err)
	}
	for _, c := range all {
		if c.ID != programme {
			continue
		}
		text := fmt.Sprintf("%d/%d", c.Done, c.Steps)
		if c.Next != nil {
			text += fmt.Sprintf(" next %d", *c.Next)
		}
		if c.Table {
			text += "*"
		}
		return text
	}
	p.t.Fatalf("no programme %s in\n%s", programme, out)
	return ""
}

func (p person) isAt(programme, want string) {
	p.t.Helper()
	if got := p.at(programme); got != want {
		p.t.Errorf("%s is at %q, want %q", programme, got, want)
	}
}

// TestProgrammeByCommands goes through the thirty as a person would, sitting
// each step to its last bell.
func TestProgrammeByCommands(t *testing.T) {
	atCommandLine(t, func(p person) {
		sits := func(line, script string, planned int, want string) {
			t.Helper()
			p.types(0, line)
			if e := p.last(); e.Script != script || e.Planned != planned || e.Sat != planned || e.Ended != "complete" {
				t.Errorf("%s: sat %+v, want %s for %d s", line, e, script, planned)
			}
			p.isAt("thirty-sits", want)
		}
		p.types(0, "programmes start thirty-sits")
		out, told := p.types(0, "programmes next --prepare 0")
		if !strings.Contains(out, "end complete") || !strings.Contains(told, "hear one sound all the way to its end") {
			t.Errorf("the first step said\n%s%s", out, told)
		}
		p.isAt("thirty-sits", "1/30 next 2*")
		sits("programmes next --prepare 0 --shorter", "arriving", 180, "2/30 next 3*")
		sits("sit even-breath --for 3m --prepare 0", "even-breath", 180, "3/30 next 4*")
		sits("sit well-wishing --for 8m --prepare 0", "well-wishing", 480, "3/30 next 4*")
		p.types(0, "programmes swap kind-pause")
		sits("programmes next --prepare 0", "kind-pause", 300, "4/30 next 5*")
		sits("programmes next --prepare 0 --for 6m", "from-the-ground-up", 360, "5/30 next 6*")
		p.types(0, "programmes choose being-with")
		sits("programmes next --prepare 0", "being-with", 300, "6/30 next 7*")

		// A rest by choice; one by what is named instead; one by the days.
		p.types(0, "programmes rest")
		p.isAt("thirty-sits", "7/30 next 8*")
		for n := 8; n < 14; n++ {
			p.types(0, "programmes next --prepare 0")
		}
		sits("programmes next --prepare 0", "needs-a-minute", 60, "14/30 next 15*")
		for n := 15; n < 21; n++ {
			p.types(0, "programmes next --prepare 0")
		}
		p.isAt("thirty-sits", "20/30 next 21*")
		time.Sleep(24 * time.Hour)
		p.isAt("thirty-sits", "20/30 next 21*")
		time.Sleep(24 * time.Hour)
		p.isAt("thirty-sits", "21/30 next 22*")

		// Away for a month, and nothing has fallen behind.
		p.types(0, "programmes leave")
		sits("sit a-moment-remembered --for 8m --prepare 0", "a-moment-remembered", 480, "21/30 next 22")
		time.Sleep(30 * 24 * time.Hour)
		p.types(1, "programmes next --prepare 0")
		p.types(0, "programmes start thirty-sits")
		for n := 22; n < 29; n++ {
			p.types(0, "programmes next --prepare 0")
		}
		p.isAt("thirty-sits", "28/30 next 29*")

		// A plan of one's own, looked at and then kept; the last sit is of it.
		_, told = p.types(1, "programmes next --prepare 0")
		if !strings.Contains(told, "karuna programmes compose") {
			t.Errorf("the step of the plan says %q", told)
		}
		out, _ = p.types(0, "programmes compose kind-pause two-wheels --after coffee --again arriving")
		if !strings.Contains(out, "After coffee I sit for 10 minutes") {
			t.Errorf("the plan is\n%s", out)
		}
		p.isAt("thirty-sits", "28/30 next 29*")
		p.types(0, "programmes compose kind-pause two-wheels --after coffee --again arriving --keep")
		p.isAt("thirty-sits", "29/30 next 30*")
		p.types(0, "scripts check my-own-sit")
		sits("programmes next --prepare 0", "my-own-sit", 600, "30/30")
		p.types(1, "programmes next --prepare 0")
	})
}

// TestEnoughIsAStep ends sits of a step early: from a minute on they count
// like any other, also from solid ground. A visit leaves no trace.
func TestEnoughIsAStep(t *testing.T) {
	atCommandLine(t, func(p person) {
		check := func(keys, ended string, sat int, want string) {
			t.Helper()
			p.typesDuring(0, "programmes next --prepare 0", typed(t, keys))
			if e := p.last(); e.Ended != ended || e.Sat != sat {
				t.Errorf("%s: the last sit is %+v, want %s of %d s", keys, e, ended, sat)
			}
			p.isAt("thirty-sits", want)
		}
		p.types(0, "programmes start thirty-sits")
		check("90s q, 1s q", "enough", 91, "1/30 next 2*")
		check("20s q, 1s q", "enough", 91, "1/30 next 2*")
		check("70s g, 10s , 1s 3", "grounded", 81, "2/30 next 3*")
		check("60s p, 10m p", "complete", 180, "3/30 next 4*")
	})
}

// TestEightWeeksByCommands goes through the eight weeks, each sit at its
// shortest, to the choice and the sit of one's own at their end.
func TestEightWeeksByCommands(t *testing.T) {
	atCommandLine(t, func(p person) {
		p.types(0, "programmes start compassion-8-weeks")
		for range 38 {
			p.types(0, "programmes next --prepare 0 --shorter --guidance bells")
		}
		p.isAt("compassion-8-weeks", "38/40 next 39*")
		p.types(1, "programmes next --prepare 0") // which one is a choice
		p.types(0, "programmes next two-wheels --prepare 0")
		if e := p.last(); e.Script != "two-wheels" || e.Planned != 1200 {
			t.Errorf("the free choice was %+v", e)
		}
		p.isAt("compassion-8-weeks", "39/40 next 40*")
		p.types(0, "timer 10m --prepare 0") // a sit of one's own
		p.isAt("compassion-8-weeks", "40/40")
		p.types(1, "programmes next")
		p.types(0, "programmes start compassion-8-weeks")
		p.isAt("compassion-8-weeks", "0/40 next 1*")
	})
}

// TestTwoSit holds the sits of a child and a grown-up to be the sits of two.
func TestTwoSit(t *testing.T) {
	atCommandLine(t, func(p person) {
		check := func(line, script string, people int) {
			t.Helper()
			p.types(0, line)
			if e := p.last(); e.Script != script || e.People != people {
				t.Errorf("%s: %+v, want %s of %d", line, e, script, people)
			}
		}
		p.types(0, "programmes start a-minute-together")
		check("programmes next --prepare 0", "one-minute-together", 2)
		check("programmes next needs-a-minute --prepare 0", "needs-a-minute", 1)
		check("sit bedtime-together --prepare 0", "bedtime-together", 2)
		check("sit bedtime-together --prepare 0 --people 1", "bedtime-together", 1)
		check("sit kind-pause --prepare 0 --people 2", "kind-pause", 2)
		p.types(2, "sit kind-pause --people -1")
		p.isAt("a-minute-together", "3/7 next 4*") // a kind pause was the third step too
	})
}
