package start

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"karuna/sessions"
	"karuna/sessions/compose"
	"karuna/sessions/intake"
	"karuna/sessions/programme"
	"karuna/sessions/script"
	"karuna/ui/safe"
)

// ErrNotCompose says that a programme wants no plan now.
var ErrNotCompose = errors.New("the next step is no plan of your own")

// longestLine is how much a line of a plan holds, in runes.
const longestLine = 80

// Wish is a plan as a person writes it, and what the practice is called.
type Wish struct {
	Title              string
	First, Second      string // ids of two practices
	After, Days, Again string // one line each
	Minutes            int
}

// Composed is a plan with the practice that was made for it, to be looked at
// before it is kept.
type Composed struct {
	Plan   programme.Plan
	Script sessions.Script
	Text   []byte // of its file
}

// Sentence is the plan in one sentence.
func (c Composed) Sentence() string {
	p := c.Plan
	text := fmt.Sprintf("After %s I sit for %s", p.After, minutes(p.Minutes))
	if p.Days != "" {
		text += ", " + p.Days
	}
	if p.Again != "" {
		text += "; after a pause I begin again with " + p.Again
	}
	return text + "."
}

func minutes(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", n)
}

// Parts are the practices that two can be taken of.
func (p Programmes) Parts() []sessions.Script {
	var out []sessions.Script
	for _, s := range p.house.offered() {
		if compose.Parted(s) && !s.Has("child") && !s.Has("pair") {
			out = append(out, s)
		}
	}
	return out
}

// Compose makes the practice of a wish and writes nothing.
func (p Programmes) Compose(w Wish) (Composed, error) {
	lib := p.house.Library()
	first, err := lib.Find(w.First)
	if err != nil {
		return Composed{}, err
	}
	second, err := lib.Find(w.Second)
	if err != nil {
		return Composed{}, err
	}
	for _, text := range []*string{&w.Title, &w.After, &w.Days, &w.Again} {
		*text = strings.TrimRight(strings.TrimSpace(safe.Line(*text).String()), ".")
		if utf8.RuneCountInString(*text) > longestLine {
			return Composed{}, fmt.Errorf("%q: at most %d characters", *text, longestLine)
		}
	}
	if w.After == "" {
		return Composed{}, errors.New("a plan says what the sit comes after")
	}
	if w.Minutes < 1 || w.Minutes > 180 {
		return Composed{}, fmt.Errorf("%d minutes: want 1 to 180", w.Minutes)
	}
	id := p.free(script.ID(w.Title))
	if id == "" {
		return Composed{}, fmt.Errorf("%q holds no letter to make a name of", w.Title)
	}
	s, err := compose.Two(first, second, compose.As{
		ID: id, Title: w.Title, For: "after " + w.After, Usual: time.Duration(w.Minutes) * time.Minute,
	})
	if err != nil {
		return Composed{}, err
	}
	return Composed{
		Plan: programme.Plan{
			After: w.After, Minutes: int(s.Length.Usual / time.Minute), Days: w.Days, Again: w.Again,
			Scripts: []string{first.ID, second.ID}, Script: id,
		},
		Script: s, Text: script.Format(s),
	}, nil
}

// free is an id that no practice has: id, or id-2, id-3 …
func (p Programmes) free(id string) string {
	taken := map[string]bool{"": true}
	for _, s := range p.house.Library().All() {
		taken[s.ID] = true
	}
	for n := 2; id != "" && taken[id]; n++ {
		if next := fmt.Sprintf("%s-%d", id, n); !taken[next] {
			return next
		}
	}
	return id
}

// Keep writes the practice into the person's own scripts and the plan into the
// log. The programme is one whose next step is a plan, or was; "" is the one on
// the table. It returns where the practice is.
func (p Programmes) Keep(name string, c Composed) (path string, at programme.Progress, err error) {
	at, err = p.Pick(name)
	if err != nil {
		return "", at, err
	}
	step := composing(at)
	if step == 0 {
		return "", at, ErrNotCompose
	}
	places, err := p.house.Places()
	if err != nil {
		return "", at, err
	}
	lib := p.house.Library()
	f := intake.Text(c.Script.ID+".md", c.Script.ID, c.Text, script.CheckOptions{Phrases: lib.Phrases(), Returns: lib.Returns(), Conventions: lib.Conventions()})
	out, err := intake.Into(places.Scripts, []intake.Found{f}, false, false)
	if err == nil && out[0].Path == "" {
		err = out[0].Why
	}
	if err != nil {
		return "", at, fmt.Errorf("keep the practice: %w", err)
	}
	p.house.mu.Lock()
	p.house.library = nil // read anew when it is asked for
	p.house.mu.Unlock()
	at, err = p.act(at.Programme.ID, func(programme.Progress) (programme.Record, error) {
		return programme.Record{Do: programme.Done, Step: step, Plan: &c.Plan}, nil
	})
	return out[0].Path, at, err
}

// composing is the step that is a plan: the next one, else one that is done; 0
// where there is none, or where the programme is not under way.
func composing(at programme.Progress) int {
	for i, s := range at.Programme.Steps() {
		if s.Do == programme.Compose && at.Running && (at.Next() == i+1 || at.Done[i]) {
			return i + 1
		}
	}
	return 0
}
