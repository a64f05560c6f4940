package sit_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

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
	"karuna/ui/uitest"
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
	*uitest.Window
	t    *testing.T
	c    *conductor.Conductor
	s    *sit.Screen
	ear  *ear
	nap  *asleep
	log  *journal.Journal
	root *ui.Root
	p    *tea.Program
	done chan error
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
	b := &bench{t: t}
	c := uitest.Config{
		Rows: []ui.Row{
			{Name: "floor", Open: func(screen.Place) (screen.Screen, error) { return &stub{word: safe.Lit("the floor")}, nil }},
			{Name: "after", Open: func(screen.Place) (screen.Screen, error) { return &stub{word: safe.Lit("what follows")}, nil }},
			{Name: "sit", Open: func(screen.Place) (screen.Screen, error) {
				b.start(pl)
				return b.s, nil
			}},
		},
		Start: screen.At("floor"), Wide: 60, High: 18, Tidy: func() { b.end() }, Linger: 90 * time.Minute,
		Change: func(c *ui.Config) {
			for _, ch := range change {
				ch(c)
			}
		},
	}
	uitest.Run(t, c, func(w *uitest.Window) {
		b.Window, b.t, b.p, b.root, b.done = w, w.T, w.Program, w.Root, w.Done
		b.press("s")
		f(b)
	})
}

func (b *bench) end() {
	if !b.c.Snapshot().Over() {
		b.c.Interrupt("test")
	}
	<-b.c.Done()
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
	b.p.Send(uitest.Key(k))
	synctest.Wait()
}

// text returns what the window shows.
func (b *bench) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	return b.Text()
}

func (b *bench) shows(want ...string) {
	b.t.Helper()
	b.text()
	b.Shows(want...)
}

func (b *bench) hides(words ...string) {
	b.t.Helper()
	b.text()
	b.Hides(words...)
}

func (b *bench) wrote() string { return b.Raw() }

// entries reads the journal.
func (b *bench) entries() []sessions.Entry {
	b.t.Helper()
	log, err := b.log.Read()
	if err != nil {
		b.t.Fatal(err)
	}
	return log.Entries
}
