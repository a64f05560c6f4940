package conductor_test

import (
	"io/fs"
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

// hides looks for the text in every file of the sit.
func (b *bench) hides(text string) {
	b.t.Helper()
	files := 0
	err := filepath.WalkDir(b.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(name)
		if strings.Contains(string(raw), text) {
			b.t.Errorf("%s holds %q", name, text)
		}
		files++
		return err
	})
	if err != nil || files == 0 {
		b.t.Errorf("%d files, %v", files, err)
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
