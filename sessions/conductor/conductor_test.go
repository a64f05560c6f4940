package conductor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

func TestSits(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			b := begin(t, 20*time.Minute, nil)
			defer b.over()
			b.play(in)
			s := b.c.Snapshot()
			got := s.State.String()
			for _, e := range b.entries() {
				got += fmt.Sprintf("; %s %d of %d, self %d other %d ground %d", e.Ended, e.Sat, e.Planned, e.Wheels.Self, e.Wheels.Other, e.Wheels.Ground)
				if len(e.Flags) > 0 {
					got += " " + strings.Join(e.Flags, " ")
				}
			}
			if got != want {
				t.Errorf("%s\n got %s\nwant %s", in, got, want)
			}
			if e := b.entries(); len(e) > 0 && s.State == sitting.Reflecting && b.checkpoints() != 0 {
				t.Errorf("%s: the checkpoint is still there", in)
			}
		})
	}
	check("10s; 5m", "Sitting")
	check("10s; 20m", "Closing; complete 1200 of 1200, self 990 other 120 ground 90")
	check("10s; 20m; 20s", "Reflecting; complete 1200 of 1200, self 990 other 120 ground 90")
	check("10s; 20m; 20s; leave", "Done; complete 1200 of 1200, self 990 other 120 ground 90")
	check("10s; 5m; pause; 10m; go on; 15m", "Closing; complete 1200 of 1200, self 990 other 120 ground 90")
	check("10s; 5m; ask; 5s; confirm", "Reflecting; enough 305 of 1200, self 245 other 0 ground 60")
	check("10s; 5m; ask; 20s", "Sitting")
	check("10s; 59s; ask; confirm", "Reflecting")
	check("10s; 60s; ask; confirm", "Reflecting; enough 60 of 1200, self 0 other 0 ground 60")
	check("10s; 30s; ground; 10s; choice; enough", "Reflecting; grounded 40 of 1200, self 0 other 0 ground 40 grounded")
	check("10s; 5m; ground; 90s; gently; 13m30s", "Closing; complete 1200 of 1200, self 900 other 120 ground 180 grounded")
	check("10s; 5m; signal", "Interrupted; interrupted 300 of 1200, self 240 other 0 ground 60")
	check("5s; signal", "Interrupted")
	check("5s; ground; 4m", "Grounding")
	check("10s; 30s; ground; 4m", "Grounding")
	check("5s; leave", "Done")
	check("10s; 20m; signal", "Done; complete 1200 of 1200, self 990 other 120 ground 90")
	check("10s; 5m; more; 16m", "Closing; complete 1260 of 1260, self 1050 other 120 ground 90")
	check("10s; 5m; less; less; 13m", "Closing; complete 1080 of 1080, self 870 other 120 ground 90")
	check("10s; 5m; pause; 60m", "Reflecting; enough 300 of 1200, self 240 other 0 ground 60")
}

func TestGaps(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			b := begin(t, 20*time.Minute, nil)
			defer b.over()
			b.play(in)
			s := b.c.Snapshot()
			got := fmt.Sprintf("%v at %v", s.State, s.Pos(time.Now()).Round(time.Second))
			if s.Gap > 0 {
				got += fmt.Sprintf(" gap %v", s.Gap.Round(time.Second))
			}
			if got != want {
				t.Errorf("%s\n got %s\nwant %s", in, got, want)
			}
		})
	}
	check("10s; 5m; sleep 20s", "Sitting at 5m21s")
	check("10s; 5m; sleep 12m", "Away at 5m0s gap 12m1s")
	check("10s; 5m; sleep 12m; count; 60s", "Sitting at 18m1s")
	check("10s; 5m; sleep 12m; leave out; 60s", "Sitting at 6m0s")
	check("10s; 5m; sleep 12m; end here", "Reflecting at 5m0s")
	check("10s; 5m; sleep 12m; 10m", "Paused at 5m0s")
	check("10s; 5m; sleep 20m; count", "Closing at 20m0s")
	check("10s; 5m; stall 20s", "Sitting at 5m21s")
	check("10s; 5m; stall 12m", "Away at 5m1s gap 12m0s")
	check("5s; sleep 20m; 5s", "Sitting at 0s")
	check("10s; 5m; pause; sleep 20m", "Paused at 5m0s")
	check("10s; 5m; ground; sleep 2m", "Grounding at 7m1s")
	check("10s; 19m50s; sleep 15s", "Closing at 20m0s")
}

// A gap is skipped, never fired in a burst: no cue that fell into it is told.
func TestGapIsQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, nil)
		defer b.over()
		b.play("10s; 1s")
		before := len(b.c.Snapshot().Events)
		b.play("sleep 29s")
		var told []string
		for _, e := range b.c.Snapshot().Events[before:] {
			if e.Type == conductor.Speak || e.Type == conductor.Bell {
				told = append(told, e.Text)
			}
		}
		if len(told) > 0 {
			t.Errorf("told %q of what fell into the gap", told)
		}
	})
}

// What is said after the sit is an edit of its record.
func TestAmend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, nil)
		defer b.over()
		b.play("10s; 3m; 20s")
		b.c.Amend(journal.Fields{"feel": "lighter", "note": "quiet"})
		b.play("leave")
		e := b.entries()
		if len(e) != 1 || e[0].Detail().Feel != "lighter" || e[0].Detail().Note != "quiet" || e[0].Sat != 180 {
			t.Errorf("the journal holds %+v", e)
		}
	})
}

// What is typed for one sit is heard in its lines and stands in no file, no
// plan and no record, however the sit goes on.
func TestTypedWordsStayInMemory(t *testing.T) {
	const secret = "pineapple"
	for _, words := range []string{
		"5s", "10s; 1m", "10s; 90s; pause; 5m", "10s; 90s; more; sleep 12m", "10s; 90s; ground; choice; enough",
		"10s; 90s; ask; confirm; leave", "10s; 90s; signal", "10s; 3m; 20s; leave",
	} {
		synctest.Test(t, func(t *testing.T) {
			b := begin(t, 3*time.Minute, func(cfg *conductor.Config) {
				st := &cfg.Script.Stages[1]
				st.Steps = append([]sessions.Step{{Op: sessions.OpAsk, Kind: "sentence", Name: "thought", Text: "Which?"}}, st.Steps...)
				st.Steps[1].Text = "Say it once: {thought|the one you chose}."
				sc, err := score.Compile(cfg.Script, cfg.Want)
				if err != nil {
					t.Fatal(err)
				}
				cfg.Score, cfg.Slots = sc, map[string]string{"thought": secret}
			})
			defer b.over()
			b.play(words)
			b.c.Answer("thought", secret+" again")
			said := ""
			for _, cue := range b.c.Snapshot().Plan.Score.Cues {
				said += b.c.Say(cue) + "\n"
				if strings.Contains(cue.Text, secret) {
					t.Errorf("the score says %q", cue.Text)
				}
			}
			if !strings.Contains(said, "Say it once: pineapple again.") || b.c.Sentence() != secret+" again" {
				t.Errorf("%s: the sit says\n%s", words, said)
			}
			b.play("1s")
			if held := fmt.Sprintf("%+v %+v", b.ear.plans, b.entries()); strings.Contains(held, secret) {
				t.Errorf("%s: in a plan or a record: %s", words, held)
			}
			b.hides(secret)
		})
	}
}

// Where nothing can be written the sit runs to its end, and its record is
// handed back as a line.
func TestNoPlaceToWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, func(cfg *conductor.Config) {
			dir := t.TempDir()
			file := filepath.Join(dir, "file")
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			cfg.Log = journal.Open(journal.Config{Dir: filepath.Join(file, "journal"), State: filepath.Join(file, "state"), Machine: "m", Host: "host"})
		})
		defer b.over()
		b.play("10s; 3m")
		s := b.c.Snapshot()
		if s.State != sitting.Closing || s.Saved == nil || s.Saved.Err == nil || !strings.Contains(string(s.Saved.Line), `"sat_s":180`) {
			t.Errorf("%v, saved %+v", s.State, s.Saved)
		}
	})
}

// Without a log there is a sit all the same.
func TestNoLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, func(cfg *conductor.Config) { cfg.Log = nil })
		defer b.over()
		b.play("10s; 3m; 20s")
		if s := b.c.Snapshot(); s.State != sitting.Reflecting || s.Saved == nil || s.Saved.Kept {
			t.Errorf("%v, saved %+v", s.State, s.Saved)
		}
	})
}

// A sit looked at in its middle has told what lies before, and goes on to its
// end.
func TestInto(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, func(cfg *conductor.Config) { cfg.Into = 10*time.Second + 100*time.Second })
		defer b.over()
		b.play("1s")
		s := b.c.Snapshot()
		if pos := s.Pos(time.Now()); s.State != sitting.Sitting || pos != 101*time.Second || len(s.Events) < 5 {
			t.Errorf("%v at %v, %d events", s.State, pos, len(s.Events))
		}
		b.play("78s")
		if s := b.c.Snapshot(); s.State != sitting.Sitting {
			t.Errorf("%v a second before the end", s.State)
		}
		b.play("25s")
		all := b.entries()
		if len(all) != 1 || all[0].Sat != 180 || all[0].Ended != sessions.Complete {
			t.Errorf("%+v", all)
		}
	})
}

// A lost process leaves its minutes in the checkpoint: at most five seconds
// less than were sat.
func TestCheckpointBeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 20*time.Minute, nil)
		defer b.over()
		b.play("10s; 7m3s")
		other := journal.Open(journal.Config{Dir: filepath.Join(b.dir, "journal"), State: filepath.Join(b.dir, "state"), Machine: "m", Host: "host"})
		running, err := other.Running()
		if err != nil || len(running) != 1 || running[0].Sat < 418 || running[0].Sat > 423 {
			t.Errorf("after 423 s the checkpoint says %+v, %v", running, err)
		}
	})
}

// Other processes are told whether the sit stands still.
func TestCheckpointTellsPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 20*time.Minute, nil)
		defer b.over()
		other := journal.Open(journal.Config{Dir: filepath.Join(b.dir, "journal"), State: filepath.Join(b.dir, "state"), Machine: "m", Host: "host"})
		check := func(words string, want bool) {
			t.Helper()
			b.play(words)
			if running, err := other.Running(); err != nil || len(running) != 1 || running[0].Paused != want {
				t.Errorf("after %s: %+v, %v, want paused %v", words, running, err, want)
			}
		}
		check("10s; 2m", false)
		check("pause; 1m", true)
		check("go on; 1s", false)
	})
}

// Nobody at the keyboard: a long gap is left out without a question.
func TestUnattendedGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 20*time.Minute, func(cfg *conductor.Config) { cfg.Attended = false })
		defer b.over()
		b.play("10s; 5m; sleep 12m; 60s")
		if s := b.c.Snapshot(); s.State != sitting.Sitting || s.Pos(time.Now()).Round(time.Second) != 6*time.Minute {
			t.Errorf("%v at %v", s.State, s.Pos(time.Now()))
		}
	})
}
