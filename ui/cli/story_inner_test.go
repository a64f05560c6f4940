package cli

import (
	"strings"
	"testing"
	"time"

	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

// Every story opens and shows what its name says, and every place has one.
func TestStories(t *testing.T) {
	shows := map[string]string{
		"home": "Sit again", "home new": "Good evening", "home programme": "From the Ground Up, step 5",
		"home return": "Everything you did is here", "home long": "begin with three minutes", "home keys": "silent sit",
		"practices find": "/ breath", "practices hard-day": "toward ground", "practices one-minute": "One minute",
		"setup": "Two Wheels", "setup typing": "25", "setup silent": "just sitting", "setup care": "can stir things up",
		"sit preparing": "A Kind Pause", "sit paused": "Paused", "sit asking": "End", "sit away": "12 min away",
		"sit ground": "solid ground", "sit choice": "enough for today", "sit closing": "", "sit dark": "",
		"reflect": "lighter", "reflect answered": "Rain", "reflect air": "front wheel", "calendar": "May 2026", "calendar year": "2026",
		"calendar day": "Rain on the roof", "learn page": "What is known", "programmes": "on the table", "compose shown": "After tea I sit for",
		"programmes step": "Step 5 of 30", "programmes another": "as it was", "programmes rest": "passes by itself",
		"programmes words": "This week also has", "programmes moments": "before the inbox", "programmes together": "sound hunt",
	}
	a := New(start.Open(start.Options{Env: func(string) string { return "" }, Now: storyTime}), Streams{})
	all := a.stories()
	for _, row := range a.places() {
		if _, ok := storyOf(all, row.Name); !ok && row.Name != "sit" && row.Name != "reflect" {
			t.Errorf("no story of %q", row.Name)
		}
	}
	for name := range shows {
		if _, ok := storyOf(all, name); !ok {
			t.Errorf("there is no story %q", name)
		}
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			tellStory(t, s, shows[s.name])
		})
	}
}

func tellStory(t *testing.T, s story, want string) {
	house, err := s.house(t.TempDir(), start.Options{Env: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	a := New(house, Streams{})
	open := func(p screen.Place) (screen.Screen, error) {
		if p.Name == "story" {
			if p, err = s.place(a); err != nil {
				return nil, err
			}
		}
		for _, row := range a.places() {
			if row.Name == p.Name {
				return row.Open(p)
			}
		}
		t.Fatalf("no place %q", p.Name)
		return nil, nil
	}
	config := uitest.Config{Places: []string{"story"}, Start: screen.At("story"), Open: open, Wide: 100, High: 30}
	uitest.Run(t, config, func(w *uitest.Window) {
		defer func() {
			house.Interrupt("told")
			if err := house.Close(); err != nil {
				t.Error(err)
			}
		}()
		for _, k := range strings.Fields(s.keys) {
			w.Send(pressed(k))
		}
		if s.name == "sit away" {
			time.Sleep(3 * time.Second)
		}
		w.Settle()
		w.Shows(want)
		if strings.TrimSpace(w.Text()) == "" && s.name != "sit closing" {
			t.Errorf("nothing is shown; a place that is of something wants a row in stories (story_table.go)")
		}
	})
}
