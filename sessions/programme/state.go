package programme

import (
	"cmp"
	"slices"

	"karuna/sessions"
)

// LeastSit is how many seconds of sitting make a step done.
const LeastSit = 60

// restDays is how many days after the step before it a rest has passed.
const restDays = 2

// State is how far someone has come, in all programmes.
type State struct {
	All   []Progress // in the order of the programmes
	Table string     // id of the programme on the table, or ""
}

// Progress is how far someone has come in a programme.
type Progress struct {
	Programme Programme
	Running   bool         // begun and neither left nor come to its end
	Done      []bool       // by step
	Swaps     []string     // by step: the practice taken for it, or ""
	Last      sessions.Day // of the step done last, else of its start; NoDay before
	Air       []Air        // oldest first, of this time round
	Plan      *Plan        // the newest

	on    string       // id of the record that put it on the table last
	since sessions.Day // of that record
}

// Next returns the number of the next step, from 1; 0 when all are done.
func (p Progress) Next() int { return slices.Index(p.Done, false) + 1 }

// Count returns how many steps are done.
func (p Progress) Count() int {
	n := 0
	for _, done := range p.Done {
		if done {
			n++
		}
	}
	return n
}

// NextStep returns the next step with the practices to offer for it: the one
// taken for it by a swap alone, and for an own sit the one that was composed.
// It is false when all are done.
func (p Progress) NextStep() (Step, bool) {
	n := p.Next()
	s, ok := p.Programme.Step(n)
	if !ok {
		return s, false
	}
	if s.Do == Own && p.Plan != nil && p.Plan.Script != "" {
		s.Offers = []Offer{{p.Plan.Script, cmp.Or(p.Plan.Minutes, s.Minutes)}}
	}
	if swap := p.Swaps[n-1]; swap != "" {
		minutes := s.Minutes
		for _, o := range s.Offers {
			if o.Script == swap {
				minutes = o.Minutes
			}
		}
		s.Offers = []Offer{{swap, minutes}}
	}
	return s, true
}

// Of returns the progress in a programme.
func (s State) Of(id string) (Progress, bool) {
	for _, p := range s.All {
		if p.Programme.ID == id {
			return p, true
		}
	}
	return Progress{}, false
}

// OnTable returns the progress in the programme on the table.
func (s State) OnTable() (Progress, bool) { return s.Of(s.Table) }

// event is a record or a sit, in the order in which they came to be.
type event struct {
	id     string
	record *Record
	entry  *sessions.Entry
}

// StateOf reads how far someone has come by today. entries are sits that were
// not removed; what a removed sit did is undone by leaving it out.
//
// A step is done by a sit of LeastSit seconds that was begun from it or that a
// record of it names, or else by a sit of one of its practices while its
// programme is on the table and the step is the next. A sit makes one step done. A rest passes
// by its practice, by being chosen, or on the second day after the step before
// it. On the table is the programme put there last of those under way.
func StateOf(programmes []Programme, records []Record, entries []sessions.Entry, today sessions.Day) State {
	w := walk{sits: map[string]*sessions.Entry{}, named: map[string]bool{}}
	for _, p := range programmes {
		w.all = append(w.all, newProgress(p))
	}
	for _, e := range w.events(records, entries) {
		if e.record != nil {
			w.record(*e.record)
		} else if !w.named[e.id] && !w.begun(*e.entry) {
			w.sit(*e.entry)
		}
	}
	for i := range w.all {
		w.all[i].pass(today)
	}
	s := State{All: w.all}
	if p := w.table(); p != nil {
		s.Table = p.Programme.ID
	}
	return s
}

func newProgress(p Programme) Progress {
	n := len(p.Steps())
	return Progress{Programme: p, Done: make([]bool, n), Swaps: make([]string, n), Last: sessions.NoDay}
}

// walk goes through what happened, oldest first.
type walk struct {
	all   []Progress
	sits  map[string]*sessions.Entry
	named map[string]bool // sits that a record names: they count for its step alone
}

func (w *walk) events(records []Record, entries []sessions.Entry) []event {
	var out []event
	for i := range entries {
		e := &entries[i]
		if e.Sat >= LeastSit && !e.Removed {
			w.sits[e.ID] = e
			out = append(out, event{id: e.ID, entry: e})
		}
	}
	for i := range records {
		r := &records[i]
		if r.Do == Done && r.Sit != "" {
			w.named[r.Sit] = true
		}
		out = append(out, event{id: r.ID, record: r})
	}
	slices.SortStableFunc(out, func(a, b event) int { return cmp.Compare(a.id, b.id) })
	return out
}

// table returns the programme on the table, nil when there is none.
func (w *walk) table() *Progress {
	var on *Progress
	for i := range w.all {
		if p := &w.all[i]; p.Running && (on == nil || p.on > on.on) {
			on = p
		}
	}
	return on
}

func (w *walk) of(id string) *Progress {
	i := slices.IndexFunc(w.all, func(p Progress) bool { return p.Programme.ID == id })
	if i < 0 {
		return nil
	}
	return &w.all[i]
}

func (w *walk) record(r Record) {
	p := w.of(r.Programme)
	if p == nil {
		return // of a programme that is not here
	}
	p.pass(r.Day)
	switch r.Do {
	case Start:
		p.start(r)
	case Table:
		if p.Running {
			p.on, p.since = r.ID, r.Day
		}
	case Leave:
		p.Running = false
	case Swap:
		if p.has(r.Step) {
			p.Swaps[r.Step-1] = r.Script
		}
	case Rested:
		if s, ok := p.Programme.Step(r.Step); ok && s.Do == Rest {
			p.done(r.Step, r.Day)
		}
	case Done:
		p.record(r, w.sits[r.Sit])
	}
}

// start begins anew what had come to its end, and goes on with all else.
func (p *Progress) start(r Record) {
	if p.Next() == 0 {
		plan := p.Plan
		*p = newProgress(p.Programme)
		p.Plan = plan
	}
	if p.Last == sessions.NoDay {
		p.Last = r.Day
	}
	p.Running, p.on, p.since = true, r.ID, r.Day
}

func (p *Progress) has(n int) bool { return n >= 1 && n <= len(p.Done) }

// record takes what a record says was done; by is the sit it names, nil when
// there is none of LeastSit seconds.
func (p *Progress) record(r Record, by *sessions.Entry) {
	if r.Air != nil {
		p.Air = append(p.Air, *r.Air)
	}
	s, ok := p.Programme.Step(r.Step)
	if r.Plan != nil {
		p.Plan = r.Plan
		if ok && s.Do == Compose {
			p.done(r.Step, r.Day)
		}
	}
	if ok && by != nil {
		p.done(r.Step, by.Day)
	}
}

// done notes a step; with its last step a programme has come to its end.
func (p *Progress) done(n int, day sessions.Day) {
	p.Done[n-1] = true
	p.Last = max(p.Last, day)
	if p.Next() == 0 {
		p.Running = false
	}
}

// pass lets the rests go by that have passed by that day.
func (p *Progress) pass(day sessions.Day) {
	for p.Running && p.Last != sessions.NoDay && day >= p.Last+restDays {
		n := p.Next()
		if s, _ := p.Programme.Step(n); s.Do != Rest {
			return
		}
		p.done(n, p.Last+1)
	}
}

// begun takes a sit that was begun from a step, and reports whether it was.
func (w *walk) begun(e sessions.Entry) bool {
	from := BegunFrom(e)
	p := w.of(from.Programme)
	if p == nil || !p.has(from.Step) {
		return false
	}
	p.pass(e.Day)
	p.done(from.Step, e.Day)
	return true
}

// sit takes a sit that no record names.
func (w *walk) sit(e sessions.Entry) {
	p := w.table()
	if p == nil || e.Day < p.since {
		return // one of an earlier day was written afterwards
	}
	p.pass(e.Day)
	n := p.Next()
	s, ok := p.Programme.Step(n)
	if ok && (fulfils(s, e.Script) || e.Script != nil && e.Script.ID == p.Swaps[n-1]) {
		p.done(n, e.Day)
	}
}

// fulfils reports whether a sit of that script makes the step done.
func fulfils(s Step, script *sessions.ScriptRef) bool {
	switch {
	case s.Do == Compose:
		return false
	case s.Do == Own:
		return true
	case script == nil:
		return false
	case s.Do == Choice && len(s.Offers) == 0:
		return true
	}
	return s.Names(script.ID)
}
