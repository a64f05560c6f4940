package programme_test

import (
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"

	"karuna/assets"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/sessions/score"
)

func builtin(t *testing.T, id string) programme.Programme {
	t.Helper()
	src, err := fs.ReadFile(assets.Programmes(), id+".toml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Parse(src)
	if err != nil || p.ID != id {
		t.Fatalf("%s: %q, %v", id, p.ID, err)
	}
	return p
}

// TestBuiltIn holds the programmes to their outline: steps, minutes, and how
// the minutes turn. A step of several practices counts with its first; one
// without a practice counts in the minutes alone.
func TestBuiltIn(t *testing.T) {
	for _, want := range []struct {
		id                    string
		steps, weeks, minutes int
		self, ground          int // per cent: of self and other together, of all
	}{
		{"thirty-sits", 30, 4, 199, 49, 37},
		{"compassion-8-weeks", 40, 8, 635, 48, -1},
		{"two-wheels-week", 7, 1, 70, 44, -1},
		{"at-work", 5, 1, 16, -1, -1},
		{"a-minute-together", 7, 1, 9, -1, -1},
	} {
		p := builtin(t, want.id)
		minutes, self, ground := measured(t, p)
		if n := len(p.Steps()); n != want.steps || len(p.Weeks) != want.weeks || minutes != want.minutes {
			t.Errorf("%s: %d steps in %d weeks, %d minutes; want %d, %d, %d", want.id, n, len(p.Weeks), minutes, want.steps, want.weeks, want.minutes)
		}
		t.Logf("%s: self %.1f %%, ground %.1f %%", want.id, self, ground)
		near(t, want.id+" self", self, want.self)
		near(t, want.id+" ground", ground, want.ground)
		if len(strings.Fields(p.Short)) > 3 {
			t.Errorf("%s: %q is more than three words", want.id, p.Short)
		}
	}
}

// near allows for stages that grow to whole cues; -1 asks nothing.
func near(t *testing.T, what string, got float64, want int) {
	t.Helper()
	if want >= 0 && math.Abs(got-float64(want)) > 2 {
		t.Errorf("%s: %.1f %%, want about %d %%", what, got, want)
	}
}

func measured(t *testing.T, p programme.Programme) (minutes int, self, ground float64) {
	t.Helper()
	lib := library.Open(assets.Scripts(), nil)
	var s, o, g float64
	for _, step := range p.Steps() {
		if len(step.Offers) == 0 {
			minutes += step.Minutes
			continue
		}
		first := step.Offers[0]
		minutes += first.Minutes
		script, err := lib.Find(first.Script)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		ds, do, dg := score.Shares(script, first.Length())
		weight := float64(first.Minutes)
		s, o, g = s+ds*weight, o+do*weight, g+dg*weight
	}
	return minutes, 100 * s / (s + o), 100 * g / (s + o + g)
}

// TestBuiltInPractices finds every practice that is named, at a length it is
// made for.
func TestBuiltInPractices(t *testing.T) {
	lib := library.Open(assets.Scripts(), nil)
	files, err := fs.Glob(assets.Programmes(), "*.toml")
	if err != nil || len(files) != 5 {
		t.Fatalf("%d programmes, %v", len(files), err)
	}
	for _, file := range files {
		p := builtin(t, strings.TrimSuffix(file, ".toml"))
		var offers []programme.Offer
		for _, s := range p.Steps() {
			offers = append(offers, s.Offers...)
		}
		for _, m := range p.Moments {
			offers = append(offers, programme.Offer{Script: m.Script, Minutes: m.Minutes})
		}
		for _, o := range offers {
			s, err := lib.Find(o.Script)
			switch {
			case err != nil || s.ID != o.Script:
				t.Errorf("%s: no practice %q", p.ID, o.Script)
			case o.Length() < s.Length.Min || o.Length() > s.Length.Max:
				t.Errorf("%s: %s for %d minutes, made for %v", p.ID, o.Script, o.Minutes, s.Length)
			}
		}
	}
}

// TestBuiltInSteps looks at what makes each programme its own.
func TestBuiltInSteps(t *testing.T) {
	kinds := func(p programme.Programme) (out []string) {
		for i, s := range p.Steps() {
			if s.Do != programme.Sit {
				out = append(out, string(s.Do)+" "+strings.Join(s.Scripts, "|"))
			}
			if p.ID == "thirty-sits" && s.Field == "" {
				t.Errorf("step %d has no field practice", i+1)
			}
		}
		return out
	}
	check := func(id string, want ...string) {
		t.Helper()
		if got := kinds(builtin(t, id)); !slices.Equal(got, want) {
			t.Errorf("%s: %q\nwant %q", id, got, want)
		}
	}
	check("thirty-sits", "choice arriving|being-with|from-the-ground-up", "rest evening-replay", "rest needs-a-minute",
		"rest the-person-across", "rest evening-replay", "compose ", "own ")
	check("compassion-8-weeks", "choice ", "own ")
	check("two-wheels-week", "choice from-the-middle-of-it|walking-the-course")
	for i, s := range builtin(t, "two-wheels-week").Steps() {
		if s.Air != (i == 0 || i == 6) {
			t.Errorf("two-wheels-week: air check at step %d: %v", i+1, s.Air)
		}
	}
	for i, s := range builtin(t, "a-minute-together").Steps() {
		if len(s.Offers) != 2 || s.Play == "" {
			t.Errorf("a-minute-together: step %d is %+v, want together, alone and a line of play", i+1, s)
		}
	}
	if n := len(builtin(t, "at-work").Moments); n != 7 {
		t.Errorf("at-work: %d moments, want 7", n)
	}
	for i, w := range builtin(t, "compassion-8-weeks").Weeks {
		if n := len(strings.Fields(w.Note)); n < 60 || n > 120 {
			t.Errorf("week %d: a page of %d words", i+1, n)
		}
	}
}

// TestRamp holds training to growing slowly and resting: no sit is more than
// three minutes longer than the longest before it, none is over twenty, and
// every seventh step of the thirty is a rest.
func TestRamp(t *testing.T) {
	for _, id := range []string{"thirty-sits", "compassion-8-weeks", "two-wheels-week"} {
		longest := 0
		for i, s := range builtin(t, id).Steps() {
			if i > 0 && s.Minutes > longest+3 || s.Minutes > 20 {
				t.Errorf("%s, step %d: %d minutes after %d at most", id, i+1, s.Minutes, longest)
			}
			longest = max(longest, s.Minutes)
			if (id == "thirty-sits" && (i+1)%7 == 0) != (s.Do == programme.Rest) {
				t.Errorf("%s, step %d is %q", id, i+1, s.Do)
			}
		}
	}
	for i, w := range builtin(t, "compassion-8-weeks").Weeks {
		if !strings.Contains(w.Note, "one day of rest") {
			t.Errorf("week %d has no rest in its page", i+1)
		}
	}
}

// TestBetweenSits holds practice off the cushion beside practice on it: a line
// for each step or each week, and a question on how it went.
func TestBetweenSits(t *testing.T) {
	thirty := builtin(t, "thirty-sits").Steps()
	if last := thirty[27].Field; !strings.Contains(last, "off the cushion") {
		t.Errorf("the last rest of the thirty asks %q", last)
	}
	for i, w := range builtin(t, "compassion-8-weeks").Weeks {
		if w.Field == "" || !strings.Contains(w.Note, "A question for the week: ") || !strings.Contains(w.Note, "Caution: ") {
			t.Errorf("week %d: %q; %q", i+1, w.Field, w.Note)
		}
	}
}
