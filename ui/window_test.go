package ui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/uitest"
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

// window is a running program with a demo at its bottom.
type window struct {
	*uitest.Window
	t     *testing.T
	p     *tea.Program
	root  *ui.Root
	done  chan error
	left  []string
	demos []*demo
}

// run starts the program in a bubble, hands the window to f and ends it.
func run(t *testing.T, f func(w *window), change ...func(*ui.Config)) {
	t.Helper()
	w := &window{t: t}
	c := uitest.Config{
		Rows: []ui.Row{{Name: "demo", Open: func(p screen.Place) (screen.Screen, error) {
			d := &demo{name: p.Of, left: &w.left}
			w.demos = append(w.demos, d)
			return d, nil
		}}},
		Start: screen.At("demo", "a"),
		Change: func(c *ui.Config) {
			for _, ch := range change {
				ch(c)
			}
		},
		// One frame a second: what is seen sooner the held-back ticker drew.
		Options: []tea.ProgramOption{tea.WithFPS(1)},
	}
	uitest.Run(t, c, func(u *uitest.Window) {
		w.Window, w.t, w.p, w.root, w.done = u, u.T, u.Program, u.Root, u.Done
		f(w)
	})
}

// text returns what the window shows, after everything has settled.
func (w *window) text() string {
	time.Sleep(20 * time.Millisecond)
	synctest.Wait()
	return w.Text()
}

func (w *window) press(keys ...string) {
	for _, k := range keys {
		w.p.Send(uitest.Key(k))
		synctest.Wait()
	}
}

func (w *window) shows(want ...string) {
	w.t.Helper()
	w.text()
	w.Shows(want...)
}

func (w *window) hides(s string) {
	w.t.Helper()
	w.text()
	w.Hides(s)
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
