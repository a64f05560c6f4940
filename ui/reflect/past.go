package reflect

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/widget"
)

// past is what earlier sits have to say about this one.
type past struct {
	milestone safe.Text // empty: none was reached
	heavier   int       // earlier sits of this kind, in the last fortnight, that left it heavier
}

// lookedBack is what was found in the log.
type lookedBack struct {
	by   *Screen
	past past
	err  error
}

// lookBack reads the log, once, when the sit is in it.
func (s *Screen) lookBack() tea.Cmd {
	if s.looked || !s.kept() || s.src.Past == nil {
		return nil
	}
	s.looked = true
	this, src := s.snap.Entry, s.src
	return func() tea.Msg {
		entries, err := src.Past()
		if err != nil {
			return lookedBack{s, past{}, fmt.Errorf("look back: %w", err)}
		}
		return lookedBack{s, past{milestone(entries, this, src.Arithmetic), heavier(entries, this)}, nil}
	}
}

// fortnight is how far back sits that left it heavier are remembered here.
const fortnight = 14

// enough is how many of them are told, this one among them.
const enough = 3

func heavier(entries []sessions.Entry, this sessions.Entry) int {
	n := 0
	for i := range entries {
		e := &entries[i]
		if e.ID != this.ID && e.Detail().Feel == "heavier" && e.Kind() == this.Kind() && e.Day > this.Day-fortnight && e.Day <= this.Day {
			n++
		}
	}
	return n
}

// milestone returns what this sit completed: a number of days, else of hours.
func milestone(entries []sessions.Entry, this sessions.Entry, opt practice.Options) safe.Text {
	opt.Today = this.Day
	all := practice.MilestonesOf(entries, this.ID, opt) // days come first
	switch {
	case len(all) == 0:
		return safe.Text{}
	case all[0].Days == 1:
		return safe.Lit("Your first day of practice.")
	case all[0].Days > 0:
		return safe.Format("%d days of practice by now.", all[0].Days)
	}
	return safe.Format("%s of practice by now.", widget.Length(time.Duration(all[0].Hours)*time.Hour))
}
