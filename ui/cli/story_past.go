package cli

import (
	"os"
	"path/filepath"
	"time"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/start"
)

// bygone makes up what came before a story: a house whose clock is turned from
// day to day. The first error stays, and nothing happens after it.
type bygone struct {
	house *start.House
	now   time.Time
	err   error
}

func (b *bygone) write(path, text string) {
	if b.err == nil {
		b.err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if b.err == nil {
		b.err = os.WriteFile(path, []byte(text), 0o600)
	}
}

// turn sets the clock to that day, at seven in the morning.
func (b *bygone) turn(ago int) {
	y, m, d := storyTime().AddDate(0, 0, -ago).Date()
	b.now = time.Date(y, m, d, 7, 0, 0, 0, time.Local)
}

// sit writes a sit of so many minutes that begins now.
func (b *bygone) sit(script string, minutes int, change func(*sessions.Entry)) {
	if b.err != nil {
		return
	}
	s, err := b.house.Library().Find(script)
	if err != nil {
		b.err = err
		return
	}
	e, err := b.house.Tell(start.Told{Day: b.house.Today(), Sat: minutes * 60, Script: s})
	if err != nil {
		b.err = err
		return
	}
	from := e.Origin()
	from.Source = "live"
	e = e.From(from)
	e.Start, e.Flags = b.now, nil
	if change != nil {
		change(&e)
	}
	b.now = b.now.Add(time.Duration(minutes) * time.Minute)
	_, b.err = b.house.Log().Append(b.now, e)
}

// practised is two months of practice that end so many days ago.
func practised(ago int) func(*bygone) {
	minutes := []int{0, 12, 20, 0, 5, 12, 31, 12, 0, 0, 20, 15, 12, 4, 45, 0, 12, 8, 20, 12, 0, 10, 12, 0, 30}
	scripts := []string{"two-wheels", "kind-pause", "being-with", "easy-warmth"}
	return func(b *bygone) {
		for i := 50; i >= ago; i-- {
			b.turn(i)
			n := minutes[i%len(minutes)]
			switch {
			case n > 0:
				b.sit(scripts[i%len(scripts)], n, saidAfter(i))
			case i%3 == 0 && b.err == nil:
				_, b.err = b.house.Log().Rest(b.now, b.house.Today(), false)
			}
		}
	}
}

// saidAfter is what was said after the sit of that day.
func saidAfter(ago int) func(*sessions.Entry) {
	return func(e *sessions.Entry) {
		switch {
		case ago == 1:
			*e = e.With(sessions.Detail{Feel: "lighter", Act: "write to Jo"})
		case ago == 2:
			*e = e.With(sessions.Detail{Feel: "same", Note: "Rain on the roof, and the thought about the meeting for the whole of the first half."})
		case ago%7 == 6:
			from := e.Origin()
			from.Source = start.Remembered
			*e = e.From(from)
		}
	}
}

// course is such a past with the first n steps of a programme in it, one a day.
func course(id string, n int) func(*bygone) {
	return func(b *bygone) {
		practised(n + 1)(b)
		b.turn(n)
		for i := n; i > 0 && b.err == nil; i-- {
			at := b.begun(id)
			b.turn(i)
			if b.err == nil {
				from := programme.StepRef{Programme: id, Step: at.Next()}
				b.sit("being-with", 8, func(e *sessions.Entry) { e.Flags = []string{from.Flag()} })
			}
		}
		b.begun(id)
	}
}

// begun returns the progress in a programme, which is begun where it was not.
func (b *bygone) begun(id string) (at programme.Progress) {
	if b.err != nil {
		return at
	}
	if at, b.err = b.house.Programmes().Pick(id); b.err == nil && !at.Running {
		at, b.err = b.house.Programmes().Start(id)
	}
	return at
}
