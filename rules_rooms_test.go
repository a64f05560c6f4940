package main_test

import (
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
)

// room says what the packages of a folder may import besides the standard
// library. A name that ends in "/..." stands for the folder and all below it.
type room struct {
	dirs  []string
	rooms []string // of this repository
	third []string // of others
	never []string // of the standard library
}

// floorPlan is the rooms table of ARCHITECTURE.md. The first room that covers a
// folder is the one that counts.
func floorPlan() []room {
	pure := []string{"os", "os/exec", "io/fs", "net", "net/http", "log", "log/slog", "syscall", "context"}
	beep := []string{"github.com/faiface/beep", "github.com/faiface/beep/effects", "github.com/faiface/beep/generators"}
	toml := "github.com/pelletier/go-toml/v2/..."
	tea := []string{"charm.land/bubbletea/v2", "charm.land/bubbles/v2/...", "charm.land/lipgloss/v2/...", "github.com/charmbracelet/x/ansi/..."}
	screen := []string{"ui/screen", "ui/theme", "ui/widget", "ui/safe", "ui/prefs", "ui/start", "ui/editor", "sessions/...", "audio"}
	return []room{
		{dirs: []string{"."}, rooms: []string{"..."}, third: []string{"..."}},
		{dirs: []string{"assets"}},
		{dirs: []string{"sessions"}, never: pure},
		{dirs: []string{"sessions/script"}, rooms: []string{"sessions"}, never: pure},
		{dirs: []string{"sessions/score", "sessions/sitting", "sessions/practice"}, rooms: []string{"sessions"}, never: pure},
		{dirs: []string{"sessions/compose"}, rooms: []string{"sessions"}, never: pure},
		{dirs: []string{"sessions/programme"}, rooms: []string{"sessions"}, third: []string{toml}, never: pure},
		{dirs: []string{"sessions/library"}, rooms: []string{"sessions", "sessions/script", "sessions/programme", "assets"}, third: []string{toml}},
		{dirs: []string{"sessions/intake"}, rooms: []string{"sessions", "sessions/script", "sessions/library"}},
		{dirs: []string{"sessions/journal/..."}, rooms: []string{"sessions", "sessions/journal/..."}, third: []string{"github.com/gofrs/flock", "github.com/oklog/ulid/v2", "golang.org/x/sys/..."}},
		{dirs: []string{"sessions/exchange/..."}, rooms: []string{"sessions", "sessions/journal", "sessions/practice", "sessions/exchange/..."}, third: []string{"github.com/oklog/ulid/v2"}},
		{dirs: []string{"sessions/conductor"}, rooms: []string{"sessions", "sessions/score", "sessions/sitting", "sessions/journal", "sessions/practice"}},
		{dirs: []string{"audio"}, rooms: []string{"sessions", "audio/..."}, third: beep},
		{dirs: []string{"audio/device/..."}, rooms: []string{"sessions", "audio/device/..."}, third: append([]string{"github.com/jfreymuth/pulse/proto", "github.com/ebitengine/oto/v3", "golang.org/x/sys/..."}, beep...)},
		{dirs: []string{"audio/clip", "audio/loudness"}},
		{dirs: []string{"audio/wav"}},
		{dirs: []string{"audio/decode"}, rooms: []string{"audio/clip", "audio/wav"}, third: []string{"github.com/mewkiz/flac/...", "github.com/jfreymuth/oggvorbis", "github.com/hajimehoshi/go-mp3", "golang.org/x/sys/..."}},
		{dirs: []string{"audio/render"}, rooms: []string{"sessions", "audio/..."}, third: append([]string{"github.com/mewkiz/flac/..."}, beep...)},
		{dirs: []string{"audio/bell", "audio/ambience", "audio/voice", "audio/mix", "audio/audiotest"}, rooms: []string{"sessions", "audio/..."}, third: append([]string{toml}, beep...)},
		{dirs: []string{"ui/safe"}},
		{dirs: []string{"ui/theme"}, rooms: []string{"ui/safe", "assets"}, third: append([]string{toml, "github.com/charmbracelet/colorprofile"}, tea[2:]...)},
		{dirs: []string{"ui/widget"}, rooms: []string{"ui/theme", "ui/safe", "sessions"}, third: tea[2:]},
		{dirs: []string{"ui/screen"}, rooms: []string{"ui/theme", "ui/safe"}, third: tea[:2]},
		{dirs: []string{"ui/prefs"}, rooms: []string{"sessions"}, third: []string{toml, "github.com/adrg/xdg"}},
		{dirs: []string{"ui/editor", "ui/desktop"}, rooms: []string{"ui/safe", "sessions"}, third: []string{"charm.land/bubbletea/v2", "golang.org/x/sys/..."}},
		{dirs: []string{"ui/start"}, rooms: []string{"ui/prefs", "ui/safe", "sessions/...", "audio/...", "assets"}},
		{dirs: []string{"ui/plain"}, rooms: []string{"ui/safe", "ui/prefs", "ui/start", "sessions/...", "audio"}, third: []string{"github.com/charmbracelet/x/ansi", "github.com/charmbracelet/x/term"}},
		{dirs: []string{"ui/uitest"}, rooms: []string{"ui", "ui/screen", "ui/start", "ui/theme", "ui/safe", "assets"}, third: append(forTests(), tea...)},
		{dirs: []string{"ui/cli"}, rooms: []string{"ui/...", "sessions/...", "audio/...", "assets"}, third: append([]string{"github.com/spf13/cobra/...", "github.com/spf13/pflag", "github.com/charmbracelet/x/term", "github.com/charmbracelet/colorprofile", "github.com/adrg/xdg", "golang.org/x/sys/...", toml}, tea...)},
		{dirs: []string{"ui"}, rooms: []string{"ui/...", "sessions/...", "audio"}, third: append([]string{"github.com/charmbracelet/colorprofile", "github.com/charmbracelet/x/term"}, tea...)},
		{dirs: screens(), rooms: screen, third: tea},
	}
}

// screens lists the places of the program, one package each. None imports
// another: the root knows them all by the table of places.
func screens() []string {
	names := strings.Fields(`home setup sit reflect calendar first help history settings library hardday minute
		gate compose addsit silent script ground programmes learn`)
	for i, n := range names {
		names[i] = "ui/" + n
	}
	return names
}

// forTests may be imported by any test.
func forTests() []string {
	return []string{
		"github.com/rogpeppe/go-internal/...", "pgregory.net/rapid", "go.uber.org/goleak", "github.com/pelletier/go-toml/v2/...", "github.com/creack/pty",
		"github.com/charmbracelet/x/vt", "github.com/charmbracelet/x/ansi/...", "github.com/charmbracelet/x/term",
		"github.com/charmbracelet/colorprofile", "charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "golang.org/x/sys/...",
	}
}

// covers reports whether the pattern stands for the name.
func covers(pattern, name string) bool {
	if pattern == "..." {
		return true
	}
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == below || strings.HasPrefix(name, below+"/")
	}
	return pattern == name
}

func covered(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return covers(p, name) })
}

func rooms(t *tree) []finding {
	var out []finding
	plan := floorPlan()
	for _, s := range t.code {
		i := slices.IndexFunc(plan, func(r room) bool { return covered(r.dirs, s.dir()) })
		if i < 0 {
			out = append(out, t.at(s, s.file.Package, "%s is no room of the house: give it a line in floorPlan (rules_rooms_test.go) and in ARCHITECTURE.md", s.dir()))
			continue
		}
		for _, imp := range s.file.Imports {
			if why := plan[i].refuses(s, importPath(imp)); why != "" {
				out = append(out, t.at(s, imp.Pos(), "%s", why))
			}
		}
	}
	return out
}

// refuses says why the file must not import the path, or "".
func (r room) refuses(s source, imported string) string {
	own, ours := strings.CutPrefix(imported, module+"/")
	switch {
	case ours && s.test:
		return "" // a test may use any room
	case ours && own != s.dir() && !covered(r.rooms, own):
		return s.dir() + " must not import " + imported + ": move the need to a room that may, or let main wire it"
	case ours:
		return ""
	case standard(imported):
		if !s.test && slices.Contains(r.never, imported) {
			return s.dir() + " is pure and must not import " + imported + ": take it as an argument"
		}
		return ""
	case s.test && covered(forTests(), imported):
		return ""
	case !covered(r.third, imported):
		return s.dir() + " must not import " + imported + ": its room has no such line in floorPlan"
	}
	return ""
}

func importPath(imp *ast.ImportSpec) string {
	p, err := strconv.Unquote(imp.Path.Value)
	if err != nil {
		return imp.Path.Value
	}
	return p
}

// standard reports whether a path belongs to the standard library: its first
// part has no dot, and it is not ours.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && first != module
}

// shunned finds packages whose faults are known, each with what to use.
func shunned(t *tree) []finding {
	instead := map[string]string{
		"github.com/faiface/beep/speaker":   "it hangs, spins and needs cgo; audio/device plays",
		"github.com/faiface/beep/wav":       "it halves 16-bit samples and hangs on a torn file; use audio/wav",
		"github.com/faiface/beep/flac":      "it cannot seek after the end; use mewkiz/flac in audio/decode",
		"github.com/jfreymuth/pulse":        "it misses a stream that was killed; use its proto package in audio/device",
		"github.com/charmbracelet/lipgloss": "version 1 does not build beside x/ansi; use charm.land/lipgloss/v2",
		"net/http":                          "karuna speaks to no network",
		"math/rand":                         "use math/rand/v2 with a seed that is an argument",
		"io/ioutil":                         "use os and io",
	}
	var out []finding
	for _, s := range t.code {
		for _, imp := range s.file.Imports {
			if why, bad := instead[importPath(imp)]; bad {
				out = append(out, t.at(s, imp.Pos(), "%s is never imported: %s", importPath(imp), why))
			}
		}
	}
	return out
}

func processes(t *tree) []finding {
	var out []finding
	for s := range t.production {
		if s.under("audio/device", "audio/voice", "audio/decode", "ui/editor", "ui/desktop") {
			continue
		}
		for _, imp := range s.file.Imports {
			if importPath(imp) == "os/exec" {
				out = append(out, t.at(s, imp.Pos(), "os/exec belongs in audio/device, audio/voice, audio/decode, ui/editor and ui/desktop: ask one of them"))
			}
		}
	}
	return out
}

// selections finds every use of one of the names of an imported package in a
// file, whatever the package is called there.
func selections(s source, imported string, names ...string) []*ast.SelectorExpr {
	local := ""
	for _, imp := range s.file.Imports {
		if importPath(imp) == imported {
			local = path.Base(strings.TrimSuffix(imported, "/v2"))
			if imp.Name != nil {
				local = imp.Name.Name
			}
		}
	}
	if local == "" {
		return nil
	}
	var out []*ast.SelectorExpr
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok && id.Name == local && slices.Contains(names, sel.Sel.Name) {
			out = append(out, sel)
		}
		return true
	})
	return out
}

// clocks finds the clock in the domain. Only the conductor reads it; the rooms
// without files have no timers and no goroutines either.
func clocks(t *tree) []finding {
	var out []finding
	for s := range t.production {
		if !s.under("sessions") || s.dir() == "sessions/conductor" {
			continue
		}
		for _, sel := range selections(s, "time", "Now", "Since", "Until") {
			out = append(out, t.at(s, sel.Pos(), "time.%s in %s: take now as an argument; only the conductor owns a clock", sel.Sel.Name, s.dir()))
		}
		if s.under("sessions/journal", "sessions/library", "sessions/exchange") {
			continue
		}
		for _, sel := range selections(s, "time", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep") {
			out = append(out, t.at(s, sel.Pos(), "time.%s in %s: only the conductor waits", sel.Sel.Name, s.dir()))
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				out = append(out, t.at(s, g.Pos(), "a goroutine in %s: only the conductor starts one", s.dir()))
			}
			return true
		})
	}
	return out
}

func exits(t *tree) []finding {
	var out []finding
	for s := range t.production {
		if s.dir() == "." {
			continue
		}
		for _, sel := range slices.Concat(selections(s, "os", "Exit"), selections(s, "log", "Fatal", "Fatalf", "Fatalln")) {
			out = append(out, t.at(s, sel.Pos(), "%s ends the program: return an error, main decides the exit code", sel.Sel.Name))
		}
	}
	return out
}

func colours(t *tree) []finding {
	var out []finding
	for s := range t.production {
		if s.under("ui/theme") {
			continue
		}
		for _, sel := range selections(s, "charm.land/lipgloss/v2", "Color", "ANSIColor", "RGBColor") {
			out = append(out, t.at(s, sel.Pos(), "lipgloss.%s outside ui/theme: name a role and ask the theme for its style", sel.Sel.Name))
		}
	}
	return out
}
