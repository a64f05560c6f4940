package start_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/ui/start"
)

// sat writes a sit of that practice into the log.
func sat(t *testing.T, h *start.House, script string) {
	t.Helper()
	e := sessions.Entry{
		Start: now, Day: h.Today(), Sat: 300, Planned: 300, Ended: sessions.Complete, People: 1,
		Script: &sessions.ScriptRef{ID: script},
	}.From(sessions.Origin{Source: "live"})
	if _, err := h.Log().Append(now, e); err != nil {
		t.Fatal(err)
	}
}

func suggested(t *testing.T, h *start.House, script string, length time.Duration, reason string) {
	t.Helper()
	s, err := h.Suggested()
	if err != nil || s.Script.ID != script || s.Length != length || s.Reason != reason {
		t.Errorf("suggested %s for %v, %q, %v; want %s for %v, %q", s.Script.ID, s.Length, s.Reason, err, script, length, reason)
	}
	if len(strings.Fields(s.Reason)) > 5 {
		t.Errorf("%q is more than five words", s.Reason)
	}
}

// The next step of the programme on the table is what is suggested.
func TestSuggestedStep(t *testing.T) {
	h := house(t, "", nil)
	suggested(t, h, "arriving", 0, "a place to begin")
	done(t)(h.Programmes().Start("thirty"))
	suggested(t, h, "arriving", 3*time.Minute, "Thirty Sits, step 1")
	sat(t, h, "arriving")
	suggested(t, h, "arriving", 5*time.Minute, "Thirty Sits, step 2")
	for _, s := range []string{"arriving", "even-breath", "being-with", "from-the-ground-up"} {
		sat(t, h, s)
	}
	done(t)(h.Programmes().Choose("", "being-with"))
	suggested(t, h, "being-with", 5*time.Minute, "Thirty Sits, step 6")
	sat(t, h, "being-with")
	suggested(t, h, "evening-replay", 3*time.Minute, "Thirty Sits, or rest")
	done(t)(h.Programmes().Rest(""))
	suggested(t, h, "where-the-mind-goes", 6*time.Minute, "Thirty Sits, step 8")
	done(t)(h.Programmes().Start("two-wheels-week"))
	suggested(t, h, "being-with", 8*time.Minute, "Two Wheels Week, step 1")
	done(t)(h.Programmes().Leave(""))
	suggested(t, h, "where-the-mind-goes", 6*time.Minute, "Thirty Sits, step 8")
	done(t)(h.Programmes().Leave(""))
	suggested(t, h, "being-with", 0, "for the morning")
}

func done(t *testing.T) func(programme.Progress, error) programme.Progress {
	return func(p programme.Progress, err error) programme.Progress {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

// A swap is at the step's length, or the nearest one the practice is made for.
func TestNext(t *testing.T) {
	h := house(t, "", nil)
	p := h.Programmes()
	check := func(name, script, want string, length time.Duration) {
		t.Helper()
		o, err := p.Next(name, script)
		if err != nil || o.Script.ID != want || o.Length != length {
			t.Errorf("next of %q, %q: %s for %v, %v; want %s for %v", name, script, o.Script.ID, o.Length, err, want, length)
		}
	}
	done(t)(p.Start("compassion"))
	done(t)(p.Start("a-minute-together"))
	check("", "", "one-minute-together", time.Minute)
	check("", "needs-a-minute", "needs-a-minute", time.Minute)
	check("compassion-8-weeks", "", "being-with", 12*time.Minute)
	if s, err := p.State(); err != nil || s.Table != "compassion-8-weeks" {
		t.Errorf("on the table is %q, %v: the sit would not count", s.Table, err)
	}
	done(t)(p.Swap("", "needs-a-minute"))
	check("", "", "needs-a-minute", 3*time.Minute)
}

func TestProgrammeRefusals(t *testing.T) {
	h := house(t, "", nil)
	p := h.Programmes()
	check := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	_, err := p.Leave("")
	check("leave nothing", err, start.ErrNoTable)
	_, err = p.Next("thirty-sits", "")
	check("next of what is not begun", err, start.ErrNotBegun)
	done(t)(p.Start("thirty-sits"))
	_, err = p.Rest("")
	check("rest at a sit", err, start.ErrNotRest)
	_, err = p.Choose("", "two-wheels")
	check("choose what is not offered", err, start.ErrNotOffers)
	_, err = p.Next("", "two-wheels")
	check("sit what is not offered", err, start.ErrNotOffers)
	if _, err := p.Air("", 1, programme.Air{}); err == nil {
		t.Error("thirty-sits asks for no air")
	}
	for _, name := range []string{"a", "t", "nothing", ""} { // a: two begin so
		var unknown *start.UnknownProgramme
		if _, err := p.Find(name); !errors.As(err, &unknown) {
			t.Errorf("find %q: %v", name, err)
		}
	}
	if n := len(programmesOf(t, h)); n != 1 {
		t.Errorf("%d records, want that of the start alone", n)
	}
}

func programmesOf(t *testing.T, h *start.House) []string {
	t.Helper()
	log, err := h.Log().Read()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range log.Programmes {
		out = append(out, string(r.Line))
	}
	return out
}

// A sit that was begun from a step says so in its entry.
func TestSitFromAStep(t *testing.T) {
	h := house(t, "", nil)
	done(t)(h.Programmes().Start("thirty-sits"))
	s, err := h.Suggested()
	if err != nil {
		t.Fatal(err)
	}
	choices, err := h.Choices("", nil)
	if err != nil {
		t.Fatal(err)
	}
	none := time.Duration(0)
	sit, err := h.Compose(start.Request{Script: s.Script, Length: s.Length, Step: s.Step, Choices: choices, Prepare: &none})
	if err != nil {
		t.Fatal(err)
	}
	c := h.Begin(sit, false)
	if !c.Do(conductor.GoToGround) { // a sit that used it is written however short
		t.Fatal("the conductor is deaf")
	}
	c.Interrupt("left")
	want := programme.StepRef{Programme: "thirty-sits", Step: 1}
	if got := programme.BegunFrom(c.Snapshot().Entry); got != want {
		t.Errorf("the entry says %+v, want %+v", got, want)
	}
}

// What may be taken instead begins with what the step names, each once.
func TestAlternatives(t *testing.T) {
	h := house(t, "", nil)
	var got []string
	for _, o := range h.Programmes().Alternatives(done(t)(h.Programmes().Start("at-work"))) {
		got = append(got, o.Script.ID)
		if o.Length < o.Script.Length.Min || o.Length > o.Script.Length.Max {
			t.Errorf("%s for %v", o.Script.ID, o.Length)
		}
	}
	seen := map[string]bool{}
	for _, id := range got {
		if seen[id] {
			t.Errorf("%s is offered twice", id)
		}
		seen[id] = true
	}
	if len(got) < 20 || strings.Join(got[:3], " ") != "between-matters arriving kind-pause" {
		t.Errorf("%v", got)
	}
}
