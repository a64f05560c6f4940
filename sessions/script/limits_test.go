package script_test

import (
	"strings"
	"testing"

	"karuna/sessions/script"
)

const head = "---\ntitle: T\nkind: micro\nlength: 1m..3m, usually 2m\n---\n"

// TestLimits holds that each limit is kept and said once, at the first line
// over it.
func TestLimits(t *testing.T) {
	check := func(src, want string, stages, steps int) {
		t.Helper()
		s, problems := script.Parse([]byte(src))
		var said []string
		for _, p := range problems {
			if p.Severity == script.Error {
				said = append(said, p.String())
			}
		}
		if len(said) != 1 || said[0] != want {
			t.Errorf("problems %q, want only %q", said, want)
		}
		n := 0
		for _, st := range s.Stages {
			n += len(st.Steps)
		}
		if len(s.Stages) != stages || n != steps {
			t.Errorf("%d stages and %d steps, want %d and %d", len(s.Stages), n, stages, steps)
		}
	}
	one := head + "## A {ground, 10s..}\n"
	check(one+strings.Repeat("## B {ground, 1s..2s}\nx\n", script.MaxStages),
		"405:1: a script has at most 200 stages; the rest is left out", script.MaxStages, script.MaxStages-1)
	check(one+strings.Repeat("x\n", script.MaxCues+5),
		"2007:1: a script has at most 2000 lines of guidance; the rest is left out", 1, script.MaxCues)
	check(one+"+ "+strings.Repeat("é", script.MaxCue+1)+"\n"+strings.Repeat("é", script.MaxCue)+"\n",
		"7:3: this line has 401 characters; at most 400 fit on a screen, so split it", 1, 2)
	check(one+"> "+strings.Repeat("y", script.MaxBytes)+"\nx\n",
		"6:1: the file is over 256 KiB; the rest is not read", 1, 0)
}

// TestLineEnds holds that LF, CRLF and CR files with or without a byte order
// mark are the same script.
func TestLineEnds(t *testing.T) {
	src := head + "P.\n\n## A {ground, 10s..}\n\nOne.\n> two\n"
	s, problems := script.Parse([]byte(src))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := string(script.Format(s))
	for name, end := range map[string]string{"CRLF": "\r\n", "CR": "\r"} {
		for _, mark := range []string{"", "\ufeff"} {
			s, problems := script.Parse([]byte(mark + strings.ReplaceAll(src, "\n", end)))
			if got := string(script.Format(s)); got != want || len(problems) > 0 {
				t.Errorf("%s with mark %q: %v\n%s", name, mark, problems, got)
			}
		}
	}
}

func TestNear(t *testing.T) {
	known := []string{"pause", "bell", "breathe", "no-breath"}
	for word, want := range map[string]string{
		"puase": "pause", "PAUSE": "pause", "paus": "pause", "bel": "bell", "ball": "bell", "breath": "breathe",
		"nobreath": "no-breath", "belly-up": "", "": "", "x": "", "bqqq": "",
	} {
		if got := script.Near(word, known); got != want {
			t.Errorf("Near(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestIDs holds that every stage and cue has an id of its own, whatever the
// writer gave.
func TestIDs(t *testing.T) {
	s, _ := script.Parse([]byte(head + "## Rest {ground, 10s..}\nOne.\nTwo. {#rest-3}\nThree.\n## Rest {self, 1s..2s}\nOne.\n## Rest! {#rest-2, self, 1s..2s}\nx {#rest-3}\n## 静坐 {self, 1s..2s}\nx\n## … {self, 1s..2s}\n"))
	var got []string
	for _, st := range s.Stages {
		got = append(got, st.ID)
		for _, step := range st.Steps {
			got = append(got, step.ID)
		}
	}
	want := "rest rest-1 rest-3 rest-3-2 rest-2 rest-2-1 rest-3 rest-3-1 静坐 静坐-1 stage"
	if strings.Join(got, " ") != want {
		t.Errorf("ids %q, want %q", strings.Join(got, " "), want)
	}
}
