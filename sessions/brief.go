package sessions

import (
	"math"
	"time"
)

// Brief is a sit without its words: what days, sums and charts are made of. A
// log of a million is small this way.
type Brief struct {
	Unix                int64 // first stroke, in seconds
	Day                 Day
	Kind                Kind
	Offset              int32 // of the clock where it was sat, in seconds east of UTC
	Sat                 int32 // seconds, pauses left out
	Self, Other, Ground int32 // seconds on each wheel
	Remembered          bool  // it was added afterwards
	NoTime              bool  // nobody knows the time of day
}

// Hour returns the hour on the clock where the sit began, 0 to 23.
func (b Brief) Hour() int {
	const day, hour = int64(24 * time.Hour / time.Second), int64(time.Hour / time.Second)
	local := (b.Unix + int64(b.Offset)) % day
	return int((local + day) % day / hour)
}

// Brief returns the sit without its words.
func (e *Entry) Brief() Brief {
	_, offset := e.Start.Zone()
	return Brief{
		Unix: e.Start.Unix(), Day: e.Day, Kind: e.Kind(), Offset: int32(offset), Sat: fit(e.Sat),
		Self: fit(e.Wheels.Self), Other: fit(e.Wheels.Other), Ground: fit(e.Wheels.Ground),
		Remembered: e.Origin().Source == "remembered", NoTime: e.Has("no-time"),
	}
}

// Briefs returns the entries that are not removed without their words, in
// their order.
func Briefs(entries []Entry) []Brief {
	out := make([]Brief, 0, len(entries))
	for i := range entries {
		if !entries[i].Removed {
			out = append(out, entries[i].Brief())
		}
	}
	return out
}

// fit is n, or the nearest number that fits: 68 years of seconds.
func fit(n int) int32 { return int32(min(max(n, math.MinInt32), math.MaxInt32)) }
