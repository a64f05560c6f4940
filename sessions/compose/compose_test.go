package compose_test

import (
	"bytes"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/compose"
	"karuna/sessions/library"
	"karuna/sessions/score"
	"karuna/sessions/script"
)

// Any two of the practices there are make one that can be written, read again
// and sat at its shortest, usual and longest length.
func TestAnyTwo(t *testing.T) {
	lib := library.Open(assets.Scripts(), nil)
	opt := script.CheckOptions{Phrases: lib.Phrases(), Returns: lib.Returns(), Conventions: lib.Conventions()}
	made, all := 0, lib.All()
	for i, first := range all {
		for _, by := range []int{1, 7, 13} { // all pairs hold, and take half a minute
			second := all[(i+by)%len(all)]
			if !compose.Parted(first) || !compose.Parted(second) {
				continue
			}
			name := first.ID + " + " + second.ID
			s, err := compose.Two(first, second, compose.As{ID: "my-own", Title: "My Own", For: "after coffee", Usual: 10 * time.Minute})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			text := script.Format(s)
			again, problems := script.Parse(text)
			problems = append(problems, script.Check(again, opt)...)
			if script.Failed(problems) || !bytes.Equal(script.Format(again), text) {
				t.Fatalf("%s: %v in\n%s", name, problems, text)
			}
			sits(t, name, again, lib)
			made++
		}
	}
	if made < 80 {
		t.Errorf("%d pairs were made", made)
	}
}

func sits(t *testing.T, name string, s sessions.Script, lib *library.Library) {
	t.Helper()
	for _, d := range []time.Duration{s.Length.Min, s.Length.Usual, s.Length.Max} {
		want := score.Want{Length: d, Guidance: sessions.Full, Texts: score.Texts{Returns: lib.Returns(), Phrases: lib.Phrases()}}
		if _, err := score.Compile(s, want); err != nil {
			t.Errorf("%s for %v: %v", name, d, err)
		}
	}
}

func TestTwo(t *testing.T) {
	lib := library.Open(assets.Scripts(), nil)
	find := func(id string) sessions.Script {
		t.Helper()
		s, err := lib.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	kind, wheels := find("kind-pause"), find("two-wheels")
	s, err := compose.Two(kind, wheels, compose.As{ID: "my-own", Title: "My Own", Usual: 10 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	n, m := len(kind.Stages), len(wheels.Stages)
	if len(s.Stages) != n+m-2 {
		t.Fatalf("%d stages", len(s.Stages))
	}
	settle, end := s.Stages[0], s.Stages[len(s.Stages)-1]
	if settle.Steps[0].Text != kind.Stages[0].Steps[0].Text || end.Steps[0].Text != wheels.Stages[m-1].Steps[0].Text {
		t.Errorf("begins %q, ends %q", settle.Steps[0].Text, end.Steps[0].Text)
	}
	if got, want := s.Stages[n-1].Title, wheels.Stages[1].Title; got != want {
		t.Errorf("the second core begins with %q, want %q", got, want)
	}
	if s.Wheel != sessions.Both || s.Length.Usual != 10*time.Minute || s.Bells.Open != 1 || s.Length.Max != 30*time.Minute {
		t.Errorf("wheel %s, length %+v, bells %+v", s.Wheel, s.Length, s.Bells)
	}
	if kind.Stages[0].Min != find("kind-pause").Stages[0].Min {
		t.Error("the script it was made of is another now")
	}

	short := sessions.Script{ID: "short", Title: "Short", Stages: make([]sessions.Stage, 2)}
	for _, pair := range [][2]sessions.Script{{kind, kind}, {kind, short}, {short, kind}} {
		if _, err := compose.Two(pair[0], pair[1], compose.As{}); err == nil {
			t.Errorf("%s and %s make one", pair[0].ID, pair[1].ID)
		}
	}
}
