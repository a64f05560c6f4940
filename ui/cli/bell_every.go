package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"karuna/audio"
	"karuna/sessions"
)

// leastBetween is the shortest time between two strokes of the mindfulness
// bell.
const leastBetween = time.Minute

// rhythm is when the mindfulness bell rings: after every so long, somewhere
// between low and high, inside the hours from…to where they are given.
type rhythm struct {
	low, high time.Duration
	hours     bool
	from, to  time.Duration // since midnight; to before from goes over midnight
}

// parseRhythm reads the flags. ok is false when the bell is struck once.
func parseRhythm(every, between, from, to string) (r rhythm, ok bool, err error) {
	switch {
	case every == "" && between == "":
		if from != "" || to != "" {
			return r, false, usagef("--from and --to go with --every or --between")
		}
		return r, false, nil
	case every != "" && between != "":
		return r, false, usagef("--every and --between say the same thing: give one")
	case every != "":
		between = every + ".." + every
	}
	if err := r.parseBetween(between); err != nil {
		return r, false, err
	}
	return r, true, r.parseHours(from, to)
}

// parseBetween reads "20m..60m".
func (r *rhythm) parseBetween(text string) (err error) {
	low, high, found := strings.Cut(text, "..")
	if !found {
		return usagef("--between %q: write two lengths, 20m..60m", text)
	}
	if r.low, err = sessions.ParseDuration(low, time.Minute); err == nil {
		r.high, err = sessions.ParseDuration(high, time.Minute)
	}
	if err != nil {
		return usage{err}
	}
	if r.low < leastBetween || r.high < r.low {
		return usagef("the bell rings at most once a minute, and the second length is not the shorter one")
	}
	return nil
}

func (r *rhythm) parseHours(from, to string) error {
	if from == "" && to == "" {
		return nil
	}
	r.hours = true
	for _, p := range []struct {
		text  string
		whole time.Duration
		into  *time.Duration
	}{{from, 0, &r.from}, {to, 24 * time.Hour, &r.to}} {
		if *p.into = p.whole; p.text == "" {
			continue
		}
		t, err := time.Parse("15:04", p.text)
		if err != nil {
			return usagef("%q is no time of day: write 9:00", p.text)
		}
		*p.into = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	return nil
}

// next returns when the bell rings after now; part, from 0 to 1, chooses
// between low and high. Outside the hours it is at their beginning.
func (r rhythm) next(now time.Time, part float64) time.Time {
	at := now.Add(r.low + time.Duration(part*float64(r.high-r.low)))
	if !r.hours || r.inside(at) {
		return at
	}
	y, m, d := at.Date()
	begin := time.Date(y, m, d, 0, int(r.from/time.Minute), 0, 0, at.Location())
	if !begin.After(now) || at.After(begin) && !r.inside(at) {
		begin = time.Date(y, m, d+1, 0, int(r.from/time.Minute), 0, 0, at.Location())
	}
	return begin
}

// inside compares hours on the clock, never an elapsed time: a day with a
// clock change has another length.
func (r rhythm) inside(t time.Time) bool {
	of := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	if r.from <= r.to {
		return r.from <= of && of < r.to
	}
	return of >= r.from || of < r.to
}

// ringOn is the mindfulness bell: it rings by the rhythm until it is stopped.
func (a *App) ringOn(ctx context.Context, p *audio.Player, name string, r rhythm) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer a.took(func(int) { cancel() }, func() {}, nil)()
	for {
		at := r.next(a.house.Now().Local(), rand.Float64())
		if err := a.print("%s\n", at.Format("15:04")); err != nil {
			return err
		}
		t := time.NewTimer(at.Sub(a.house.Now()))
		select {
		case <-ctx.Done():
			t.Stop()
			return nil
		case <-t.C:
		}
		if s, err := p.Strike(name); err != nil {
			a.say("%s", fmt.Sprint(s.Line, " ", err))
		}
	}
}
