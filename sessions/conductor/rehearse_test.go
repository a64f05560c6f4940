package conductor_test

import (
	"os"
	"testing"
	"testing/synctest"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/sitting"
)

// rehearsed makes a sit a rehearsal that nobody hears.
func rehearsed(cfg *conductor.Config) {
	cfg.Speed, cfg.Log, cfg.Player = 20, nil, nil
	cfg.Score.Prepare = 0
}

// told runs a sit to its end and returns what it told and how long it took.
func told(t *testing.T, play string, change func(*conductor.Config)) (events []conductor.Event, took time.Duration, files int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 5*time.Minute, change)
		defer b.over()
		start := time.Now()
		b.play(play)
		for b.c.Snapshot().State != sitting.Reflecting && time.Since(start) < time.Hour {
			time.Sleep(time.Second / 10)
			synctest.Wait()
		}
		took = time.Since(start)
		events = b.c.Snapshot().Events
		found, err := os.ReadDir(b.dir)
		if err != nil {
			t.Fatal(err)
		}
		files = len(found)
	})
	return events, took, files
}

// A rehearsal tells what the sit tells, at the same offsets, in a fraction of
// its time, and writes nothing down.
func TestRehearsalTellsTheSitAsWritten(t *testing.T) {
	whole, _, _ := told(t, "1s", func(cfg *conductor.Config) { cfg.Score.Prepare = 0 })
	quick, took, files := told(t, "1s", rehearsed)
	if files != 0 {
		t.Errorf("%d files were written", files)
	}
	if took < 15*time.Second || took > 40*time.Second { // 13 words and five minutes of silence
		t.Errorf("five minutes took %v", took)
	}
	for i, e := range quick {
		w := whole[i]
		if e.At != w.At || e.Type != w.Type || e.Text != w.Text || e.Cue.End != w.Cue.End || e.Stage != w.Stage || e.D != w.D && e.Type != conductor.End {
			t.Errorf("event %d is %+v, want %+v", i, e, w)
		}
		if e.Type == conductor.End && e.D != 5*time.Minute {
			t.Errorf("it ended after %v", e.D)
		}
	}
	if n := len(whole); len(quick) != n-1 || whole[n-1].Type != conductor.Kept {
		t.Errorf("%d events, want %d less the record", len(quick), n)
	}
}

// What moves a sit moves a rehearsal, and its end is still at the length.
func TestRehearsalMoves(t *testing.T) {
	for _, c := range []struct {
		play  string
		total time.Duration
	}{
		{"1s; next; 500ms; next; next; back", 5 * time.Minute},
		{"1s; next stage; 1s; next stage; 300ms; back stage", 5 * time.Minute},
		{"2s; more; 500ms; more; less; less; less", 4 * time.Minute},
		{"2s; pause; 1m; go on; 1s; ground; 5s; gently; more", 6 * time.Minute},
	} {
		events, took, files := told(t, c.play, rehearsed)
		end, spoken := conductor.Event{}, 0
		for _, e := range events {
			if e.Type == conductor.End {
				end = e
			}
			if e.Type == conductor.Speak {
				spoken++
			}
			if e.Type == conductor.Bell && e.Cue.Bell.Role == sessions.Closing && e.At != c.total {
				t.Errorf("%s: the closing bell at %v", c.play, e.At)
			}
		}
		if end.At != c.total || end.Text != string(sessions.Complete) || spoken < 3 || files != 0 {
			t.Errorf("%s: %s at %v after %v, %d lines", c.play, end.Text, end.At, took, spoken)
		}
	}
}

// A rehearsal ends when it is told to, and from anywhere.
func TestRehearsalEndsAtOnce(t *testing.T) {
	for _, play := range []string{"3s", "3s; pause", "3s; ground", "3s; ask"} {
		synctest.Test(t, func(t *testing.T) {
			b := begin(t, 5*time.Minute, rehearsed)
			defer b.over()
			b.play(play)
			b.c.Do(conductor.EndNow)
			synctest.Wait()
			if s := b.c.Snapshot(); !s.State.Over() || s.Ended == sessions.Complete {
				t.Errorf("%s: %v, %q", play, s.State, s.Ended)
			}
		})
	}
}
