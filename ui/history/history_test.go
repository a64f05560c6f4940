package history_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/history"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is a Wednesday evening.
var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)

func house(t testing.TB, config string) *start.House {
	t.Helper()
	h, _ := uitest.Home{Config: config, Now: func() time.Time { return now }}.Open(t)
	return h
}

// add writes a sit so many days before today.
func add(t testing.TB, h *start.House, ago, minutes int, title string, change func(*sessions.Entry)) {
	t.Helper()
	y, m, d := (h.Today() - sessions.Day(ago)).Civil()
	e := sessions.Entry{
		Start: time.Date(y, m, d, 7, 10, 0, 0, time.UTC), Day: h.Today() - sessions.Day(ago),
		Planned: minutes * 60, Sat: minutes * 60, Ended: sessions.Complete, People: 1,
		Script: &sessions.ScriptRef{ID: strings.ReplaceAll(strings.ToLower(title), " ", "-"), Title: title, Kind: sessions.Visualization, Version: 1},
		Wheels: sessions.WheelSeconds{Self: minutes * 25, Other: minutes * 25, Ground: minutes * 10},
	}.From(sessions.Origin{Source: "live", TZ: "Etc/UTC", DayTurn: 4})
	if change != nil {
		change(&e)
	}
	if _, err := h.Log().Append(now, e); err != nil {
		t.Fatal(err)
	}
}

// full is a house with eleven weeks of practice, a sit of every manner in it.
func full(t testing.TB, config string) *start.House {
	t.Helper()
	h := house(t, config)
	for ago := 75; ago > 3; ago -= 2 {
		if ago%5 == 0 {
			continue
		}
		add(t, h, ago, 4+ago*7%41, "Being With", func(e *sessions.Entry) {
			e.Script.Kind, e.Wheels = sessions.Mindfulness, sessions.WheelSeconds{Ground: e.Sat}
			e.Start = e.Start.Add(time.Duration(ago%3*6) * time.Hour)
			*e = e.With(sessions.Detail{Feel: []string{"lighter", "same", "", "heavier"}[ago/2%4]})
		})
	}
	add(t, h, 3, 12, "A Kind Pause", func(e *sessions.Entry) {
		e.Script.Kind, e.Ended, e.Planned = sessions.SelfCompassion, sessions.Enough, 1200
		*e = e.With(sessions.Detail{
			Feel: "lighter", Noting: sessions.Noting{Planning: 6, Judging: 2}, Act: "write to Jo", Intention: "to be here",
			Note: "Rain on the roof, and the thought about the meeting for the whole of the first half.\n\nThen for a while nothing that wanted a name.",
		})
	})
	add(t, h, 2, 20, "Silent", func(e *sessions.Entry) {
		*e = e.From(sessions.Origin{Source: "remembered", TZ: "Etc/UTC", DayTurn: 4})
		e.Script, e.Flags, e.Wheels = nil, []string{"no-time"}, sessions.WheelSeconds{Ground: 1200}
	})
	add(t, h, 0, 8, "Two Wheels", func(e *sessions.Entry) {
		*e = e.With(sessions.Detail{Note: "a note\x1b[2J that would clear the screen"})
	})
	return h
}

func places(h *start.House, of string) uitest.Config {
	return uitest.Config{
		Places: []string{"history"}, Start: screen.At("history", of),
		Open: func(p screen.Place) (screen.Screen, error) { return history.New(h, p.Of), nil },
	}
}

// after returns the screen as it is after some keys.
func after(t testing.TB, h *start.House, of, keys string) screen.Screen {
	t.Helper()
	s := history.New(h, of)
	s.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	run(t, s, s.Init())
	for k := range strings.FieldsSeq(keys) {
		msg := uitest.Key(k)
		b, ok := screen.Match(msg, s.Binds())
		if !ok || s.Typing() && msg.Text != "" {
			run(t, s, s.Update(msg))
			continue
		}
		run(t, s, b.Do())
	}
	return s
}

func run(t testing.TB, s screen.Screen, cmd tea.Cmd) {
	t.Helper()
	for cmd != nil {
		msg := cmd()
		if trouble, ok := msg.(screen.Trouble); ok {
			t.Fatal(trouble.Err)
		}
		cmd = s.Update(msg)
	}
}

func TestGoldens(t *testing.T) {
	h := full(t, "")
	uitest.Golden(t, *update, "first-frame", history.New(h, ""))
	uitest.Golden(t, *update, "list", after(t, h, "", ""))
	uitest.Golden(t, *update, "list-middle", after(t, h, "", "down down down down down down down down down down down down down down down"))
	uitest.Golden(t, *update, "found", after(t, h, "", "/ r a i"))
	uitest.Golden(t, *update, "sit", after(t, h, "rain", "enter"))
	uitest.Golden(t, *update, "empty", after(t, house(t, ""), "", ""))
	uitest.Golden(t, *update, "private", after(t, full(t, "[ui]\nprivate = true\n"), "", "down down"))
	for i, name := range []string{"weeks", "hours", "kinds", "feelings"} {
		uitest.Golden(t, *update, name, after(t, h, "", "g "+strings.Repeat("right ", i)))
	}
	uitest.Golden(t, *update, "year", after(t, h, "", "g w"))
}

// What is typed after "/" and what it finds.
func TestFind(t *testing.T) {
	h := full(t, "")
	check := func(query string, want int) {
		t.Helper()
		got := after(t, h, query, "").View(100, 30).String()
		says := fmt.Sprintf("%d sits", want)
		switch want {
		case 0:
			says = "No sit fits these words."
		case 1:
			says = "1 sit"
		}
		if !strings.Contains(got, says) {
			t.Errorf("%q does not find %d:\n%s", query, want, got)
		}
	}
	check("", 31)
	check("two wheels", 1)
	check("wheels two", 1)
	check("heels", 0)
	check("WHÈELS", 1)
	check("kind", 1)
	check("self-compassion", 1)
	check("mindfulness", 28)
	check("silent", 1)
	check("roof rain", 1)
	check("write jo", 1)
	check("2026", 31)
	check("2026-03", 10)
	check("2026-3", 10)
	check("2026-05-20", 1)
	check("2025", 0)
	check(">=42", 2)
	check("≥20 mindfulness", 16)
	check(">1h", 0)
	check("2026-03 >=30m", 4)
	check("heavier", 7)
	check("remembered", 1)
	check("enough", 1)
	check("!", 31)
}

// Where notes are private, they are not found either.
func TestPrivate(t *testing.T) {
	h := full(t, "[ui]\nprivate = true\n")
	got := after(t, h, "rain", "").View(100, 30).String()
	if !strings.Contains(got, "No sit fits") {
		t.Errorf("a private note is found:\n%s", got)
	}
	got = after(t, h, "2026-05-17", "enter").View(100, 30).String()
	if strings.Contains(got, "Rain") || strings.Contains(got, "Jo") || !strings.Contains(got, "hidden here") {
		t.Errorf("a private note is shown:\n%s", got)
	}
}

// A sit is taken out and brought back, the last one first; what was chosen
// stays near.
func TestTakeOutAndBringBack(t *testing.T) {
	h := full(t, "")
	uitest.Run(t, places(h, ""), func(w *uitest.Window) {
		w.Press("down", "x")
		w.Shows("30 sits", "Taken out. u brings it back.", "›           Su 17")
		w.Press("x")
		w.Shows("29 sits")
		w.Hides("A Kind Pause")
		w.Press("u")
		w.Shows("30 sits", "It is back.", "Sunday 17 May 2026")
		w.Press("u")
		w.Shows("31 sits", "Monday 18 May 2026")
		w.Press("u", "x")
		w.Shows("30 sits")
	})
	log, err := h.Log().Read()
	if err != nil || len(log.Entries) != 30 || len(log.All) != 31 {
		t.Errorf("%d of %d sits, %v", len(log.Entries), len(log.All), err)
	}
}

func TestKeys(t *testing.T) {
	h := full(t, "")
	check := func(keys, want string) {
		t.Helper()
		uitest.Run(t, places(h, ""), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(want)
		})
	}
	check("down down enter", "A small act: write to Jo")
	check("down down enter esc", "31 sits")
	check("/ k i n d enter esc", "Sunday 17 May 2026")
	check("/ k i n d", "1 sit")
	check("/ k i n d backspace", "1 sit")
	check("/ z esc", "31 sits")
	check("pgdown pgdown pgdown pgdown pgdown up", "Tuesday 10 March 2026")
	check("g", "12 weeks")
	check("g w", "a year")
	check("g right", "Time of day")
	check("g right right", "By kind")
	check("g left", "How it was afterwards")
	check("g esc", "31 sits")
}

// e opens the sit that is chosen, to be changed; coming back, it is chosen.
func TestChange(t *testing.T) {
	h := full(t, "")
	uitest.Run(t, places(h, ""), func(w *uitest.Window) {
		w.Press("down", "down", "e")
		all := w.Opened()
		e, ok := all[len(all)-1].With.(*sessions.Entry)
		if !ok || all[len(all)-1].Name != "addsit" || e.Detail().Act != "write to Jo" {
			t.Fatalf("opened %v", all)
		}
		add(t, h, 0, 9, "Two Wheels", nil) // meanwhile
		w.Send(screen.Back{})
		w.Shows("32 sits", "Sunday 17 May 2026")
	})
}

func TestMouse(t *testing.T) {
	h := full(t, "")
	uitest.Run(t, places(h, ""), func(w *uitest.Window) {
		rows := strings.Split(w.Text(), "\n")
		for y, row := range rows {
			if strings.Contains(row, "Su 17") {
				w.Click(30, y)
				w.Shows("Sunday 17 May 2026")
				w.Click(30, y)
				w.Shows("A small act")
				return
			}
		}
		t.Errorf("no row:\n%s", w.Text())
	})
}

func TestHostileNote(t *testing.T) {
	got := after(t, full(t, ""), "", "enter").View(100, 30).String()
	if strings.Contains(got, "\x1b[2J") || !strings.Contains(got, "a note") {
		t.Errorf("the note came through as\n%q", got)
	}
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, places(full(t, ""), ""), seed)
	}
}

// A hundred thousand sits are drawn and searched like ten.
func BenchmarkView(b *testing.B) {
	h := house(b, "")
	many := make([]sessions.Entry, 100_000)
	at := time.Date(2000, 1, 1, 7, 0, 0, 0, time.UTC)
	for i := range many {
		start := at.Add(time.Duration(i) * 2 * time.Hour)
		many[i] = sessions.Entry{
			Start: start, Day: sessions.DayOf(start), Sat: 60 * (1 + i%50), Ended: sessions.Complete, People: 1,
			Script: &sessions.ScriptRef{ID: "being-with", Title: "Being With", Kind: sessions.Mindfulness},
		}.From(sessions.Origin{Source: "import:x", TZ: "Etc/UTC"})
		if i%7 == 0 {
			many[i] = many[i].With(sessions.Detail{Note: "Rain on the roof, and the thought about the meeting."})
		}
	}
	if _, err := h.Log().AppendBatch(now, many, journal.Header{Source: "import:x"}); err != nil {
		b.Fatal(err)
	}
	s := history.New(h, "rain >=20")
	cmd := s.Init()
	msg := cmd()
	search := s.Update(msg)
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			search()
		}
	})
	s.Update(search())
	b.Run("scroll", func(b *testing.B) {
		down := uitest.Key("down")
		for b.Loop() {
			bind, _ := screen.Match(down, s.Binds())
			bind.Do()
			s.View(100, 30)
		}
	})
}
