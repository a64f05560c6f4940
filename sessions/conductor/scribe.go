package conductor

import (
	"errors"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// scribe does the sitting's disk work, one job after another, in a goroutine
// of its own. With no journal it does nothing and answers at once.
type scribe struct {
	log     *journal.Journal
	jobs    chan func() result
	results chan result
	pending int // jobs without an answer; the loop's own count

	// Used by jobs only.
	running *journal.Checkpoint
	id      string
}

// result is what a job has to say.
type result struct {
	warning string
	saved   *Saved
	entry   sessions.Entry
}

func startScribe(log *journal.Journal) *scribe {
	s := &scribe{log: log, jobs: make(chan func() result, 256), results: make(chan result, 256)}
	go func() {
		for job := range s.jobs {
			s.results <- job()
		}
	}()
	return s
}

func (s *scribe) stop() { close(s.jobs) }

func (s *scribe) submit(job func() result) {
	s.pending++
	s.jobs <- job
}

// begin allocates the checkpoint before the first bell.
func (s *scribe) begin(r journal.Running) {
	s.submit(func() result {
		if s.log == nil {
			return result{}
		}
		var res result
		if others, err := s.log.Running(); err == nil && len(others) > 0 {
			res.warning = "Another sit is running. Both are kept."
		}
		ck, err := s.log.Begin(r)
		s.running = ck
		if err != nil {
			res.warning = "This sit cannot be kept safe against a crash: " + err.Error()
		}
		return res
	})
}

func (s *scribe) beat(planned, sat int, w sessions.WheelSeconds, paused, sync bool) {
	s.submit(func() result {
		if s.running == nil {
			return result{}
		}
		s.running.Plan(planned)
		s.running.Pause(paused)
		if err := s.running.Beat(sat, w, sync); err != nil {
			return result{warning: "The running sit cannot be written: " + err.Error()}
		}
		return result{}
	})
}

// keep appends the record, and only then lets the checkpoint go. A record
// that cannot be written leaves its minutes and its ending there.
func (s *scribe) keep(e sessions.Entry, now func() time.Time) {
	s.submit(func() result {
		if s.log == nil {
			return result{saved: &Saved{}, entry: e}
		}
		var marked error
		if s.running != nil {
			e.ID = s.running.ID()
			marked = s.running.Mark(e.Ended)
		}
		receipt, err := s.log.Append(now(), e)
		if err != nil {
			if s.running != nil {
				err = errors.Join(err, marked, s.running.Leave())
			}
			return result{saved: &Saved{Warning: receipt.Warning, Line: receipt.Line, Err: err}, entry: e}
		}
		e.ID, s.id = receipt.ID, receipt.ID
		saved := &Saved{Kept: true, Warning: receipt.Warning}
		if s.running != nil {
			if err := s.running.End(); err != nil && saved.Warning == "" {
				saved.Warning = err.Error()
			}
		}
		return result{saved: saved, entry: e}
	})
}

// drop forgets a sit too short to be written.
func (s *scribe) drop(e sessions.Entry) {
	s.submit(func() result {
		saved := &Saved{Dropped: true}
		if s.running != nil {
			if err := s.running.Drop(); err != nil {
				saved.Warning = err.Error()
			}
		}
		return result{saved: saved, entry: e}
	})
}

// amend writes an edit of the record kept before.
func (s *scribe) amend(f journal.Fields, now func() time.Time) {
	s.submit(func() result {
		if s.log == nil || s.id == "" {
			return result{}
		}
		if r, err := s.log.Edit(now(), s.id, f); err != nil {
			return result{warning: err.Error()}
		} else if r.Warning != "" {
			return result{warning: r.Warning}
		}
		return result{}
	})
}
