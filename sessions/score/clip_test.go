package score_test

import (
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// recorded has a line with a recording of it, a recording alone, and a line
// with another wording.
func recorded() sessions.Script {
	return sessions.Script{
		ID: "recorded", Title: "Recorded", Length: sessions.Range{Min: minute, Usual: 5 * minute, Max: 10 * minute},
		Stages: []sessions.Stage{{
			ID: "all", Title: "All", Wheel: sessions.Ground, Weight: 1, Min: minute,
			Steps: []sessions.Step{
				{Op: sessions.OpCue, Text: "Feel the floor beneath you now.", Name: "floor.ogg", Priority: 1},
				{Op: sessions.OpClip, Name: "stream.ogg"},
				{Op: sessions.OpCue, Text: "Follow the breath as it goes.", Name: "breath.ogg", Priority: 1},
				{Op: sessions.OpAlt, Name: "no-breath", Text: "Follow the sounds as they go."},
			},
		}},
	}
}

func TestRecordings(t *testing.T) {
	lengths := map[string]time.Duration{"floor.ogg": 7 * second, "stream.ogg": 11 * second, "breath.ogg": 9 * second}
	pace := func(_, clip string) time.Duration { return lengths[clip] }
	type said struct {
		text, clip string
		length     time.Duration
	}
	check := func(name string, w score.Want, want ...said) {
		t.Helper()
		w.Length = 5 * minute
		var got []said
		for _, c := range compiled(t, recorded(), w).Cues {
			if c.Type == sessions.CueSpeak {
				got = append(got, said{c.Text, c.Clip, c.End - c.At})
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
			return
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s, line %d: %v, want %v", name, i, got[i], want[i])
			}
		}
	}
	floor, breath, sounds := "Feel the floor beneath you now.", "Follow the breath as it goes.", "Follow the sounds as they go."
	six := (6*60_000 + 109) / 110 * time.Millisecond
	check("heard", score.Want{Pace: pace}, said{floor, "floor.ogg", 7 * second}, said{"", "stream.ogg", 11 * second}, said{breath, "breath.ogg", 9 * second})
	check("read", score.Want{}, said{floor, "floor.ogg", six}, said{breath, "breath.ogg", six})
	check("another wording", score.Want{Pace: pace, Variants: []string{"no-breath"}},
		said{floor, "floor.ogg", 7 * second}, said{"", "stream.ogg", 11 * second}, said{sounds, "", six})
	check("bells alone", score.Want{Pace: pace, Guidance: sessions.BellsOnly})
}
