package sitting_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/sitting"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const minute = time.Minute

var start = time.Date(2026, 5, 20, 7, 0, 0, 0, time.UTC)

// half is a ten-minute sit: five minutes inward, five outward, ten seconds of
// countdown, one closing stroke that rings for 12 s.
func half() sessions.Score {
	return sessions.Score{
		Total: 10 * minute, Prepare: 10 * time.Second,
		Stages: []sessions.Span{
			{ID: "in", Wheel: sessions.Self, End: 5 * minute},
			{ID: "out", Wheel: sessions.Other, Start: 5 * minute, End: 10 * minute},
		},
		Cues: []sessions.Cue{
			{Type: sessions.CueBell, Bell: sessions.Bell{Role: sessions.Opening, Strikes: 1}},
			{Type: sessions.CueBell, At: 10 * minute, End: 10*minute + 12*time.Second, Bell: sessions.Bell{Role: sessions.Closing, Strikes: 1}},
		},
	}
}

// play runs a sit by words: a duration lets time pass second by second, "gap
// 12m" lets it pass unseen, "sleep 12m" lets it pass with the clock standing
// still, anything else is an event. It returns the line after the last word:
// state, seconds sat, wheels, ending.
func play(t *testing.T, words string) string {
	t.Helper()
	events := map[string]sitting.Event{}
	for e := sitting.Begin; e <= sitting.Signal; e++ {
		events[e.String()] = e
	}
	s, now := sitting.New(half(), start), start
	var out []string
	for _, word := range strings.Split(words, ";") {
		word = strings.TrimSpace(word)
		kind, arg, _ := strings.Cut(word, " ")
		if d, err := time.ParseDuration(arg); err == nil && kind == "gap" {
			s.Missed(now, now.Add(d), 0)
			now = now.Add(d)
			s.Advance(now)
		} else if err == nil && kind == "sleep" {
			s.Missed(now, now, d)
			s.Advance(now)
		} else if d, err := time.ParseDuration(word); err == nil {
			for end := now.Add(d); now.Before(end); {
				now = now.Add(time.Second)
				s.Advance(now)
			}
		} else if e, ok := events[word]; ok {
			if !s.Do(e, now) {
				out = append(out, "no "+word)
			}
			s.Advance(now)
		} else {
			t.Fatalf("unknown word %q", word)
		}
	}
	w := s.Wheels(now)
	plan := s.Plan()
	voice := ""
	if plan.Mute {
		voice = " mute"
	}
	line := fmt.Sprintf("%v %v self %v other %v ground %v%s", s.State(), s.Sat(now), w.Self, w.Other, w.Ground, voice)
	if s.Ended() != "" {
		line += " " + string(s.Ended())
	}
	if w.Sum() != s.Sat(now) {
		line += " WHEELS DO NOT SUM"
	}
	return strings.Join(append(out, line), "; ")
}

func TestSitting(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := play(t, in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	check("5s", "Preparing 0s self 0s other 0s ground 0s")
	check("10s", "Sitting 0s self 0s other 0s ground 0s")
	check("10s; 6m", "Sitting 6m0s self 5m0s other 1m0s ground 0s")
	check("10s; 10m", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 10m; 11s", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 10m; 12s", "Reflecting 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 10m; leave; leave", "Done 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 10m; signal", "Done 10m0s self 5m0s other 5m0s ground 0s complete")

	check("5s; pause", "no pause; Preparing 0s self 0s other 0s ground 0s")
	check("10s; 2m; pause; 20m", "Paused 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; pause; 20m; go on; 8m", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 2m; pause; 59m59s", "Paused 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; pause; 60m", "Reflecting 2m0s self 2m0s other 0s ground 0s enough")

	check("10s; 2m; ask; 19s", "Asking 2m19s self 2m19s other 0s ground 0s")
	check("10s; 2m; ask; 20s", "Sitting 2m20s self 2m20s other 0s ground 0s")
	check("10s; 2m; ask; 5s; cancel; 5s", "Sitting 2m10s self 2m10s other 0s ground 0s")
	check("10s; 2m; ask; 5s; end and keep; 1m", "Reflecting 2m5s self 2m5s other 0s ground 0s enough")
	check("10s; 9m50s; ask; 10s", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 2m; pause; 1m; ask; 20s", "Paused 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; pause; 1m; ask; end and keep", "Reflecting 2m0s self 2m0s other 0s ground 0s enough")
	check("10s; 2m; ask; ask", "no ask; Asking 2m0s self 2m0s other 0s ground 0s")

	check("10s; 2m; ground; 90s", "Grounding 3m30s self 2m0s other 0s ground 1m30s mute")
	check("10s; 2m; ground; 90s; go on gently; 6m30s", "Closing 10m0s self 3m30s other 5m0s ground 1m30s complete")
	check("10s; 2m; ground; 90s; bells only; 30s", "Sitting 4m0s self 2m30s other 0s ground 1m30s")
	check("10s; 2m; ground; 90s; enough", "Reflecting 3m30s self 2m0s other 0s ground 1m30s grounded")
	check("10s; 2m; ground; 5m", "Reflecting 7m0s self 2m0s other 0s ground 5m0s grounded")
	check("5s; ground; 20s; enough", "Reflecting 20s self 0s other 0s ground 20s grounded")
	check("10s; 9m; ground; 2m", "Grounding 11m0s self 5m0s other 4m0s ground 2m0s mute")
	check("10s; 9m; ground; 2m; go on gently", "Closing 11m0s self 5m0s other 4m0s ground 2m0s complete")
	check("10s; 2m; pause; 3m; ground; 1m; go on gently; 1m", "Sitting 4m0s self 3m0s other 0s ground 1m0s")
	check("10s; 2m; ask; ground; 1m; enough", "Reflecting 3m0s self 2m0s other 0s ground 1m0s grounded")
	check("10s; 2m; ground; ask; end and keep", "Reflecting 2m0s self 2m0s other 0s ground 0s grounded")

	check("10s; 2m; signal", "Interrupted 2m0s self 2m0s other 0s ground 0s interrupted")
	check("5s; signal", "Interrupted 0s self 0s other 0s ground 0s interrupted")
	check("5s; leave", "Done 0s self 0s other 0s ground 0s")
}

func TestGaps(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := play(t, in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	check("10s; 2m; gap 20s", "Sitting 2m20s self 2m20s other 0s ground 0s")
	check("10s; 2m; sleep 20s", "Sitting 2m20s self 2m20s other 0s ground 0s")
	check("10s; 2m; gap 12m", "Away 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; sleep 12m", "Away 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; gap 3m; count; 1m", "Sitting 6m0s self 5m0s other 1m0s ground 0s")
	check("10s; 2m; gap 3m; 1m; count", "Sitting 6m0s self 5m0s other 1m0s ground 0s")
	check("10s; 2m; gap 12m; count", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 2m; gap 12m; leave out; 1m", "Sitting 3m0s self 3m0s other 0s ground 0s")
	check("10s; 2m; sleep 12m; leave out; 1m", "Sitting 3m0s self 3m0s other 0s ground 0s")
	check("10s; 2m; gap 12m; end here", "Reflecting 2m0s self 2m0s other 0s ground 0s enough")
	check("10s; 2m; gap 12m; 10m", "Paused 2m0s self 2m0s other 0s ground 0s")
	check("10s; 2m; gap 12m; ground; 1m; go on gently", "Sitting 3m0s self 2m0s other 0s ground 1m0s")
	check("10s; 9m55s; gap 9s", "Closing 10m0s self 5m0s other 5m0s ground 0s complete")
	check("10s; 9m55s; gap 25s", "Closing 10m0s self 5m0s other 5m0s ground 0s mute complete")
	check("5s; gap 10m; 4s", "Preparing 0s self 0s other 0s ground 0s")
	check("5s; gap 10m; 6s", "Sitting 1s self 1s other 0s ground 0s")
	check("5s; sleep 10m; 6s", "Sitting 1s self 1s other 0s ground 0s")
	check("10s; 2m; pause; gap 12m; go on; 1m", "Sitting 3m0s self 3m0s other 0s ground 0s")
	check("10s; 2m; ground; gap 2m; go on gently", "Sitting 4m0s self 2m0s other 0s ground 2m0s")
	check("10s; 2m; ground; sleep 2m; go on gently", "Sitting 4m0s self 2m0s other 0s ground 2m0s")
	check("10s; 2m; ask; gap 12m", "Away 2m0s self 2m0s other 0s ground 0s")
}

// Whatever happens, the wheels sum to the time sat, time sat never shrinks
// and never outgrows the time that went by, and only rows of the table are taken.
func TestSittingProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, now := sitting.New(half(), start), start
		var real, sat time.Duration
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			from := s.State()
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				d := time.Duration(rapid.IntRange(1, 400_000).Draw(t, "ms")) * time.Millisecond
				now, real = now.Add(d), real+d
				s.Advance(now)
			case 1:
				d := time.Duration(rapid.IntRange(1, 90_000).Draw(t, "gap")) * time.Millisecond
				lost := time.Duration(rapid.IntRange(0, 90_000).Draw(t, "lost")) * time.Millisecond
				s.Missed(now, now.Add(d), lost)
				now, real = now.Add(d), real+d+lost
				s.Advance(now)
			default:
				e := sitting.Event(rapid.IntRange(0, int(sitting.Signal)).Draw(t, "event"))
				if e == sitting.Begin || e == sitting.Bell || e == sitting.Rung || e == sitting.Gap {
					continue // time's own
				}
				if s.Do(e, now) && !inTable(from, e, s) {
					t.Fatalf("%v on %v went to %v, which is not in the table", from, e, s.State())
				}
			}
			if got := s.Sat(now); got < sat || got > real {
				t.Fatalf("sat %v after %v, of %v gone by (%v)", got, sat, real, s.State())
			} else {
				sat = got
			}
			if w := s.Wheels(now); w.Sum() != sat {
				t.Fatalf("wheels %v sum to %v, sat %v (%v)", w, w.Sum(), sat, s.State())
			}
			if s.State().Over() && s.State() != sitting.Done && s.Ended() == "" {
				t.Fatalf("%v without an ending", s.State())
			}
		}
	})
}

func inTable(from sitting.State, e sitting.Event, s *sitting.S) bool {
	for _, row := range sitting.Table() {
		if row.From == from && row.On == e && (row.To == s.State() || row.To == sitting.Beneath) {
			return true
		}
	}
	return false
}

// docs/states.md is drawn from the table, so the two cannot differ.
func TestDrawing(t *testing.T) {
	const path = "../../docs/states.md"
	var b strings.Builder
	b.WriteString("# The states of a sit\n\nDrawn from the table in `sessions/sitting` by its test; run it with `-update` after changing the table.\n\n```mermaid\nstateDiagram-v2\n    [*] --> Preparing\n")
	for _, r := range sitting.Table() {
		if r.To == sitting.Beneath {
			fmt.Fprintf(&b, "    %v --> Sitting: %v (or whatever lay beneath)\n", r.From, r.On)
			continue
		}
		fmt.Fprintf(&b, "    %v --> %v: %v\n", r.From, r.To, r.On)
	}
	b.WriteString("    Done --> [*]\n    Interrupted --> [*]\n```\n\n| state | event | becomes |\n| --- | --- | --- |\n")
	for _, r := range sitting.Table() {
		fmt.Fprintf(&b, "| %v | %v | %v |\n", r.From, r.On, r.To)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s is not what the table says; run go test ./sessions/sitting -update", path)
	}
}

func TestOpenSit(t *testing.T) {
	score := sessions.Score{Open: true, Stages: []sessions.Span{{ID: "sit", Wheel: sessions.Ground}}}
	s := sitting.New(score, start)
	s.Advance(start)
	now := start.Add(47 * minute)
	if s.Advance(now); s.State() != sitting.Sitting {
		t.Fatalf("an open sit ended by itself: %v", s.State())
	}
	if !s.Do(sitting.Finish, now) {
		t.Fatal("an open sit cannot be finished")
	}
	closed := half()
	closed.Total = 47 * minute
	closed.Cues[1].At, closed.Cues[1].End = closed.Total, closed.Total+9*time.Second
	s.Replan(closed, now)
	if got := s.Plan().Pos(now); got != closed.Total || s.Plan().From != closed.Total {
		t.Errorf("the closing stroke stands at %v from %v, want %v", got, s.Plan().From, closed.Total)
	}
	if s.Sat(now) != 47*minute || s.Ended() != sessions.Complete || s.Wheels(now).Ground != 47*minute {
		t.Errorf("sat %v, %v, %v", s.Sat(now), s.Ended(), s.Wheels(now))
	}
	if s.Advance(now.Add(9 * time.Second)); s.State() != sitting.Reflecting {
		t.Errorf("after the ring: %v", s.State())
	}
}
