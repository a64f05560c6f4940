package sit

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions/conductor"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

// glanceFor is how long the clock shows itself.
const glanceFor = 5 * time.Second

// volumeStep is what one key press turns.
const volumeStep = 0.05

// Binds is one table for each state.
func (s *Screen) Binds() []screen.Bind {
	switch {
	case s.field != nil:
		return s.writing()
	case s.isDark():
		return s.inTheDark()
	}
	switch s.snap.State {
	case sitting.Preparing:
		return append(s.preparingKeys(), s.always()...)
	case sitting.Sitting:
		return append(s.sittingKeys(), s.always()...)
	case sitting.Paused:
		return append(s.pausedKeys(), s.always()...)
	case sitting.Grounding:
		return s.groundKeys()
	case sitting.Asking:
		return s.askingKeys()
	case sitting.Away:
		return s.awayKeys()
	default:
		return []screen.Bind{s.do("any key", "go on", conductor.Leave, "enter", "space", "q", "esc", "?")}
	}
}

// Reach is the way to solid ground from anything above the sit.
func (s *Screen) Reach() []screen.Bind {
	switch s.snap.State {
	case sitting.Preparing, sitting.Sitting, sitting.Paused, sitting.Asking, sitting.Away, sitting.Grounding:
	default:
		return nil
	}
	return []screen.Bind{s.key("g", "solid ground", func() tea.Cmd {
		s.c.Do(conductor.GoToGround)
		return func() tea.Msg { return screen.Front{Screen: s} }
	})}
}

// key is a row that also takes the time and sleeps again.
func (s *Screen) key(shown, help string, act func() tea.Cmd, keys ...string) screen.Bind {
	return screen.Key(shown, help, func() tea.Cmd {
		s.now = time.Now()
		cmd := act()
		return tea.Batch(cmd, s.sleep())
	}, keys...)
}

// do is a row that is one command to the conductor.
func (s *Screen) do(shown, help string, op conductor.Op, keys ...string) screen.Bind {
	return s.key(shown, help, func() tea.Cmd {
		s.c.Do(op)
		return nil
	}, keys...)
}

// ending asks whether a sit is to end; a rehearsal ends at once.
func (s *Screen) ending() conductor.Op {
	if s.snap.Quick != nil {
		return conductor.EndNow
	}
	return conductor.Ask
}

func (s *Screen) preparingKeys() []screen.Bind {
	return []screen.Bind{
		s.do("q", "not now", conductor.Leave, "q", "esc"),
		s.do("g", "solid ground", conductor.GoToGround),
		s.do("+", "a minute more", conductor.More, "+", "="),
		s.do("-", "a minute less", conductor.Less, "-", "_"),
	}
}

func (s *Screen) sittingKeys() []screen.Bind {
	keys := []screen.Bind{
		s.do("space", "pause", conductor.Toggle),
		s.do("g", "solid ground", conductor.GoToGround),
		s.do("q", "end", s.ending(), "q", "esc"),
		s.do("n", "next line", conductor.NextCue),
		s.do("b", "line before", conductor.BackCue),
		s.do("N", "next stage", conductor.NextStage, "N", "shift+n"),
		s.do("B", "stage before", conductor.BackStage, "B", "shift+b"),
		s.do("+", "a minute more", conductor.More, "+", "="),
		s.do("-", "a minute less", conductor.Less, "-", "_"),
	}
	if s.noting() {
		return append(s.notingKeys(), keys...)
	}
	return keys
}

// notingKeys are those of a stage in which what comes is named.
func (s *Screen) notingKeys() []screen.Bind {
	note := func(shown, help string, n conductor.NoteKind, key string) screen.Bind {
		return s.key(shown, help, func() tea.Cmd {
			s.c.Note(n)
			return nil
		}, key)
	}
	return []screen.Bind{
		note("←", "past", conductor.NotePast, "left"),
		note("→", "planning", conductor.NotePlanning, "right"),
		note("↓", "judging", conductor.NoteJudging, "down"),
		note("↑", "comparing", conductor.NoteComparing, "up"),
		note("enter", "other", conductor.NoteOther, "enter"),
	}
}

func (s *Screen) pausedKeys() []screen.Bind {
	return []screen.Bind{
		s.do("space", "go on", conductor.GoOn, "space", "enter"),
		s.do("g", "solid ground", conductor.GoToGround),
		s.do("q", "end", s.ending(), "q", "esc"),
		s.do("+", "a minute more", conductor.More, "+", "="),
		s.do("-", "a minute less", conductor.Less, "-", "_"),
	}
}

// always are the keys of every state in which the sit is there to be seen.
func (s *Screen) always() []screen.Bind {
	write := s.key("w", "write the line asked for", s.ask)
	write.SetEnabled(s.asks())
	louder := s.turn("↑", "louder", volumeStep, "up", "shift+up")
	softer := s.turn("↓", "softer", -volumeStep, "down", "shift+down")
	if s.snap.State == sitting.Sitting && s.noting() {
		louder = s.turn("shift+↑", "louder", volumeStep, "shift+up")
		softer = s.turn("shift+↓", "softer", -volumeStep, "shift+down")
	}
	voice := s.key("v", "voice on or off", s.hush)
	voice.SetEnabled(s.opt.Voice != nil)
	return []screen.Bind{
		s.key("m", "time left, for a moment", func() tea.Cmd {
			s.glance = s.now.Add(glanceFor)
			return nil
		}),
		s.key("d", "dark", func() tea.Cmd {
			s.dark = s.snap.State != sitting.Paused
			return nil
		}),
		write, louder, softer, voice,
	}
}

// hush holds the voice back, or lets it speak again.
func (s *Screen) hush() tea.Cmd {
	s.hushed = !s.hushed
	line := safe.Lit("the voice speaks")
	if s.hushed {
		line = safe.Lit("the voice is silent")
	}
	s.say(line, 2*time.Second)
	hushed, voice := s.hushed, s.opt.Voice
	return func() tea.Msg {
		voice.Hush(hushed)
		return nil
	}
}

// turned is the volume after a key press.
type turned struct {
	by     *Screen
	volume float64
}

func (s *Screen) turn(shown, help string, delta float64, keys ...string) screen.Bind {
	b := s.key(shown, help, func() tea.Cmd {
		return func() tea.Msg { return turned{s, s.opt.Volume.Volume(delta)} }
	}, keys...)
	b.SetEnabled(s.opt.Volume != nil)
	return b
}

func (s *Screen) groundKeys() []screen.Bind {
	keys := []screen.Bind{
		s.do("1", "go on gently", conductor.Gently),
		s.do("2", "bells alone", conductor.BellsOnly),
		s.do("3", "enough for today", conductor.Enough),
		s.do("q", "end", s.ending(), "q", "esc"),
	}
	if !s.snap.Choice {
		return append([]screen.Bind{s.do("enter", "what next", conductor.ShowChoice, "enter", "space")}, keys...)
	}
	return keys
}

func (s *Screen) askingKeys() []screen.Bind {
	end := "end and keep"
	if !s.snap.Worth(s.now) {
		end = "end"
	}
	return []screen.Bind{
		s.do("enter", end, conductor.Confirm, "enter", "q"),
		s.do("esc", "go on", conductor.Cancel, "esc", "space"),
		s.do("g", "solid ground", conductor.GoToGround),
	}
}

func (s *Screen) awayKeys() []screen.Bind {
	return []screen.Bind{
		s.do("1", "count it", conductor.Count),
		s.do("2", "leave it out", conductor.LeaveOut),
		s.do("3", "end here", conductor.EndHere, "3", "q"),
		s.do("g", "solid ground", conductor.GoToGround),
		screen.Key("", "", nil, "esc"), // no answer, and no leaving either
	}
}

// inTheDark wakes, and acts where acting is what was meant; notes are made
// without waking.
func (s *Screen) inTheDark() []screen.Bind {
	wake := func(b screen.Bind) screen.Bind {
		act := b.Do
		b.Do = func() tea.Cmd {
			s.dark = false
			return act()
		}
		return b
	}
	if s.snap.State == sitting.Closing {
		return []screen.Bind{wake(s.do("any key", "go on", conductor.Leave, "enter", "space", "q", "esc", "?"))}
	}
	var keys []screen.Bind
	if s.snap.State == sitting.Sitting {
		if s.noting() {
			keys = s.notingKeys()
		}
		keys = append(keys,
			wake(s.do("space", "pause", conductor.Toggle)),
			wake(s.do("g", "solid ground", conductor.GoToGround)),
			wake(s.do("q", "end", s.ending(), "q", "esc")))
	} else {
		keys = append(keys,
			wake(s.do("g", "solid ground", conductor.GoToGround)),
			wake(s.do("q", "not now", conductor.Leave, "q", "esc")))
	}
	return append(keys, wake(s.key("any key", "light", func() tea.Cmd { return nil }, "?")))
}
