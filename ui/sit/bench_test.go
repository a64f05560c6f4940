package sit_test

import (
	"bytes"
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
	"karuna/sessions/score"
	"karuna/sessions/script"
	"karuna/ui"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/sit"
	"karuna/ui/theme"
)

// plan is a sit to be tested. The zero plan is twenty minutes of the kind
// practice, with a player that has nothing to say.
type plan struct {
	script  string // file in testdata; "" the kind practice; "silent"
	length  time.Duration
	open    bool
	line    string // what the player has to say
	nolog   bool
	speed   float64 // above 1: a rehearsal, without a log
	options sit.Options
}

// ear is a player without a device.
type ear struct {
	mu     sync.Mutex
	plans  []sessions.Plan
	line   string
	volume float64
}

func (e *ear) Follow(p sessions.Plan) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.plans = append(e.plans, p)
}

func (e *ear) Stop(time.Duration) {}

func (e *ear) Status() sessions.SoundStatus {
	e.mu.Lock()
	defer e.mu.Unlock()
	return sessions.SoundStatus{State: sessions.SoundReady, Device: "ear", Line: e.line}
}

func (e *ear) Volume(delta float64) float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.volume += delta
	return e.volume
}

// asleep is a boot clock that can run ahead.
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

// stub is a screen that shows one word.
type stub struct {
	word safe.Text
	look theme.Theme
}

func (s *stub) Init() tea.Cmd { return nil }

func (s *stub) Update(msg tea.Msg) tea.Cmd {
	if l, ok := msg.(screen.Look); ok {
		s.look = l.Theme
	}
	return nil
}

func (s *stub) View(w, h int) theme.Block {
	return theme.Center(w, h, s.look.Text.Render(s.word))
}

func (s *stub) Binds() []screen.Bind {
	return []screen.Bind{screen.Key("s", "sit", func() tea.Cmd { return screen.Go(screen.At("sit")) })}
}

// bench is a program with a sit in it, a terminal before it, a real conductor
// and a real journal behind it, in a synctest bubble.
type bench struct {
	t      *testing.T
	c      *conductor.Conductor
	s      *sit.Screen
	ear    *ear
	nap    *asleep
	log    *journal.Journal
	root   *ui.Root
	p      *tea.Program
	done   chan error
	frames int

	mu  sync.Mutex
	emu *vt.Emulator
	raw strings.Builder
}

func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.frames++
	b.raw.Write(p)
	// Without a terminal for input the renderer counts on one that is not raw
	// and begins a line where it goes down.
	if _, err := b.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

func parse(t *testing.T, name string) sessions.Script {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s, problems := script.Parse(src)
	for _, p := range problems {
		if p.Severity == script.Error {
			t.Fatalf("%s:%d: %s", name, p.Line, p.Text)
		}
	}
	return s
}

// start begins the sit.
func (b *bench) start(pl plan) {
	b.t.Helper()
	dir := b.t.TempDir()
	b.log = journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Machine: "m", Host: "host"})
	b.ear, b.nap = &ear{line: pl.line, volume: 0.8}, &asleep{start: time.Now()}
	if pl.length == 0 && !pl.open {
		pl.length = 20 * time.Minute
	}
	want := score.Want{Length: pl.length, Guidance: sessions.Full, Prepare: 10 * time.Second}
	cfg := conductor.Config{Want: want, Player: b.ear, Log: b.log, Boot: b.nap.boot, Zone: "Etc/UTC", DayTurn: 4, Attended: true}
	var err error
	switch pl.script {
	case "silent":
		cfg.Score, err = score.Silent(pl.length, want)
	case "":
		pl.script = "kind.md"
		fallthrough
	default:
		cfg.Script = parse(b.t, pl.script)
		cfg.Score, err = score.Compile(cfg.Script, want)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	if pl.nolog || pl.speed > 1 {
		cfg.Log = nil
	}
	if cfg.Speed = pl.speed; pl.speed > 1 {
		cfg.Player, cfg.Score.Prepare = nil, 0
	}
	b.c = conductor.Start(cfg)
	o := pl.options
	o.Script, o.Volume = cfg.Script, b.ear
	if o.After.Name == "" {
		o.After = screen.At("after")
	}
	if o.After.Name == "nowhere" {
		o.After = screen.Place{}
	}
	b.s = sit.New(b.c, o)
}

// run runs a program with the sit above a first screen, hands it to f, and
// ends it.
func run(t *testing.T, pl plan, f func(b *bench), change ...func(*ui.Config)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bench{t: t, emu: vt.NewEmulator(60, 18), done: make(chan error, 1)}
		cfg := ui.Config{
			Places: []ui.Row{
				{Name: "floor", Open: func(screen.Place) (screen.Screen, error) { return &stub{word: safe.Lit("the floor")}, nil }},
				{Name: "after", Open: func(screen.Place) (screen.Screen, error) { return &stub{word: safe.Lit("what follows")}, nil }},
				{Name: "sit", Open: func(screen.Place) (screen.Screen, error) {
					b.start(pl)
					return b.s, nil
				}},
			},
			Start: screen.At("floor"), Palettes: os.DirFS("../../assets/themes"),
			Env: func(name string) string { return map[string]string{"LANG": "en_GB.UTF-8"}[name] },
		}
		for _, ch := range change {
			ch(&cfg)
		}
		b.root = ui.New(cfg)
		b.p = ui.Program(b.root, tea.WithInput(nil), tea.WithOutput(b), tea.WithWindowSize(60, 18),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor))
		go func() { _, err := b.p.Run(); b.done <- err }()
		go io.Copy(io.Discard, b.emu) // replies to queries
		defer b.end()
		b.press("s")
		f(b)
	})
}

func (b *bench) end() {
	b.p.Send(screen.Quit{})
	if err := <-b.done; err != nil {
		b.t.Error(err)
	}
	if !b.c.Snapshot().Over() {
		b.c.Interrupt("test")
	}
	<-b.c.Done()
	time.Sleep(90 * time.Minute) // commands asleep must end before the bubble may
	if in, ok := b.emu.InputPipe().(io.Closer); ok {
		in.Close()
	}
	synctest.Wait() // until nobody reads it any more
	b.emu.Close()
}

// play runs a sit by words: a duration passes, "sleep 12m" is a suspended
// machine, anything else is a key.
func (b *bench) play(words string) {
	b.t.Helper()
	for _, word := range strings.Split(words, ";") {
		word = strings.TrimSpace(word)
		if arg, ok := strings.CutPrefix(word, "sleep "); ok {
			d, err := time.ParseDuration(arg)
			if err != nil {
				b.t.Fatal(err)
			}
			b.nap.sleep(d)
			time.Sleep(time.Second)
			synctest.Wait()
			continue
		}
		if d, err := time.ParseDuration(word); err == nil {
			time.Sleep(d)
			synctest.Wait()
			continue
		}
		b.press(word)
	}
}

func (b *bench) press(k string) {
	b.p.Send(key(k))
	synctest.Wait()
}

func key(s string) tea.KeyPressMsg {
	named := map[string]rune{
		"esc": tea.KeyEscape, "enter": tea.KeyEnter, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace,
	}
	if c, ok := named[s]; ok {
		return tea.KeyPressMsg{Code: c}
	}
	if rest, ok := strings.CutPrefix(s, "shift+"); ok {
		return tea.KeyPressMsg{Code: named[rest], Mod: tea.ModShift}
	}
	if rest, ok := strings.CutPrefix(s, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if s == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(s)[0], Text: s}
}

// text returns what the window shows.
func (b *bench) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.emu.String()
}

func (b *bench) shows(want ...string) {
	b.t.Helper()
	got := b.text()
	for _, w := range want {
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

func (b *bench) wrote() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.raw.String()
}

// entries reads the journal.
func (b *bench) entries() []sessions.Entry {
	b.t.Helper()
	log, err := b.log.Read()
	if err != nil {
		b.t.Fatal(err)
	}
	return log.Entries
}
