package cli

import (
	"fmt"
	"io"
)

// readyLine says on a terminal, in one line that goes again, how far a narrator
// has come with the words of a sit.
type readyLine struct {
	w     io.Writer // nil: nobody looks
	shown bool
}

func (a *App) readyLine() *readyLine {
	if !a.io.ErrTTY || a.flags.plain || a.flags.json || a.house.Options().Env("TERM") == "dumb" {
		return &readyLine{}
	}
	return &readyLine{w: a.io.Err}
}

// show says that done of total lines are there. What cannot be written is not
// missed.
func (r *readyLine) show(done, total int) {
	if r.w == nil {
		return
	}
	r.shown = true
	if _, err := fmt.Fprintf(r.w, "\rThe narrator is getting ready: %d of %d\x1b[K", done, total); err != nil {
		r.w = nil
	}
}

// clear takes the line away.
func (r *readyLine) clear() {
	if r.w == nil || !r.shown {
		return
	}
	if _, err := io.WriteString(r.w, "\r\x1b[K"); err != nil {
		r.w = nil
	}
}
