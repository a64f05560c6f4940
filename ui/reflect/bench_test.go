package reflect_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

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
	t    *testing.T
	c    *conductor.Conductor
	s    *reflect.Screen
	log  *journal.Journal
	p    *tea.Program
	root *ui.Root
	done chan error

	mu  sync.Mutex
	emu *vt.Emulator
}

func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	// The renderer counts on a terminal that is not raw here.
	if _, err := b.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
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
	synctest.Test(t, func(t *testing.T) {
		b := &bench{t: t, emu: vt.NewEmulator(80, 24), done: make(chan error, 1)}
		if s.length == 0 {
			s.length = 20 * time.Minute
		}
		b.sit(s)
		src := reflect.Source{Arithmetic: practice.Options{DaysAWeek: 5}, Private: s.private, Air: s.air, Editor: s.editor}
		src.Past = func() ([]sessions.Entry, error) {
			log, err := b.log.Read()
			return log.Entries, err
		}
		b.root = ui.New(ui.Config{
			Places: []ui.Row{{Name: "reflect", Open: func(p screen.Place) (screen.Screen, error) {
				b.s = reflect.New(b.c, src)
				return b.s, nil
			}}},
			Start: screen.At("reflect"), Palettes: os.DirFS("../../assets/themes"),
			Env: func(name string) string { return map[string]string{"LANG": "en_GB.UTF-8"}[name] },
		})
		b.p = ui.Program(b.root, tea.WithInput(nil), tea.WithOutput(b), tea.WithWindowSize(80, 24),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor))
		go func() { _, err := b.p.Run(); b.done <- err }()
		go io.Copy(io.Discard, b.emu) // replies to queries
		b.text()
		f(b)
		b.p.Send(screen.Quit{})
		if err := <-b.done; err != nil {
			t.Error(err)
		}
		<-b.c.Done()
		time.Sleep(5 * time.Second) // commands asleep must end before the bubble may
		if in, ok := b.emu.InputPipe().(io.Closer); ok {
			in.Close()
		}
		synctest.Wait() // until nobody reads it any more
		b.emu.Close()
	})
}

// press presses keys by name; text in quotes is typed letter by letter.
func (b *bench) press(keys ...string) {
	named := map[string]rune{"esc": tea.KeyEscape, "enter": tea.KeyEnter, "backspace": tea.KeyBackspace, "up": tea.KeyUp}
	for _, k := range keys {
		switch code, ok := named[k]; {
		case ok:
			b.p.Send(tea.KeyPressMsg{Code: code})
		case strings.HasPrefix(k, "ctrl+"):
			b.p.Send(tea.KeyPressMsg{Code: rune(k[5]), Mod: tea.ModCtrl})
		default:
			for _, r := range strings.Trim(k, `"`) {
				b.p.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
		}
		synctest.Wait()
	}
}

func (b *bench) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.emu.String()
}

func (b *bench) shows(words ...string) {
	b.t.Helper()
	got := b.text()
	for _, w := range words {
		if !strings.Contains(got, w) {
			b.t.Fatalf("the window does not show %q:\n%s", w, got)
		}
	}
}

func (b *bench) hides(words ...string) {
	b.t.Helper()
	got := b.text()
	for _, w := range words {
		if strings.Contains(got, w) {
			b.t.Fatalf("the window shows %q:\n%s", w, got)
		}
	}
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
