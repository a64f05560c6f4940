package conductor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

// ear is a player that writes down what it was told, and can stall the one
// who asks it.
type ear struct {
	mu    sync.Mutex
	plans []sessions.Plan
	stops int
	stall time.Duration
}

func (e *ear) Follow(p sessions.Plan) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.plans = append(e.plans, p)
}

func (e *ear) Stop(time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stops++
}

func (e *ear) Status() sessions.SoundStatus {
	e.mu.Lock()
	stall := e.stall
	e.stall = 0
	e.mu.Unlock()
	if stall > 0 {
		time.Sleep(stall)
	}
	return sessions.SoundStatus{State: sessions.SoundReady, Device: "ear"}
}

// asleep is a boot clock that can run ahead of the other one.
type asleep struct {
	mu    sync.Mutex
	start time.Time
	extra time.Duration
}

func (a *asleep) boot() (time.Duration, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Since(a.start) + a.extra, true
}

func (a *asleep) sleep(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.extra += d
}

// bench is one sit in a bubble.
type bench struct {
	t    *testing.T
	c    *conductor.Conductor
	ear  *ear
	nap  *asleep
	log  *journal.Journal
	dir  string
	told int
}

// script is a short practice: settle, kindness inward, kindness outward, close.
func script() sessions.Script {
	cue := func(text string) sessions.Step {
		return sessions.Step{Op: sessions.OpCue, Text: text, Priority: 1, Gap: 1}
	}
	return sessions.Script{
		ID: "short", Title: "Short", Kind: sessions.LovingKindness, Wheel: sessions.Both, Version: 1,
		Length: sessions.Range{Min: 2 * time.Minute, Usual: 5 * time.Minute, Max: 30 * time.Minute},
		Bells:  sessions.BellPlan{Given: true, Open: 1, Close: 1},
		Stages: []sessions.Stage{
			{ID: "settle", Title: "Settle", Wheel: sessions.Ground, Weight: 1, Min: 20 * time.Second, Max: time.Minute, Steps: []sessions.Step{cue("Find a seat.")}},
			{ID: "inward", Title: "Inward", Wheel: sessions.Self, Weight: 1, Min: 20 * time.Second, Steps: []sessions.Step{cue("Be well."), cue("Be safe.")}},
			{ID: "outward", Title: "Outward", Wheel: sessions.Other, Weight: 1, Min: 20 * time.Second, Max: 2 * time.Minute, Steps: []sessions.Step{cue("May they be well.")}},
			{ID: "close", Title: "Close", Wheel: sessions.Ground, Weight: 1, Min: 20 * time.Second, Max: 30 * time.Second, Steps: []sessions.Step{cue("Hear the room.")}},
		},
	}
}

// begin starts a sit of the given length in the bubble.
func begin(t *testing.T, length time.Duration, change func(*conductor.Config)) *bench {
	t.Helper()
	dir := t.TempDir()
	b := &bench{t: t, ear: &ear{}, nap: &asleep{start: time.Now()}, dir: dir}
	b.log = journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Machine: "m", Host: "host"})
	want := score.Want{Length: length, Guidance: sessions.Full, Prepare: 10 * time.Second}
	sc, err := score.Compile(script(), want)
	if err != nil {
		t.Fatal(err)
	}
	cfg := conductor.Config{Script: script(), Want: want, Score: sc, Player: b.ear, Log: b.log, Boot: b.nap.boot, Zone: "Etc/UTC", DayTurn: 4, Attended: true}
	if change != nil {
		change(&cfg)
	}
	b.c = conductor.Start(cfg)
	synctest.Wait()
	return b
}

// play runs a sit by words, as sitting's tests do: a duration passes, "sleep
// 12m" is a suspended machine, "stall 40s" a process that did not run,
// anything else is a command.
func (b *bench) play(words string) {
	b.t.Helper()
	ops := map[string]conductor.Op{
		"pause": conductor.Pause, "go on": conductor.GoOn, "ground": conductor.GoToGround, "choice": conductor.ShowChoice,
		"gently": conductor.Gently, "bells": conductor.BellsOnly, "enough": conductor.Enough, "ask": conductor.Ask,
		"confirm": conductor.Confirm, "cancel": conductor.Cancel, "count": conductor.Count, "leave out": conductor.LeaveOut,
		"end here": conductor.EndHere, "leave": conductor.Leave, "more": conductor.More, "less": conductor.Less,
		"next": conductor.NextCue, "back": conductor.BackCue, "next stage": conductor.NextStage, "back stage": conductor.BackStage,
	}
	for _, word := range strings.Split(words, ";") {
		word = strings.TrimSpace(word)
		kind, arg, _ := strings.Cut(word, " ")
		d, err := time.ParseDuration(arg)
		switch op, ok := ops[word]; {
		case ok:
			b.c.Do(op)
		case kind == "sleep" && err == nil:
			b.nap.sleep(d)
			time.Sleep(time.Second)
		case kind == "stall" && err == nil:
			b.ear.mu.Lock()
			b.ear.stall = d
			b.ear.mu.Unlock()
			time.Sleep(d + time.Second)
		case word == "signal":
			b.c.Interrupt("terminated")
		default:
			d, err := time.ParseDuration(word)
			if err != nil {
				b.t.Fatalf("unknown word %q", word)
			}
			time.Sleep(d)
		}
		synctest.Wait()
	}
}

// entries reads the journal back.
func (b *bench) entries() []sessions.Entry {
	b.t.Helper()
	log, err := b.log.Read()
	if err != nil {
		b.t.Fatal(err)
	}
	return log.Entries
}

// over plays the sit to its end so that the bubble may close.
func (b *bench) over() {
	if b.c.Snapshot().Over() {
		<-b.c.Done()
		return
	}
	b.c.Interrupt("test")
	<-b.c.Done()
}

func (b *bench) checkpoints() int {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "state", "active", "*.ckpt"))
	if err != nil {
		b.t.Fatal(err)
	}
	return len(files)
}

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

// The events of a whole sit, in order, at their offsets.
func TestEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, nil)
		defer b.over()
		start := time.Now()
		b.play("10s; 3m")
		if d := time.Since(start); d != 190*time.Second {
			t.Fatalf("took %v", d)
		}
		s := b.c.Snapshot()
		var last time.Duration = -time.Hour
		var kinds []string
		for _, e := range s.Events {
			if e.At < last {
				t.Errorf("%s at %v after %v", e.Type, e.At, last)
			}
			last = e.At
			kinds = append(kinds, string(e.Type))
			if e.Type == conductor.Bell && e.At != e.Cue.At {
				t.Errorf("a bell told at %v belongs at %v", e.At, e.Cue.At)
			}
		}
		got := strings.Join(kinds, " ")
		want := "prepare stage bell speak stage speak speak stage speak stage speak bell end saved"
		if got != want {
			t.Errorf("events\n got %s\nwant %s", got, want)
		}
		if closing := s.Events[len(s.Events)-3]; closing.Cue.Bell.Role != sessions.Closing || closing.At != 3*time.Minute {
			t.Errorf("the closing bell is %+v", closing)
		}
	})
}

// Every change of plan reaches the player; a sit that was enough fades out.
func TestPlayerFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 5*time.Minute, nil)
		defer b.over()
		b.play("10s; 1m; pause; 1m; go on; 10s; ground; 10s; gently; 10s; ask; confirm")
		var got []string
		for _, p := range b.ear.plans {
			got = append(got, fmt.Sprintf("%v running=%v mute=%v %s", p.From, p.Running, p.Mute, p.Score.Guidance))
		}
		want := []string{
			"-10s running=true mute=false full",
			"1m0s running=false mute=false full",
			"1m0s running=true mute=false full",
			"1m10s running=true mute=true full",
			"1m20s running=true mute=false full",
			"1m20s running=true mute=false light",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") || b.ear.stops != 1 {
			t.Errorf("plans\n%s\nstops %d, want\n%s\nand 1", strings.Join(got, "\n"), b.ear.stops, strings.Join(want, "\n"))
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
		if len(e) != 1 || e[0].Feel != "lighter" || e[0].Note != "quiet" || e[0].Sat != 180 {
			t.Errorf("the journal holds %+v", e)
		}
	})
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
