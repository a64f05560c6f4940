package score_test

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// fataler is what testing.T and rapid.T share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

const (
	second = time.Second
	minute = time.Minute
)

// sound checks what every score promises. gap is the least silence between
// spoken cues: 3 s, and 0 after the guidance was skipped by hand. Bells up to
// since were struck when the sit had another end.
func sound(t fataler, sc sessions.Score, gap, since time.Duration) {
	t.Helper()
	tiles(t, sc)
	ordered(t, sc)
	ended(t, sc)
	spaced(t, sc, gap)
	rung(t, sc, since)
	breathed(t, sc)
	returned(t, sc)
}

func tiles(t fataler, sc sessions.Score) {
	t.Helper()
	at := time.Duration(0)
	for _, sp := range sc.Stages {
		if sp.Start != at || sp.End < sp.Start {
			t.Fatalf("stage %s is %v to %v, want it to begin at %v", sp.ID, sp.Start, sp.End, at)
		}
		at = sp.End
	}
	if at != sc.Total {
		t.Fatalf("stages end at %v, want %v", at, sc.Total)
	}
}

func ordered(t fataler, sc sessions.Score) {
	t.Helper()
	rank := map[sessions.CueType]int{"bell": 0, "breathe": 1, "speak": 2, "return": 2, "end": 3}
	for i, c := range sc.Cues {
		if c.At%time.Millisecond != 0 || c.End%time.Millisecond != 0 || c.At < 0 || c.End < c.At {
			t.Fatalf("cue %+v is not on whole milliseconds in order", c)
		}
		if st, ok := stageOf(sc, c.At); !ok || (c.Stage != st && c.At != sc.Total) {
			t.Fatalf("cue at %v says it is in %q, want %q", c.At, c.Stage, st)
		}
		if i == 0 {
			continue
		}
		if p := sc.Cues[i-1]; p.At > c.At || (p.At == c.At && rank[p.Type] > rank[c.Type]) {
			t.Fatalf("cue %s at %v comes before %s at %v", p.Type, p.At, c.Type, c.At)
		}
	}
}

func stageOf(sc sessions.Score, at time.Duration) (string, bool) {
	sp, ok := sc.StageAt(at)
	return sp.ID, ok
}

func ended(t fataler, sc sessions.Score) {
	t.Helper()
	ends := 0
	for _, c := range sc.Cues {
		if c.Type == sessions.CueEnd {
			ends++
		}
		if c.Bell.Role == sessions.Closing && c.At != sc.Total {
			t.Fatalf("closing bell at %v, want %v", c.At, sc.Total)
		}
	}
	if last := sc.Cues[len(sc.Cues)-1]; ends != 1 || last.Type != sessions.CueEnd || last.At != sc.Total {
		t.Fatalf("%d ends, the last cue is %s at %v, want one end at %v", ends, last.Type, last.At, sc.Total)
	}
}

func spokenOf(sc sessions.Score) []sessions.Cue {
	var out []sessions.Cue
	for _, c := range sc.Cues {
		if c.Type == sessions.CueSpeak || c.Type == sessions.CueReturn {
			out = append(out, c)
		}
	}
	return out
}

func spaced(t fataler, sc sessions.Score, gap time.Duration) {
	t.Helper()
	cues := spokenOf(sc)
	for i, c := range cues {
		if i > 0 && c.At < cues[i-1].End+gap {
			t.Fatalf("%q ends at %v, %q begins at %v", cues[i-1].Text, cues[i-1].End, c.Text, c.At)
		}
	}
	if n := len(cues); n > 0 {
		if cues[n-1].End > sc.Total-3*second {
			t.Fatalf("last words end at %v of %v", cues[n-1].End, sc.Total)
		}
		if words := opened(sc) + 2*second; cues[0].At < words && opened(sc) >= 0 {
			t.Fatalf("first words at %v, want %v or later", cues[0].At, words)
		}
	}
}

// opened returns the last opening stroke; -1 when there is none.
func opened(sc sessions.Score) time.Duration {
	last := time.Duration(-1)
	for _, s := range strokesOf(sc) {
		if s.role == sessions.Opening {
			last = s.at
		}
	}
	return last
}

type stroke struct {
	at   time.Duration
	role sessions.Role
	run  int
}

func strokesOf(sc sessions.Score) []stroke {
	var out []stroke
	for i, c := range sc.Cues {
		for n := 0; n < c.Bell.Strikes; n++ {
			out = append(out, stroke{c.At + time.Duration(n)*c.Bell.Gap, c.Bell.Role, i})
		}
	}
	return out
}

// rung checks the distances of stage and interval bells after since.
func rung(t fataler, sc sessions.Score, since time.Duration) {
	t.Helper()
	strokes := strokesOf(sc)
	for _, a := range strokes {
		if a.at <= since || (a.role != sessions.AtStage && a.role != sessions.Interval) {
			continue
		}
		if a.at > sc.Total-45*second {
			t.Fatalf("%s bell at %v of %v", a.role, a.at, sc.Total)
		}
		for _, b := range strokes {
			if d := (a.at - b.at).Abs(); d < 10*second && a.run != b.run {
				t.Fatalf("%s bell at %v, %s bell at %v", a.role, a.at, b.role, b.at)
			}
		}
	}
	for _, c := range sc.Cues {
		if c.Type == sessions.CueBell && (c.Bell.Strikes < 1 || (c.Bell.Strikes > 1) != (c.Bell.Gap > 0) || c.Bell.Name == "") {
			t.Fatalf("bell %+v", c.Bell)
		}
	}
}

// breathed checks that breaths are whole and one after the other.
func breathed(t fataler, sc sessions.Score) {
	t.Helper()
	at := time.Duration(0)
	for _, c := range sc.Cues {
		if c.Type != sessions.CueBreathe {
			continue
		}
		if c.At < at {
			t.Fatalf("breaths at %v, the ones before end at %v", c.At, at)
		}
		at = c.End
	}
}

// wholeBreaths checks a score whose pacer was never cut short.
func wholeBreaths(t fataler, sc sessions.Score) {
	t.Helper()
	for _, c := range sc.Cues {
		if c.Type != sessions.CueBreathe {
			continue
		}
		if d := c.End - c.At + c.Breath.Empty; c.Breath.IsZero() || d <= 0 || d%c.Breath.Length() != 0 {
			t.Fatalf("breaths %+v from %v to %v are not whole", c.Breath, c.At, c.End)
		}
		if sp, ok := sc.StageAt(c.At); !ok || c.End > sp.End {
			t.Fatalf("breaths from %v to %v leave stage %s, which ends at %v", c.At, c.End, sp.ID, sp.End)
		}
	}
}

func returned(t fataler, sc sessions.Score) {
	t.Helper()
	said := map[string]time.Duration{}
	for _, c := range sc.Cues {
		if c.Type != sessions.CueReturn {
			continue
		}
		if before, ok := said[c.Text]; ok && c.At-before < 20*minute {
			t.Fatalf("%q at %v and at %v", c.Text, before, c.At)
		}
		said[c.Text] = c.At
	}
}

// words returns how many words the script says in a score.
func words(sc sessions.Score) int {
	n := 0
	for _, c := range sc.Cues {
		if c.Type == sessions.CueSpeak {
			n += score.Words(c.Text)
		}
	}
	return n
}
