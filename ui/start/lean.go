package start

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"karuna/sessions"
	"karuna/sessions/practice"
)

// How often a lean is told of: a week apart, and after it was waved away not
// for four weeks.
const (
	hintEvery  = 7
	hintHushed = 28
)

// LeanHint returns what there is to say today about a lean of the two wheels,
// "" where there is nothing: both are turning, it was said this week, it was
// waved away, or the person leans on purpose. What is said is noted in the
// state folder; it may be said all that day.
func (h *House) LeanHint(lean practice.Lean) string {
	today := h.Today()
	invited := h.invited(lean)
	said, hushed := h.hints()
	switch {
	case len(invited) == 0, h.InForce().UI.LeaningOnPurpose(today):
		return ""
	case hushed != sessions.NoDay && today < hushed+hintHushed:
		return ""
	case said != sessions.NoDay && said < today && today < said+hintEvery:
		return ""
	}
	if said != today && h.keepHints(today, hushed) != nil {
		return "" // what cannot be noted would be said every day
	}
	where := "yourself"
	if lean == practice.TowardOthers {
		where = "others"
	}
	return fmt.Sprintf("Lately your practice has leaned toward %s. An invitation: %s.", where, strings.Join(invited, ", or "))
}

// HushLean waves the hint away for four weeks.
func (h *House) HushLean() error {
	said, _ := h.hints()
	if err := h.keepHints(said, h.Today()); err != nil {
		return fmt.Errorf("note that it was read: %w", err)
	}
	return nil
}

// invited names the practices that turn the other wheel.
func (h *House) invited(lean practice.Lean) []string {
	var titles []string
	for _, id := range lean.Invitations() {
		if s, err := h.Library().Find(id); err == nil && s.ID == id {
			titles = append(titles, s.Title)
		}
	}
	return titles
}

func (h *House) hintFile() string { return filepath.Join(h.places.State, "lean") }

// hints returns the day a hint was said last, and the day it was waved away.
func (h *House) hints() (said, hushed sessions.Day) {
	said, hushed = sessions.NoDay, sessions.NoDay
	b, err := os.ReadFile(h.hintFile())
	if err != nil {
		return said, hushed
	}
	for line := range strings.Lines(string(b)) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		day, err := sessions.ParseDay(text)
		switch {
		case err != nil:
		case name == "said":
			said = day
		case name == "hushed":
			hushed = day
		}
	}
	return said, hushed
}

func (h *House) keepHints(said, hushed sessions.Day) error {
	if h.homeErr != nil {
		return h.homeErr
	}
	if _, err := os.Stat(h.places.State); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(h.places.State, 0o700); err != nil {
			return err
		}
	}
	return os.WriteFile(h.hintFile(), fmt.Appendf(nil, "said %s\nhushed %s\n", said, hushed), 0o600)
}
