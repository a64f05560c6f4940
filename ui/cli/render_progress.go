package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"karuna/audio/render"
)

// progressBar is one line on a terminal that says how far a file is. Where
// there is no terminal it says nothing.
type progressBar struct {
	w     io.Writer // nil: nobody looks
	full  string
	empty string
	width func() int
	began time.Time
	now   func() time.Time
	shown bool
}

func (a *App) progressBar() *progressBar {
	b := &progressBar{full: "━", empty: "·", now: a.house.Now, began: a.house.Now()}
	if a.glyphs().String() == "ascii" {
		b.full, b.empty = "#", "."
	}
	b.width = func() int {
		if f, ok := a.io.Err.(*os.File); ok {
			if w, _, err := term.GetSize(f.Fd()); err == nil {
				return w
			}
		}
		return 80
	}
	if a.io.ErrTTY && !a.flags.plain && !a.flags.json && a.house.Options().Env("TERM") != "dumb" {
		b.w = a.io.Err
	}
	return b
}

// show draws the line for done of total frames. What cannot be written there
// is not missed.
func (b *progressBar) show(done, total int64) {
	if b.w == nil {
		return
	}
	b.shown = true
	speed := 0.0
	if took := b.now().Sub(b.began).Seconds(); took > 0 {
		speed = float64(done) / render.Rate / took
	}
	_, err := fmt.Fprintf(b.w, "\r%s\x1b[K", b.line(float64(done)/float64(total), speed, b.width()))
	if err != nil {
		b.w = nil
	}
}

// line is the bar with its numbers, one column narrower than the terminal.
func (b *progressBar) line(part, speed float64, width int) string {
	numbers := fmt.Sprintf(" %3.0f %% %5.0f×", part*100, speed)
	room := width - 1 - len([]rune(numbers))
	if room < 8 {
		return strings.TrimSpace(fmt.Sprintf("%.0f %%", part*100))
	}
	n := int(part * float64(room))
	return strings.Repeat(b.full, n) + strings.Repeat(b.empty, room-n) + numbers
}

// clear takes the line away.
func (b *progressBar) clear() {
	if b.w != nil && b.shown {
		if _, err := io.WriteString(b.w, "\r\x1b[K"); err != nil {
			b.w = nil
		}
	}
}
