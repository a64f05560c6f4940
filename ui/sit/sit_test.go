package sit_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/sitting"
	"karuna/ui"
	"karuna/ui/screen"
	"karuna/ui/sit"
)

// What a person does, what the window then shows, and what the journal holds.
func TestSits(t *testing.T) {
	check := func(words, shows, want string) {
		t.Helper()
		run(t, plan{}, func(b *bench) {
			t.Helper()
			b.play(words)
			b.shows(strings.Split(shows, "|")...)
			var got []string
			for _, e := range b.entries() {
				line := fmt.Sprintf("%s %d of %d", e.Ended, e.Sat, e.Planned)
				if e.Has("grounded") {
					line += " grounded"
				}
				if !e.Detail().Noting.IsZero() {
					n := e.Detail().Noting
					line += fmt.Sprintf(" noted %d %d %d %d %d", n.Past, n.Planning, n.Judging, n.Comparing, n.Other)
				}
				got = append(got, line)
			}
			if strings.Join(got, "; ") != want {
				t.Errorf("%s\n got %s\nwant %s", words, strings.Join(got, "; "), want)
			}
		})
	}
	check("3s", "A Kind Practice|20 min|not now", "")
	check("3s; q", "the floor", "")
	check("3s; g; 3", "what follows", "grounded 0 of 1200 grounded")
	check("10s; 5s", "Sit, stand or lie|Settle", "")
	check("10s; 20m; 1s", "The sit is complete.", "complete 1200 of 1200")
	check("10s; 20m; 1s; x", "what follows", "complete 1200 of 1200")
	check("10s; 20m; 21s", "what follows", "complete 1200 of 1200")
	check("10s; 5m; space; 3m", "Paused|would end at 00:23", "")
	check("10s; 5m; space; 3m; space; 15m; 21s", "what follows", "complete 1200 of 1200")
	check("10s; 5m; q", "End here?|5 min, and they are kept.|end and keep", "")
	check("10s; 5m; q; q", "what follows", "enough 300 of 1200")
	check("10s; 5m; esc; esc; 1s", "Kindness", "")
	check("10s; 5m; q; space; 15m; 21s", "what follows", "complete 1200 of 1200")
	check("10s; 30s; q", "nothing is written.", "")
	check("10s; 30s; q; enter", "what follows", "")
	check("10s; 5m; q; 20s; 1s", "Kindness", "")
	check("10s; 5m; g", "solid ground|Name five things|what next", "")
	check("10s; 5m; g; 59s", "A sip of water|Saturday, 1 January 2000", "")
	check("10s; 5m; g; 60s", "1  go on gently|3  enough for today", "")
	check("10s; 5m; g; enter; 1; 15m; 21s", "what follows", "complete 1200 of 1200 grounded")
	check("10s; 5m; g; enter; 3", "what follows", "grounded 300 of 1200 grounded")
	check("10s; 5m; g; 5m", "what follows", "grounded 600 of 1200 grounded")
	check("10s; 5m; g; q", "End here?", "")
	check("10s; 5m; +", "21 min in all", "")
	check("10s; 5m; +; -; -; 14m; 21s", "what follows", "complete 1140 of 1140")
	check("10s; 80s; left; left; right; down; up; enter; 30m", "what follows", "complete 1200 of 1200 noted 2 1 1 1 1")
	check("10s; 80s; down", "judging", "")
	check("10s; 5m; sleep 12m", "12 min away|leave it out", "")
	check("10s; 5m; sleep 12m; esc; ?; esc", "12 min away", "")
	check("10s; 5m; sleep 12m; 1; 3m", "The sit is complete.", "complete 1200 of 1200")
	check("10s; 5m; sleep 12m; 2; 1s", "Kindness", "")
	check("10s; 5m; sleep 12m; 3", "what follows", "enough 300 of 1200")
	check("10s; 5m; up", "volume 85 %", "")
	check("10s; 80s; shift+down", "volume 75 %", "")
	check("10s; 5m; m", "15:00 left", "")
}

// Solid ground is one key away, whatever the sit is doing, and going there
// makes the sit count.
func TestGroundFromAnywhere(t *testing.T) {
	for _, doing := range []string{
		"3s", "10s; 5s", "10s; 80s", "10s; 80s; left", "10s; 5m; d", "3s; d", "10s; 5m; ?",
		"10s; 5m; space", "10s; 5m; q", "10s; 5m; sleep 12m",
	} {
		run(t, plan{}, func(b *bench) {
			b.play(doing + "; g")
			b.shows("solid ground", "Name five things")
			b.play("enter; 3")
			if e := b.entries(); len(e) != 1 || !e[0].Has("grounded") {
				t.Errorf("%s: the journal holds %+v", doing, e)
			}
		})
	}
}

// A sit goes on under what covers it: it rings, it is kept, it comes up again,
// and the way to solid ground is open.
func TestCovered(t *testing.T) {
	run(t, plan{}, func(b *bench) {
		b.play("10s; 19m; ?")
		b.shows("everywhere")
		b.play("1m; 1s")
		b.shows("everywhere")
		if st := b.c.Snapshot().State; st != sitting.Closing {
			t.Errorf("%v under the help", st)
		}
		if e := b.entries(); len(e) != 1 || e[0].Ended != sessions.Complete {
			t.Errorf("the journal holds %+v", e)
		}
		b.play("20s")
		b.shows("what follows")
		b.play("esc")
		b.shows("the floor")
	})
	run(t, plan{}, func(b *bench) {
		b.play("10s; 2m; ?; g")
		b.shows("Name five things")
		b.play("enter; 1; ?; 1s; esc")
		b.shows("enter other")
	})
}

// ctrl+c keeps the sit as interrupted.
func TestLeave(t *testing.T) {
	run(t, plan{}, func(b *bench) {
		b.play("10s; 5m; ctrl+c")
		err := <-b.done
		b.done <- err
		if e := b.entries(); b.root.Status() != ui.StatusInterrupted || len(e) != 1 || e[0].Ended != sessions.Interrupted || e[0].Sat != 300 {
			t.Errorf("status %d, the journal holds %+v", b.root.Status(), e)
		}
	})
	run(t, plan{}, func(b *bench) {
		b.play("10s; 20m; 1s; ctrl+c")
		err := <-b.done
		b.done <- err
		if e := b.entries(); len(e) != 1 || e[0].Ended != sessions.Complete {
			t.Errorf("the journal holds %+v", e)
		}
	})
	run(t, plan{}, func(b *bench) {
		b.play("10s; 5m")
		b.c.Interrupt("hangup")
		b.shows("the floor")
	})
}

// A sit that leads nowhere closes once it has rung out.
func TestLeadsNowhere(t *testing.T) {
	run(t, plan{length: 3 * time.Minute, options: sit.Options{After: screen.At("nowhere")}}, func(b *bench) {
		b.play("10s; 3m; 1s")
		b.shows("The sit is complete.")
		b.play("20s")
		b.shows("the floor")
		if !b.c.Snapshot().Over() {
			t.Error("the conductor is not done")
		}
	})
}

// A sit without an end is ended by hand, complete, with its bell.
func TestOpen(t *testing.T) {
	run(t, plan{script: "silent", open: true}, func(b *bench) {
		b.play("10s; 40m; m")
		b.shows("40:00")
		b.play("q; enter; 1s")
		b.shows("The sit is complete.")
		if e := b.entries(); len(e) != 1 || e[0].Ended != sessions.Complete || e[0].Sat != 2400 {
			t.Errorf("the journal holds %+v", e)
		}
	})
}

// The line asked for takes every key, is heard in the cue, and is written
// nowhere.
func TestAskedLine(t *testing.T) {
	run(t, plan{}, func(b *bench) {
		b.play("10s; 20s; w; g; o; space; n; o; w; q")
		b.shows("One short sentence", "go nowq")
		b.play("backspace")
		b.p.Send(tea.PasteMsg{Content: " \x1b[31mred"})
		b.play("enter; 5m")
		b.shows("\"go now ␛[31mred\"")
		b.play("w; x; esc; q; enter")
		for _, e := range b.entries() {
			if strings.Contains(fmt.Sprintf("%+v", e), "go now") {
				t.Errorf("the journal holds %+v", e)
			}
		}
	})
	run(t, plan{length: 3 * time.Minute}, func(b *bench) { // the end does not wait for the line
		b.play("10s; 2m; 50s; w; h; i; 12s")
		b.shows("The sit is complete.")
		if got := b.c.Answers("thought"); got != "hi" {
			t.Errorf("the line is %q", got)
		}
	})
}

func TestDark(t *testing.T) {
	check := func(words, shows string) {
		t.Helper()
		run(t, plan{}, func(b *bench) {
			t.Helper()
			b.play("10s; 80s; d")
			if got := strings.TrimSpace(b.text()); got != "·" {
				t.Errorf("in the dark the window shows\n%s", got)
			}
			if !strings.Contains(b.wrote(), "\x1b]11;#000000\x07") {
				t.Error("the window is not black")
			}
			b.play(words)
			b.shows(shows)
		})
	}
	check("x", "enter other")
	check("?", "enter other")
	check("n", "enter other")
	check("g", "Name five things")
	check("space", "Paused")
	check("q", "End here?")
	check("left", "·")
	check("sleep 12m", "12 min away")
	check("30m", "what follows")
	run(t, plan{}, func(b *bench) {
		b.play("10s; 80s; d; left; left; right; d; d")
		if n := b.c.Snapshot().Noting; n.Past != 2 || n.Planning != 1 {
			t.Errorf("noted %+v", n)
		}
	})
}

// What a player has to say is one quiet line, for a while.
func TestQuietLine(t *testing.T) {
	const line = "No sound here: the screen marks the bells."
	run(t, plan{line: line}, func(b *bench) {
		b.play("2s")
		b.shows(line)
		b.play("20s")
		b.hides(line)
	})
	run(t, plan{}, func(b *bench) {
		b.play("10s; 19m; -; -; -; -")
		b.shows("That is as short as it goes from here.")
		b.play("10s")
		b.hides("That is as short")
	})
}

func TestTitle(t *testing.T) {
	check := func(words string, private bool, want string) {
		t.Helper()
		run(t, plan{options: sit.Options{Private: private}}, func(b *bench) {
			t.Helper()
			b.play(words)
			b.text()
			if !strings.Contains(b.wrote(), "\x1b]2;"+want+"\x07") {
				t.Errorf("%s: the title was never %q", words, want)
			}
		})
	}
	check("10s; 8m; 1s", false, "karuna · 12 min left · A Kind Practice")
	check("10s; 8m; 1s", true, "karuna · 12 min left")
	check("10s; 8m; space", true, "karuna · paused")
	check("10s; 19m; 1s", true, "karuna · the last minute")
	check("10s; 8m; g", true, "karuna")
}

// A click on a line that names a key presses it.
func TestClick(t *testing.T) {
	click := func(b *bench, words string) {
		for y, l := range strings.Split(b.text(), "\n") {
			if strings.Contains(l, words) {
				b.p.Send(tea.MouseClickMsg{X: 30, Y: y, Button: tea.MouseLeft})
				synctest.Wait()
				return
			}
		}
		b.t.Fatalf("nothing says %q", words)
	}
	run(t, plan{}, func(b *bench) {
		b.play("10s; 5m; sleep 12m")
		click(b, "12 min away")
		b.shows("12 min away")
		click(b, "leave it out")
		b.play("1s; g; enter")
		click(b, "bells alone")
		b.play("q")
		click(b, "end and keep")
		b.shows("what follows")
	})
}

// narrator notes whether it is held back.
type narrator struct{ hushed []bool }

func (n *narrator) Hush(on bool) { n.hushed = append(n.hushed, on) }

func TestVoiceOnAndOff(t *testing.T) {
	n := &narrator{}
	run(t, plan{options: sit.Options{Voice: n}}, func(b *bench) {
		b.play("15s; v; 3s; v; 3s")
		if len(n.hushed) != 2 || !n.hushed[0] || n.hushed[1] {
			t.Errorf("hushed %v, want on and off", n.hushed)
		}
	})
	run(t, plan{}, func(b *bench) {
		b.play("15s")
		for _, bind := range b.s.Binds() {
			if bind.Help().Key == "v" && bind.Enabled() {
				t.Error("a voice can be turned off where nobody speaks")
			}
		}
	})
}
