package uitest

import (
	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
)

// Settle returns the screen as it is once its Init is done. There is no root
// and no program: each command is carried out at once and its message given to
// the screen. A screen whose commands wait for time needs Run.
func Settle[S screen.Screen](s S) S { return follow(s, s.Init()) }

// Press returns the screen as it is after some keys, by the rule of the root:
// a row of the table, or what is typed.
func Press[S screen.Screen](s S, keys ...string) S {
	for _, k := range keys {
		msg := Key(k)
		typer, ok := screen.Screen(s).(screen.Typer)
		typing := ok && typer.Typing() && msg.Text != ""
		if b, ok := screen.Match(msg, s.Binds()); ok && !typing {
			follow(s, b.Do())
		} else {
			follow(s, s.Update(msg))
		}
	}
	return s
}

func follow[S screen.Screen](s S, cmd tea.Cmd) S {
	for cmd != nil {
		cmd = s.Update(cmd())
	}
	return s
}
