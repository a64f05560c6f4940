package programme_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"karuna/sessions/programme"
)

const small = `id = "two-days"
title = "Two Days"
[[week]]
title = "One"
minutes = 5
field = "one breath at a door"
[[week.step]]
scripts = ["arriving"]
[[week.step]]
do = "rest"
scripts = ["evening-replay 3"]
field = "nothing to grade"
[[moment]]
when = "before the inbox"
script = "even-breath"
minutes = 2
`

func TestParse(t *testing.T) {
	p, err := programme.Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	want := []programme.Step{
		{Do: programme.Sit, Scripts: []string{"arriving"}, Minutes: 5, Offers: []programme.Offer{{Script: "arriving", Minutes: 5}}},
		{Do: programme.Rest, Scripts: []string{"evening-replay 3"}, Minutes: 5, Field: "nothing to grade", Offers: []programme.Offer{{Script: "evening-replay", Minutes: 3}}},
	}
	if got := p.Steps(); !reflect.DeepEqual(got, want) {
		t.Errorf("steps %+v\nwant  %+v", got, want)
	}
	if p.Short != "Two Days" || p.Weeks[0].Field != "one breath at a door" || p.Moments[0].Script != "even-breath" {
		t.Errorf("%+v", p)
	}
	for n, ok := range map[int]bool{0: false, 1: true, 2: true, 3: false, -1: false} {
		if _, is := p.Step(n); is != ok {
			t.Errorf("step %d: %v, want %v", n, is, ok)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	check := func(old, now, want string) {
		t.Helper()
		src := strings.Replace(small, old, now, 1)
		if src == small {
			t.Fatalf("%q is not in the file", old)
		}
		_, err := programme.Parse([]byte(src))
		var p *programme.Problem
		if !errors.As(err, &p) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q → %q: %v, want %q", old, now, err, want)
		}
	}
	check(`title = "One"`, `tilte = "One"`, `4:1: unknown name "week.tilte"`)
	check(`minutes = 5`, `minutes = "5"`, `5:`)
	check(`minutes = 5`, `minutes = `, `5:`)
	check(`minutes = 5`, ``, `step 1: 0 minutes, want 1 to 240`)
	check(`minutes = 5`, `minutes = 241`, `step 1: 241 minutes`)
	check(`"two-days"`, `"Two Days"`, `id "Two Days"`)
	check(`"two-days"`, `"two--days"`, `id "two--days"`)
	check(`title = "Two Days"`, ``, `no title`)
	check(`["arriving"]`, `[]`, `step 1: do "sit" with 0 practices`)
	check(`["arriving"]`, `["arriving", "two-wheels"]`, `step 1: do "sit" with 2 practices`)
	check(`["arriving"]`, `["../arriving"]`, `step 1: "../arriving": want the id`)
	check(`"evening-replay 3"`, `"evening-replay 3m"`, `step 2: "evening-replay 3m": want the id of a practice, and minutes`)
	check(`"evening-replay 3"`, `"evening-replay 0"`, `step 2: 0 minutes`)
	check(`do = "rest"`, `do = "run"`, `step 2: do "run": want sit, choice`)
	check(`do = "rest"`, `do = "own"`, `step 2: do "own" with 1 practices`)
	check(`"nothing to grade"`, `"nothing\nto grade"`, `step 2: field: want one line`)
	check(`at a door"`, fmt.Sprintf(`%0120d"`, 1), `week 1: field: want one line`)
	check(`when = "before the inbox"`, ``, `moment 1: no when`)
	check(`script = "even-breath"`, ``, `moment 1: script ""`)
	check(`minutes = 2`, `minutes = 0`, `moment 1: 0 minutes`)
	check(small[strings.Index(small, "[[week]]"):], ``, `0 steps`)
	check(`[[moment]]`, strings.Repeat("#", 65<<10)+"\n[[moment]]", `bytes, at most`)
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("id = 'a'\ntitle = 'b'\n[[week]]\n[[week.step]]\ndo = 'own'\nminutes = 1\n"))
	f.Add([]byte("[[week]]\n[[week.step]]\nscripts = [1]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := programme.Parse(src)
		if err != nil {
			var problem *programme.Problem
			if !errors.As(err, &problem) || problem.Text == "" {
				t.Errorf("%v is no problem with a text", err)
			}
			return
		}
		steps := p.Steps()
		if len(steps) == 0 || p.ID == "" || p.Title == "" || p.Short == "" {
			t.Errorf("%+v is no programme", p)
		}
		for i, s := range steps {
			if len(s.Offers) != len(s.Scripts) || s.Minutes < 1 || s.Week >= len(p.Weeks) {
				t.Errorf("step %d: %+v", i+1, s)
			}
		}
	})
}
