package reflect_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/ui"
	"karuna/ui/editor"
)

// What is pressed becomes the record, and nothing else does.
func TestEdits(t *testing.T) {
	check := func(keys []string, feel, note, act string) {
		t.Helper()
		run(t, sat{sitting: "I am always late"}, func(b *bench) {
			t.Helper()
			b.press(keys...)
			b.press("enter")
			err := <-b.done
			b.done <- err
			e := b.entry()
			if e.Detail().Feel != feel || e.Detail().Note != note || e.Detail().Act != act || e.Sat != 1200 || e.Ended != sessions.Complete {
				t.Errorf("%q: feel %q note %q act %q, %+v", keys, e.Detail().Feel, e.Detail().Note, e.Detail().Act, e)
			}
		})
	}
	check(nil, "", "", "")
	check([]string{"1"}, "lighter", "", "")
	check([]string{"1", "3", "2"}, "same", "", "")
	check([]string{"n", `"quiet 123 q"`, "enter", `"and rain"`, "esc"}, "", "quiet 123 q\nand rain", "")
	check([]string{"n", `"one"`, "esc", "n", `" two"`, "esc", "3"}, "heavier", "one two", "")
	check([]string{"n", `"one"`, "esc", "n", "backspace", "backspace", "backspace", "esc"}, "", "", "")
	check([]string{"a", `"call Jo"`, "enter"}, "", "", "call Jo")
	check([]string{"a", `"call Jo"`, "esc"}, "", "", "call Jo")
	check([]string{"k"}, "", "I am always late", "")
	check([]string{"k", "k"}, "", "I am always late", "")
	check([]string{"n", `"hm"`, "esc", "k"}, "", "hm\nI am always late", "")
}

// The small act begins from a question that looks up from oneself.
func TestWhoElse(t *testing.T) {
	run(t, sat{}, func(b *bench) {
		b.press("a")
		b.shows("who else might feel this?")
		b.press(`"call Jo"`, "enter", "enter")
		if e := b.entry(); e.Detail().Act != "call Jo" {
			t.Errorf("the act is %q", e.Detail().Act)
		}
	})
}

// ctrl+c keeps what is in an open field.
func TestLeaveWhileWriting(t *testing.T) {
	run(t, sat{}, func(b *bench) {
		b.press("n", `"half a sent"`, "ctrl+c")
		err := <-b.done
		b.done <- err
		if e := b.entry(); e.Detail().Note != "half a sent" || b.root.Status() != ui.StatusInterrupted {
			t.Errorf("the note is %q, status %d", e.Detail().Note, b.root.Status())
		}
	})
}

// ctrl+o writes the note in the person's editor, which is here what copies a
// text over it; without one there is no such key.
func TestEditor(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("no cp here")
	}
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("Rain on\nthe roof.\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(command, note string) {
		t.Helper()
		env := func(name string) string { return map[string]string{"EDITOR": command}[name] }
		run(t, sat{editor: editor.New(env, filepath.Join(dir, "state"), filepath.Join(dir, "kept"))}, func(b *bench) {
			b.press("n", `"Rain"`)
			b.shows("ctrl+o your editor")
			b.press("ctrl+o")
			time.Sleep(time.Second) // without an input the program waits for its end
			b.text()
			b.press(`"."`, "esc", "enter")
			err := <-b.done
			b.done <- err
			if e := b.entry(); e.Detail().Note != note {
				t.Errorf("%s: the note is %q, want %q", command, e.Detail().Note, note)
			}
		})
	}
	check("cp "+text, "Rain on\nthe roof..")
	check("true", "Rain.")
	check("false", "Rain.")
	run(t, sat{}, func(b *bench) {
		b.press("n")
		b.hides("your editor")
	})
}

// A pasted note is cleaned, shown on one line, and never longer than a record
// holds.
func TestPaste(t *testing.T) {
	run(t, sat{}, func(b *bench) {
		b.press("n")
		b.p.Send(tea.PasteMsg{Content: "red \x1b[31m\nsecond " + strings.Repeat("long ", 30000)})
		b.press("esc")
		b.shows("note  red ␛[31m")
		b.press("2", "enter")
		err := <-b.done
		b.done <- err
		if e := b.entry(); len(e.Detail().Note) < 40000 || len(e.Detail().Note) > 64<<10 || strings.Contains(e.Detail().Note, "\x1b") || e.Detail().Feel != "same" {
			t.Errorf("a note of %d bytes, feel %q", len(e.Detail().Note), e.Detail().Feel)
		}
	})
}

// The line about the sit, by how it went.
func TestWarm(t *testing.T) {
	check := func(s sat, shows, hides string) {
		t.Helper()
		run(t, s, func(b *bench) {
			t.Helper()
			b.shows(strings.Split(shows, "|")...)
			if hides != "" {
				b.hides(strings.Split(hides, "|")...)
			}
		})
	}
	end := func(after time.Duration, ops ...conductor.Op) func(b *bench) {
		return func(b *bench) {
			for _, op := range ops {
				b.do(op, after)
				after = time.Second
			}
		}
	}
	check(sat{}, "You sat to the last bell.|A Kind Practice, 20 min, kept|How is it now?|first day", "keep my sentence")
	check(sat{sitting: "so be it"}, "k keep my sentence", "so be it")
	check(sat{during: end(5*time.Minute, conductor.Ask, conductor.Confirm)}, "Enough for today.|A Kind Practice, 5 min 1 s, kept", "last bell")
	check(sat{during: end(30*time.Second, conductor.Ask, conductor.Confirm)}, "A short visit.|enter done", "How is it now|kept|heavier|first day")
	check(sat{during: end(30*time.Second, conductor.GoToGround, conductor.Enough)}, "solid ground|How is it now?", "")
	check(sat{nolog: true}, "There is no log", "How is it now")
	check(sat{full: true}, "It could not be written", "How is it now|, kept")
	noted := func(b *bench) {
		time.Sleep(10 * time.Second)
		for range 3 {
			b.c.Note(conductor.NotePlanning)
		}
		b.c.Note(conductor.NotePast)
		synctest.Wait()
		time.Sleep(21 * time.Minute)
	}
	check(sat{during: noted}, "4 times you saw where the mind had gone.|planning  ⠶⠶⠶ 3|past  ⠶ 1", "comparing")
}

// A milestone is told once, by the sit that completes it.
func TestMilestone(t *testing.T) {
	check := func(days, minutes int, shows, hides string) {
		t.Helper()
		var before []sessions.Entry
		for i := range days {
			start := time.Date(1999, 12, 1+i, 9, 0, 0, 0, time.UTC)
			before = append(before, sessions.Entry{
				ID: fmt.Sprintf("01BX5ZZKBK%016d", i), Start: start, Day: sessions.PracticeDay(start, 4),
				Planned: minutes * 60, Sat: minutes * 60, Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: minutes * 60},
			}.From(sessions.Origin{Source: "live", DayTurn: 4}))
		}
		run(t, sat{before: before}, func(b *bench) {
			t.Helper()
			if shows != "" {
				b.shows(shows)
			}
			if hides != "" {
				b.hides(hides)
			}
		})
	}
	check(0, 0, "Your first day of practice.", "")
	check(4, 2, "5 days of practice by now.", "")
	check(3, 2, "", "by now")
	check(3, 15, "1 h of practice by now.", "")
	check(9, 2, "10 days of practice by now.", "")
}

// Three times heavier with one kind in a fortnight is one line; the page knows
// it when the third is said.
func TestHeavier(t *testing.T) {
	check := func(daysAgo []int, kind sessions.Kind, says bool) {
		t.Helper()
		var before []sessions.Entry
		for i, ago := range daysAgo {
			start := time.Date(1999, 12, 31-ago, 9, 0, 0, 0, time.UTC)
			before = append(before, sessions.Entry{
				ID: fmt.Sprintf("01BX5ZZKBK%016d", i), Start: start, Day: sessions.PracticeDay(start, 4),
				Planned: 300, Sat: 300, Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Self: 300},
				Script: &sessions.ScriptRef{ID: "other", Title: "Other", Kind: kind, Version: 1, SHA256: strings.Repeat("0", 64)},
			}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Feel: "heavier"}))
		}
		run(t, sat{before: before}, func(b *bench) {
			t.Helper()
			b.hides("may be kinder")
			b.press("3")
			if got := strings.Contains(b.text(), "may be kinder"); got != says {
				t.Errorf("%v %s: says %v", daysAgo, kind, got)
			}
			b.press("1")
			b.hides("may be kinder")
		})
	}
	check([]int{0, 1}, sessions.SelfCompassion, true)
	check([]int{0}, sessions.SelfCompassion, false)
	check([]int{0, 1}, sessions.Body, false)
	check([]int{0, 20}, sessions.SelfCompassion, false)
}

// A sitting that a signal ends closes the page.
func TestSignal(t *testing.T) {
	run(t, sat{}, func(b *bench) {
		b.press("1")
		b.c.Interrupt("terminated")
		err := <-b.done
		b.done <- err
		if e := b.entry(); e.Detail().Feel != "lighter" {
			t.Errorf("the journal holds %+v", e)
		}
	})
}

func TestClick(t *testing.T) {
	run(t, sat{}, func(b *bench) {
		for y, l := range strings.Split(b.text(), "\n") {
			if i := strings.Index(l, "2 same"); i >= 0 {
				b.p.Send(tea.MouseClickMsg{X: i + 1, Y: y, Button: tea.MouseLeft})
			}
		}
		b.shows("[2 same]")
	})
}
