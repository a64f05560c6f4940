package ui_test

import (
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"karuna/ui"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// demo is a screen that does one of everything a screen can.
type demo struct {
	name   string
	look   theme.Theme
	size   tea.WindowSizeMsg
	count  int
	typed  string
	typing bool
	news   []tea.Msg
	inits  int
	left   *[]string // names of the screens left, in order
	fails  error
}

type tick struct{}

func (d *demo) Init() tea.Cmd { d.inits++; return nil }

func (d *demo) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		d.look = msg.Theme
	case tea.WindowSizeMsg:
		d.size = msg
	case tea.KeyPressMsg:
		d.typed += msg.Text
		return nil
	case tea.PasteMsg:
		d.typed += safe.Line(msg.Content).String()
	case tick:
		d.count++
		return tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{} })
	}
	d.news = append(d.news, msg)
	return nil
}

func (d *demo) View(w, h int) theme.Block {
	return theme.Center(w, h, theme.Vertical(theme.Middle,
		d.look.Accent.Render(safe.Line("at "+d.name)),
		d.look.Text.Render(safe.Format("count %d", d.count)),
		d.look.Text.Render(widget.Truncate(safe.Line(d.typed), w)),
	))
}

func (d *demo) Binds() []screen.Bind {
	if d.typing {
		return []screen.Bind{screen.Key("esc", "stop typing", func() tea.Cmd { d.typing = false; return nil })}
	}
	return []screen.Bind{
		screen.Key("o", "open another", func() tea.Cmd { return screen.Go(screen.At("demo", d.name+"+")) }),
		screen.Key("i", "type", func() tea.Cmd { d.typing = true; return nil }),
		screen.Key("u", "go nowhere", func() tea.Cmd { return screen.Go(screen.At("nowhere")) }),
		screen.Key("t", "count", func() tea.Cmd { return func() tea.Msg { return tick{} } }),
	}
}

func (d *demo) Typing() bool { return d.typing }

func (d *demo) Reach() []screen.Bind {
	return []screen.Bind{screen.Key("g", "ground", func() tea.Cmd { d.typed += "<ground>"; return nil })}
}

func (d *demo) Leave() error {
	*d.left = append(*d.left, d.name)
	return d.fails
}

func (d *demo) Frame(w, h int) screen.Frame {
	return screen.Frame{Title: safe.Line("demo " + d.name)}
}

// window is a running program with an emulated terminal in front of it. It
// lives in a synctest bubble.
type window struct {
	t     *testing.T
	p     *tea.Program
	root  *ui.Root
	left  []string
	demos []*demo
	done  chan error

	mu    sync.Mutex
	emu   *vt.Emulator
	wrote strings.Builder

	gate chan struct{} // when not nil the terminal does not read until it is closed
}

func (w *window) Write(b []byte) (int, error) {
	w.mu.Lock()
	gate := w.gate
	w.mu.Unlock()
	if gate != nil {
		<-gate // a mutex would stop the bubble's clock
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrote.Write(b)
	return w.emu.Write(b)
}

// text returns what the window shows, after everything has settled.
func (w *window) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	return w.shown()
}

// shown returns what the window shows at this moment.
func (w *window) shown() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.emu.String()
}

func (w *window) raw() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.wrote.String()
}

func (w *window) config() ui.Config {
	return ui.Config{
		Places: []ui.Row{{Name: "demo", Open: func(p screen.Place) (screen.Screen, error) {
			d := &demo{name: p.Of, left: &w.left}
			w.demos = append(w.demos, d)
			return d, nil
		}}},
		Start:    screen.At("demo", "a"),
		Palettes: os.DirFS("../assets/themes"),
		Env:      environment("LANG=en_GB.UTF-8"),
	}
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for _, p := range pairs {
			if v, ok := strings.CutPrefix(p, name+"="); ok {
				return v
			}
		}
		return ""
	}
}

// run starts the program in a bubble, hands the window to f and ends it.
func run(t *testing.T, f func(w *window), change ...func(*ui.Config)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &window{t: t, emu: vt.NewEmulator(80, 24), done: make(chan error, 1)}
		c := w.config()
		for _, ch := range change {
			ch(&c)
		}
		w.root = ui.New(c)
		// One frame a second: what is seen sooner the held-back ticker drew.
		w.p = ui.Program(w.root, tea.WithInput(nil), tea.WithOutput(w), tea.WithWindowSize(80, 24),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor), tea.WithFPS(1))
		go func() { _, err := w.p.Run(); w.done <- err }()
		go io.Copy(io.Discard, w.emu) // replies to queries
		defer w.end()
		f(w)
	})
}

func (w *window) end() {
	w.p.Quit()
	<-w.done
	time.Sleep(2 * time.Second) // commands asleep must end before the bubble may
	w.emu.InputPipe().(io.Closer).Close()
	synctest.Wait() // until nobody reads it any more
	w.emu.Close()
}

func (w *window) press(keys ...string) {
	for _, k := range keys {
		w.p.Send(key(k))
		synctest.Wait()
	}
}

func key(s string) tea.KeyPressMsg {
	switch s {
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "up":
		return tea.KeyPressMsg{Code: tea.KeyUp}
	case "down":
		return tea.KeyPressMsg{Code: tea.KeyDown}
	case "ctrl+c":
		return tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	case "ctrl+z":
		return tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl}
	case "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(s)[0], Text: s}
}

func (w *window) shows(want ...string) {
	w.t.Helper()
	got := w.text()
	for _, s := range want {
		if !strings.Contains(got, s) {
			w.t.Fatalf("window does not show %q:\n%s", s, got)
		}
	}
}

func (w *window) hides(s string) {
	w.t.Helper()
	if got := w.text(); strings.Contains(got, s) {
		w.t.Fatalf("window shows %q:\n%s", s, got)
	}
}
