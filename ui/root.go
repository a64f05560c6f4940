// Package ui is the root of the screens: the window, the stack of places,
// where input goes, and what is drawn around a screen.
//
// Input (keys, mouse, paste) goes to the screen on top: a key first to its
// Binds, then to the keys that reach up from covered screens, then to the
// root's own (help, back, leave), and what is left to its Update. News, which
// is everything else, goes to every screen on the stack, so a sit that ends
// under the help page still rings and logs. Open and Close change the stack.
//
// How a screen is added: write one package ui/NAME whose constructor returns a
// screen.Screen, and give the table of places that is passed to New one row:
//
//	{Name: "minute", Open: func(p screen.Place) (screen.Screen, error) {
//		return minute.New(house.Library(), p.Of), nil
//	}},
//
// A screen in short:
//
//	type Minute struct {
//		look  theme.Theme
//		begun bool
//	}
//
//	func (m *Minute) Init() tea.Cmd { return nil }
//
//	func (m *Minute) Update(msg tea.Msg) tea.Cmd {
//		if look, ok := msg.(screen.Look); ok {
//			m.look = look.Theme
//		}
//		return nil
//	}
//
//	func (m *Minute) View(w, h int) theme.Block {
//		return theme.Center(w, h, widget.Cue(m.look.Text, safe.Lit("One breath, and one more."), w, h))
//	}
//
//	func (m *Minute) Binds() []screen.Bind {
//		return []screen.Bind{
//			screen.Key("enter", "begin", m.begin),
//			screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(m) }),
//		}
//	}
//
// The root promises that ctrl+c leaves from anywhere with every screen left in
// order, that nothing reaches the terminal but a theme.Block, and that a window
// under 20 by 6 says so in one line while everything goes on. It opens no file
// and catches no signal: that is main's.
package ui

import (
	"io/fs"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

// MinWidth and MinHeight are the smallest window a screen is drawn in.
const (
	MinWidth  = 20
	MinHeight = 6
)

// StatusInterrupted is the exit status after ctrl+c.
const StatusInterrupted = 130

// Row is one place: its name, and what makes its screen. Open may fail with an
// error that a person can read; it does no I/O that can wait.
type Row struct {
	Name string
	Open func(screen.Place) (screen.Screen, error)
}

// Config is what the root is made of. Only Places and Start are needed.
type Config struct {
	Places   []Row
	Start    screen.Place
	Palettes fs.FS       // NAME.toml; nil: no colours
	Look     screen.Wear // theme, glyphs and motion as the config file has them
	Env      func(string) string
	Suspend  func() tea.Cmd // what ctrl+z does after the news of it; nil: nothing

	// What is known of the terminal before it is asked, so that the first thing
	// drawn is the first frame: its size, and what colours it has, nil for not
	// known. Without them it is drawn when bubbletea has told both.
	Size    tea.WindowSizeMsg
	Profile *colorprofile.Profile
}

// Root is the tea.Model of the program.
type Root struct {
	places   []Row
	start    screen.Place
	palettes fs.FS
	wear     screen.Wear
	env      func(string) string
	suspend  func() tea.Cmd
	hold     func()

	stack   []screen.Screen
	look    theme.Theme
	profile colorprofile.Profile
	dark    bool
	size    tea.WindowSizeMsg
	known   bool // the terminal's colours are known
	blurred bool
	leaving bool
	status  int
	trouble safe.Text // one quiet line, until the next key
	err     error
}

// New returns the root. Nothing is opened before Init.
func New(c Config) *Root {
	r := &Root{
		places: c.Places, start: c.Start, palettes: c.Palettes, wear: c.Look,
		env: c.Env, suspend: c.Suspend, hold: func() {}, size: c.Size,
	}
	if c.Profile != nil {
		r.known, r.profile = true, *c.Profile
	}
	if r.env == nil {
		r.env = func(string) string { return "" }
	}
	r.dark = darkByEnv(r.env)
	r.dress()
	return r
}

// Program returns the program that runs the root, its renderer asleep between
// frames. Signals are left to main.
func Program(r *Root, opts ...tea.ProgramOption) *tea.Program {
	p := tea.NewProgram(r, append([]tea.ProgramOption{tea.WithoutSignalHandler()}, opts...)...)
	r.hold = holdBack(p)
	return p
}

// Status returns the exit status the program ended with.
func (r *Root) Status() int { return r.status }

// Err returns the last error a screen told or left with, for main to print once
// the terminal is the person's again; nil if there was none.
func (r *Root) Err() error { return r.err }

// Init opens the first place and asks the terminal for its background. What the
// screen reads at its beginning waits until its first frame is out: the two
// would share the processors, and a person waits for the frame.
func (r *Root) Init() tea.Cmd {
	begin := r.open(r.start)
	drawn := tea.Tick(2*tickSoon, func(time.Time) tea.Msg { return nil })
	return tea.Batch(tea.RequestBackgroundColor, tea.Sequence(drawn, begin))
}

// Update routes: input to the top, requests to the stack, news to everyone.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r, r.key(msg)
	case tea.MouseMsg:
		return r, r.mouse(msg)
	case tea.PasteMsg, tea.KeyReleaseMsg:
		return r, r.input(msg)
	case screen.Open:
		return r, r.open(msg.Place)
	case screen.Close:
		return r, r.close(msg.Screen)
	case screen.Front:
		return r, r.front(msg.Screen)
	case screen.Quit:
		return r, r.quit(msg.Status)
	case left:
		return r, r.left(msg)
	}
	again := r.learn(msg)
	return r, tea.Batch(r.news(msg), again)
}

// learn takes from the news what the root itself must know.
func (r *Root) learn(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.size = tea.WindowSizeMsg{Width: max(msg.Width, 0), Height: max(msg.Height, 0)}
	case tea.FocusMsg:
		r.blurred = false
	case tea.BlurMsg:
		r.blurred = true
	case tea.BackgroundColorMsg:
		if msg.Color != nil && msg.IsDark() != r.dark {
			r.dark = msg.IsDark()
			return r.redress()
		}
	case tea.ColorProfileMsg:
		if !r.known || msg.Profile != r.profile {
			r.known, r.profile = true, msg.Profile
			return r.redress()
		}
	case screen.Wear:
		r.wear = msg
		return r.redress()
	case screen.Trouble:
		r.say(msg.Err)
	}
	return nil
}

// news gives msg to every screen, from the bottom up.
func (r *Root) news(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(r.stack))
	for _, s := range r.stack {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}

// input gives msg to the screen on top.
func (r *Root) input(msg tea.Msg) tea.Cmd {
	if len(r.stack) == 0 {
		return nil
	}
	return r.stack[len(r.stack)-1].Update(msg)
}

// dress loads the theme for what is known of the terminal.
func (r *Root) dress() {
	t := theme.Terminal{
		Dark:   r.dark,
		Colors: theme.ColorsOf(r.profile, r.env),
		Glyphs: theme.ChooseGlyphs(r.wear.Glyphs, runtime.GOOS, r.env),
		Still:  r.wear.Still,
	}
	palettes := r.palettes
	if palettes == nil {
		t.Colors, palettes = theme.NoColors, noPalettes{}
	}
	look, err := theme.Load(palettes, r.wear.Theme, t)
	if err != nil && r.palettes != nil {
		r.say(err)
	}
	r.look = look
}

func (r *Root) redress() tea.Cmd {
	r.dress()
	return r.news(screen.Look{Theme: r.look})
}

// say keeps an error as the one quiet line.
func (r *Root) say(err error) {
	if err != nil {
		r.err, r.trouble = err, safe.Line(err.Error())
	}
}

// noPalettes has no file.
type noPalettes struct{}

// Open says that there is none.
func (noPalettes) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
