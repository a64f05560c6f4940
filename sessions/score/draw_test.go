package score_test

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/score"
)

// drawScript makes up a script: any weights, holds, bells, pauses and breaths
// a writer may put down.
func drawScript(t *rapid.T) sessions.Script {
	n := rapid.IntRange(1, 8).Draw(t, "stages")
	open := rapid.IntRange(0, n-1).Draw(t, "open")
	s := sessions.Script{ID: "made-up", Title: "Made Up", Kind: sessions.Mindfulness, Version: 1}
	for i := range n {
		st := sessions.Stage{
			ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Stage %d", i),
			Wheel:  rapid.SampledFrom([]sessions.Wheel{sessions.Ground, sessions.Self, sessions.Other, sessions.Both}).Draw(t, "wheel"),
			Weight: rapid.Float64Range(0.2, 6).Draw(t, "weight"),
			Min:    seconds(0, 60).Draw(t, "min"),
			Quiet:  rapid.IntRange(0, 9).Draw(t, "quiet") == 0,
			Noting: rapid.IntRange(0, 9).Draw(t, "noting") == 0,
		}
		if i != open {
			st.Max = st.Min + seconds(1, 300).Draw(t, "room")
		}
		if rapid.IntRange(0, 5).Draw(t, "paced") == 0 {
			st.Pacer = rapid.SampledFrom([]string{"even-6", "long-out", "starter", "box", "4-7-8", "natural"}).Draw(t, "pacer")
		}
		if rapid.IntRange(0, 5).Draw(t, "rung") == 0 {
			st.Bell = "tingsha"
		}
		for range rapid.IntRange(0, 8).Draw(t, "steps") {
			st.Steps = append(st.Steps, drawStep(t))
		}
		s.Stages = append(s.Stages, st)
	}
	if s.Bells.Given = rapid.Bool().Draw(t, "given"); s.Bells.Given {
		s.Bells.Open = rapid.IntRange(0, 5).Draw(t, "open strokes")
		s.Bells.Close = rapid.IntRange(0, 3).Draw(t, "close strokes")
		s.Bells.Stage = rapid.Bool().Draw(t, "stage bells")
		s.Bells.Soft = rapid.Bool().Draw(t, "soft")
	}
	return s
}

func drawStep(t *rapid.T) sessions.Step {
	switch rapid.IntRange(0, 9).Draw(t, "step") {
	case 0:
		return sessions.Step{Op: sessions.OpPause, Hold: seconds(1, 40).Draw(t, "pause")}
	case 1:
		return sessions.Step{Op: sessions.OpBell, Name: "small", Count: rapid.IntRange(1, 3).Draw(t, "count")}
	case 2:
		return sessions.Step{Op: sessions.OpBreathe, Name: "even-6", Share: rapid.Float64Range(0, 1).Draw(t, "share")}
	}
	st := sessions.Step{
		Op: sessions.OpCue, Priority: rapid.IntRange(1, 3).Draw(t, "priority"),
		Text: strings.TrimSpace(strings.Repeat("word ", rapid.IntRange(1, 18).Draw(t, "words"))) + ".",
		Gap:  rapid.Float64Range(0, 6).Draw(t, "gap"),
		Hold: seconds(0, 30).Draw(t, "hold"),
	}
	if rapid.IntRange(0, 4).Draw(t, "ceiling") == 0 {
		st.HoldMax = st.Hold + seconds(0, 20).Draw(t, "more")
	}
	return st
}

// seconds draws a duration to the millisecond.
func seconds(from, to int64) *rapid.Generator[time.Duration] {
	return rapid.Map(rapid.Int64Range(from*1000, to*1000), func(ms int64) time.Duration {
		return time.Duration(ms) * time.Millisecond
	})
}

// drawWant makes up what a sitter asks, but the length.
func drawWant(t *rapid.T, texts score.Texts) score.Want {
	w := score.Want{
		Guidance: rapid.SampledFrom([]sessions.Guidance{"", sessions.Full, sessions.Light, sessions.BellsOnly}).Draw(t, "guidance"),
		MaxGap:   rapid.SampledFrom([]time.Duration{0, minute, 2 * minute, 5 * minute}).Draw(t, "max gap"),
		Seed:     rapid.Uint64().Draw(t, "seed"),
		Optional: rapid.Bool().Draw(t, "optional"),
		Texts:    texts,
	}
	w.Bells.Custom = rapid.SampledFrom(append(sessions.Customs(), "")).Draw(t, "custom")
	w.Bells.Interval = rapid.SampledFrom([]time.Duration{0, 0, 7 * second, minute, 5 * minute, 317123 * time.Millisecond}).Draw(t, "interval")
	if rapid.Bool().Draw(t, "stage flag") {
		on := rapid.Bool().Draw(t, "stage on")
		w.Bells.Stage = &on
	}
	if rapid.Bool().Draw(t, "variant") {
		w.Variants = []string{"no-breath"}
	}
	if rapid.IntRange(0, 3).Draw(t, "slow") == 0 {
		w.Pace = func(text, _ string) time.Duration { return time.Duration(score.Words(text)) * 811 * time.Millisecond }
	}
	return w
}

// drawLength draws a length from the shortest there is up to three hours, most
// of them odd and most of them short.
func drawLength(t *rapid.T, shortest time.Duration) time.Duration {
	shortest = shortest.Truncate(time.Millisecond)
	far := rapid.SampledFrom([]time.Duration{0, 10 * second, 5 * minute, 30 * minute, 3 * time.Hour}).Draw(t, "reach")
	top := min(shortest+far, 3*time.Hour)
	return time.Duration(rapid.Int64Range(shortest.Milliseconds(), top.Milliseconds()).Draw(t, "length")) * time.Millisecond
}
