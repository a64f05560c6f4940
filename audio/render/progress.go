package render

import "time"

// teller passes progress on, about ten times a second.
type teller struct {
	o    Options
	last time.Time
}

const tellEvery = 100 * time.Millisecond

func newTeller(o Options) *teller { return &teller{o: o} }

func (t *teller) at(done int64) {
	if t.o.Progress == nil {
		return
	}
	if now := time.Now(); now.Sub(t.last) >= tellEvery {
		t.last = now
		t.o.Progress(done, max(t.o.Total, done))
	}
}
