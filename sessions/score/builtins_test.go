package score_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

var update = flag.Bool("update", false, "write the golden plans anew")

// budgetOf is the word budget of a score: its time less the stages that leave
// it.
func budgetOf(s sessions.Script, sc sessions.Score) float64 {
	sit := sc.Total
	for _, sp := range sc.Stages {
		for _, st := range s.Stages {
			if st.ID == sp.ID && (st.Quiet || st.Noting || st.Pacer != "") {
				sit -= sp.End - sp.Start
			}
		}
	}
	return sessions.Budget(sit)
}

func TestBuiltInsKeepToTheWordBudget(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		check := func(length time.Duration, low, high float64) {
			t.Helper()
			sc := compiled(t, s, score.Want{Length: length, Texts: tx})
			n, budget := words(sc), budgetOf(s, sc)
			if share := float64(n) / budget; share < low || share > high {
				t.Errorf("%s in %v: %d words, %.2f of a budget of %.0f, want %.2f to %.2f", s.ID, length, n, share, budget, low, high)
			}
		}
		check(s.Length.Min, 0.8, 1.2)
		if s.Length.Usual > s.Length.Min && (s.Kind != sessions.Micro || s.Length.Usual <= 2*minute) {
			check(s.Length.Usual, 0.8, 1.2)
		}
		if s.Kind != sessions.Micro {
			check(s.Length.Max, 0.45, 1.2)
		}
		for length := s.Length.Min; length <= s.Length.Max; length += 37123 * time.Millisecond {
			check(length, 0, 1.2)
		}
	}
}

func TestLightSaysAboutHalf(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		full := words(compiled(t, s, score.Want{Length: usual(s), Texts: tx}))
		light := words(compiled(t, s, score.Want{Length: usual(s), Texts: tx, Guidance: sessions.Light}))
		always := 0
		for _, st := range s.Stages {
			for _, step := range st.Steps {
				if step.Op == sessions.OpCue && step.Priority == 1 && !st.Optional {
					always += score.Words(sessions.FillSlots(step.Text, nil))
				}
			}
		}
		if light > full || (float64(light) > 0.62*float64(full) && light > always+always/4) {
			t.Errorf("%s: %d words at light, %d at full, %d always", s.ID, light, full, always)
		}
	}
}

func TestBuiltInsAtManyLengths(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		w := score.Want{Texts: tx, Seed: 3}
		if shortest := score.Shortest(s, w); shortest > s.Length.Min {
			t.Errorf("%s needs %v and says %v", s.ID, shortest, s.Length.Min)
		}
		for i := range 60 {
			w.Length = s.Length.Min + time.Duration(i)*17123*time.Millisecond
			if i%3 == 2 {
				w.Length = s.Length.Min + time.Duration(i)*177123*time.Millisecond
			}
			w.Length = min(w.Length, 3*time.Hour)
			compiled(t, s, w)
		}
	}
}

func TestShares(t *testing.T) {
	for _, s := range builtins(t) {
		self, other, ground := score.Shares(s, usual(s))
		if sum := self + other + ground; math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: shares add up to %v", s.ID, sum)
		}
	}
	check := func(name string, want ...float64) {
		t.Helper()
		s := builtin(t, name)
		self, other, ground := score.Shares(s, usual(s))
		for i, got := range []float64{self, other, ground} {
			if math.Abs(got*100-want[i]) > 1.5 {
				t.Errorf("%s: %.3f %.3f %.3f, want about %v %%", name, self, other, ground, want)
				return
			}
		}
	}
	check("kind-pause.md", 58, 20, 22)
	check("two-wheels.md", 42, 42, 16)
	check("arriving.md", 5, 5, 90)
	if a, b, c := score.Shares(builtin(t, "two-wheels.md"), second); a+b+c != 0 {
		t.Errorf("shares of a length that does not fit: %v %v %v", a, b, c)
	}
}

func TestGoldenPlans(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		got := planText(compiled(t, s, score.Want{Length: usual(s), Texts: tx}))
		path := filepath.Join("testdata", "plans", s.ID+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || got != string(want) {
			t.Errorf("%s is not as in %s (%v); if it should be so, run with -update\n%s", s.ID, path, err, got)
		}
	}
}

// planText writes a score a line an event.
func planText(sc sessions.Score) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %v %s\n", sc.Script.ID, sc.Total, sc.Guidance)
	for _, sp := range sc.Stages {
		fmt.Fprintf(&b, "\n%9.3f %s %s\n", sp.Start.Seconds(), sp.ID, sp.Wheel)
		for _, c := range sc.Cues {
			if c.Stage != sp.ID {
				continue
			}
			fmt.Fprintf(&b, "%9.3f %8.3f %s", c.At.Seconds(), c.End.Seconds(), c.Type)
			switch c.Type {
			case sessions.CueSpeak, sessions.CueReturn:
				fmt.Fprintf(&b, " %d %s", c.Priority, c.Text)
			case sessions.CueBell:
				fmt.Fprintf(&b, " %s %s %d %v %g", c.Bell.Role, c.Bell.Name, c.Bell.Strikes, c.Bell.Gap, c.Bell.Gain)
			case sessions.CueBreathe:
				fmt.Fprintf(&b, " %s %v %v %v %v", c.Breath.Pattern, c.Breath.In, c.Breath.Full, c.Breath.Out, c.Breath.Empty)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
