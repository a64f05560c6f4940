package ui

import (
	"image/color"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// View draws the screen on top. Until the terminal's size and colours are known
// it draws nothing, so that the first frame is already the right one.
func (r *Root) View() tea.View {
	r.hold()
	v := tea.View{AltScreen: true, ReportFocus: true, MouseMode: tea.MouseModeCellMotion, WindowTitle: "karuna"}
	if len(r.stack) == 0 || !r.sized() || !r.known {
		return v
	}
	w, h := r.size.Width, r.size.Height
	top := r.stack[len(r.stack)-1]
	frame := frameOf(r.stack, w, h)
	r.surround(&v, frame)
	if w < MinWidth || h < MinHeight {
		v.Content = r.tooSmall(frame, w, h).String()
		v.Cursor = nil
		return v
	}
	body := theme.Clip(w, h, top.View(w, h))
	if !r.trouble.Empty() {
		line := r.look.Dim.Render(widget.Truncate(r.trouble, w))
		body = theme.Over(theme.Place(w, h, theme.Start, theme.Start, body), line, (w-line.Width())/2, h-1)
	}
	v.Content = body.String()
	return v
}

func (r *Root) sized() bool { return r.size.Width > 0 && r.size.Height > 0 }

// tooSmall is the one line of a window that is too small: what is going on if
// the screen says it and it fits, else what is needed.
func (r *Root) tooSmall(f screen.Frame, w, h int) theme.Block {
	need := safe.Format("needs %dx%d", MinWidth, MinHeight)
	line := need
	if !f.Title.Empty() {
		if whole := safe.Join(safe.Lit(" - "), f.Title, need); theme.Width(whole) <= w {
			line = whole
		}
	}
	return theme.Center(w, h, r.look.Text.Render(widget.Truncate(line, w)))
}

// frameOf returns the frame of the screen on top, with title and progress taken
// from what it covers where it has none: a sit goes on under the help page.
func frameOf(stack []screen.Screen, w, h int) screen.Frame {
	var f screen.Frame
	for i := len(stack) - 1; i >= 0; i-- {
		framer, ok := stack[i].(screen.Framer)
		if !ok {
			continue
		}
		g := framer.Frame(w, h)
		if i == len(stack)-1 {
			f = g
			continue
		}
		if f.Title.Empty() {
			f.Title = g.Title
		}
		if f.Progress == nil {
			f.Progress = g.Progress
		}
	}
	return f
}

// surround asks the terminal for what the frame wants.
func (r *Root) surround(v *tea.View, f screen.Frame) {
	if !f.Title.Empty() {
		v.WindowTitle = safe.Line(f.Title.String()).String()
	}
	if f.Progress != nil && showsProgress(r.env) {
		percent := int(math.Round(min(max(*f.Progress, 0), 1) * 100))
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, percent)
	}
	if f.Cursor != nil {
		v.Cursor = tea.NewCursor(f.Cursor.X, f.Cursor.Y)
		v.Cursor.Blink = false
	}
	if f.Black {
		v.BackgroundColor = color.Black
	}
	if f.Motion {
		v.MouseMode = tea.MouseModeAllMotion
	}
}

// showsProgress reports whether the terminal is known to draw OSC 9;4. Others
// may take it for a notification, so there is no trying.
func showsProgress(env func(string) string) bool {
	switch {
	case env("WT_SESSION") != "", env("ConEmuANSI") == "ON":
		return true
	case strings.EqualFold(env("TERM_PROGRAM"), "ghostty"), strings.Contains(env("TERM"), "ghostty"):
		return true
	}
	vte := env("VTE_VERSION")
	return len(vte) == 4 && vte >= "8000"
}

// darkByEnv is the background where the terminal does not answer: what
// COLORFGBG says, else dark.
func darkByEnv(env func(string) string) bool {
	parts := strings.Split(env("COLORFGBG"), ";")
	switch parts[len(parts)-1] {
	case "7", "15":
		return false
	}
	return true
}
