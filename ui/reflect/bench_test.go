package reflect_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
	"karuna/sessions/score"
	"karuna/ui"
	"karuna/ui/editor"
	"karuna/ui/reflect"
	"karuna/ui/screen"
	"karuna/ui/uitest"
)

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden files anew")
	flag.Parse()
	os.Exit(m.Run())
}

// sat is a sit that is looked back on.
type sat struct {
	length  time.Duration
	during  func(b *bench) // what happens after the first bell; nil: it runs to its end
	sitting string         // the sentence that was asked for
	before  []sessions.Entry
	nolog   bool
	full    bool // the log cannot be written
	private bool
	editor  *editor.Editor
	air     func(programme.Air) error
}

func practised() sessions.Script {
	cue := func(text string) sessions.Step {
		return sessions.Step{Op: sessions.OpCue, Text: text, Priority: 1, Gap: 1}
	}
	ask := sessions.Step{Op: sessions.OpAsk, Kind: "sentence", Name: "thought", Text: "A sentence."}
	return sessions.Script{
		ID: "kind-practice", Title: "A Kind Practice", Kind: sessions.SelfCompassion, Wheel: sessions.Self, Version: 1,
		Length: sessions.Range{Min: time.Minute, Usual: 5 * time.Minute, Max: 30 * time.Minute},
		Bells:  sessions.BellPlan{Given: true, Open: 1, Close: 1},
		Stages: []sessions.Stage{
			{ID: "settle", Title: "Settle", Wheel: sessions.Ground, Weight: 1, Min: 20 * time.Second, Noting: true, Steps: []sessions.Step{ask, cue("Find a seat.")}},
			{ID: "close", Title: "Close", Wheel: sessions.Self, Weight: 1, Min: 20 * time.Second, Steps: []sessions.Step{cue("Hear the room.")}},
		},
	}
}

// bench is a program with the reflection on a real sit.
type bench struct {
	*uitest.Window
	t    *testing.T
	c    *conductor.Conductor
	s    *reflect.Screen
	log  *journal.Journal
	p    *tea.Program
	root *ui.Root
	done chan error
}

func (b *bench) sit(s sat) {
	b.t.Helper()
	dir := b.t.TempDir()
	b.log = journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Machine: "m", Host: "host"})
	for _, e := range s.before {
		if _, err := b.log.Append(time.Now(), e); err != nil {
			b.t.Fatal(err)
		}
	}
	want := score.Want{Length: s.length, Guidance: sessions.Full}
	sc, err := score.Compile(practised(), want)
	if err != nil {
		b.t.Fatal(err)
	}
	cfg := conductor.Config{Script: practised(), Want: want, Score: sc, Log: b.log, Zone: "Etc/UTC", DayTurn: 4, Attended: true}
	if s.sitting != "" {
		cfg.Slots = map[string]string{"thought": s.sitting}
	}
	switch {
	case s.nolog:
		cfg.Log = nil
	case s.full:
		file := filepath.Join(dir, "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			b.t.Fatal(err)
		}
		cfg.Log = journal.Open(journal.Config{Dir: filepath.Join(file, "journal"), State: filepath.Join(file, "state"), Machine: "m", Host: "host"})
	}
	b.c = conductor.Start(cfg)
	synctest.Wait()
	if s.during != nil {
		s.during(b)
	} else {
		time.Sleep(s.length + 30*time.Second)
	}
	synctest.Wait()
}

func (b *bench) do(op conductor.Op, after time.Duration) {
	time.Sleep(after)
	b.c.Do(op)
	synctest.Wait()
}

// run sits, opens the reflection on it and hands it to f.
func run(t *testing.T, s sat, f func(b *bench)) {
	t.Helper()
	if s.length == 0 {
		s.length = 20 * time.Minute
	}
	b := &bench{t: t}
	c := uitest.Config{
		Rows: []ui.Row{{Name: "reflect", Open: func(screen.Place) (screen.Screen, error) {
			src := reflect.Source{Arithmetic: practice.Options{DaysAWeek: 5}, Private: s.private, Air: s.air, Editor: s.editor}
			src.Past = func() ([]sessions.Entry, error) {
				log, err := b.log.Read()
				return log.Entries, err
			}
			b.s = reflect.New(b.c, src)
			return b.s, nil
		}}},
		Start:  screen.At("reflect"),
		Before: func() { b.sit(s) },
		Tidy:   func() { <-b.c.Done() },
		Linger: 5 * time.Second,
	}
	uitest.Run(t, c, func(w *uitest.Window) {
		b.Window, b.t, b.p, b.root, b.done = w, w.T, w.Program, w.Root, w.Done
		f(b)
	})
}

// press presses keys by name; text in quotes is typed letter by letter.
func (b *bench) press(keys ...string) {
	for _, k := range keys {
		if text, quoted := strings.CutPrefix(k, `"`); quoted {
			for _, r := range strings.TrimSuffix(text, `"`) {
				b.p.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
		} else {
			b.p.Send(uitest.Key(k))
		}
		synctest.Wait()
	}
}

func (b *bench) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	return b.Text()
}

func (b *bench) shows(words ...string) {
	b.t.Helper()
	b.text()
	b.Shows(words...)
}

func (b *bench) hides(words ...string) {
	b.t.Helper()
	b.text()
	b.Hides(words...)
}

// entry reads back the sit that was last.
func (b *bench) entry() sessions.Entry {
	b.t.Helper()
	log, err := b.log.Read()
	if err != nil || len(log.Entries) == 0 {
		b.t.Fatalf("%d entries, %v", len(log.Entries), err)
	}
	return log.Entries[len(log.Entries)-1]
}
