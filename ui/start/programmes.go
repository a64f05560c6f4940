package start

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/ui/prefs"
)

// Why something cannot be done with a programme.
var (
	ErrNoTable   = errors.New("no programme is on the table; 'karuna programmes start NAME' puts one there")
	ErrFinished  = errors.New("all its steps are done; 'start' begins it anew")
	ErrNotBegun  = errors.New("it is not under way; 'start' begins it, or goes on with it")
	ErrNotRest   = errors.New("the next step is no rest")
	ErrNotOffers = errors.New("not a practice of the next step")
)

// UnknownProgramme says that there is no programme of that name.
type UnknownProgramme struct {
	Name  string
	There []string // ids of those there are
}

// Error names those there are.
func (e *UnknownProgramme) Error() string {
	return fmt.Sprintf("no programme called %q; there are %s", e.Name, strings.Join(e.There, ", "))
}

// Programmes is what can be done with the programmes. Each act is a record of
// the journal; what follows from it is in State.
type Programmes struct{ house *House }

// Programmes returns the programmes.
func (h *House) Programmes() Programmes { return Programmes{h} }

// All returns the programmes there are.
func (p Programmes) All() []programme.Programme {
	all, problems := library.Programmes(assets.Programmes())
	for _, problem := range problems {
		if p.house.opt.Warn != nil {
			p.house.opt.Warn(problem.Error())
		}
	}
	return all
}

// Find returns the programme of that id, or the one whose id or title begins
// with it. The error is an *UnknownProgramme.
func (p Programmes) Find(name string) (programme.Programme, error) {
	var found []programme.Programme
	unknown := &UnknownProgramme{Name: name}
	begun := strings.ToLower(strings.TrimSpace(name))
	for _, c := range p.All() {
		if c.ID == begun {
			return c, nil
		}
		unknown.There = append(unknown.There, c.ID)
		if begun != "" && (strings.HasPrefix(c.ID, begun) || strings.HasPrefix(strings.ToLower(c.Title), begun)) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return programme.Programme{}, unknown
	}
	return found[0], nil
}

// State reads how far the person has come. Without a home it is the beginning.
func (p Programmes) State() (programme.State, error) {
	past, err := p.house.Past()
	return p.Of(past), err
}

// Of returns how far the person has come by that log. Records that cannot be
// read change nothing.
func (p Programmes) Of(log journal.Log) programme.State {
	var records []programme.Record
	for _, raw := range log.Programmes {
		if r, err := programme.ReadRecord(raw.ID, raw.Line); err == nil {
			records = append(records, r)
		}
	}
	return programme.StateOf(p.All(), records, log.Entries, p.house.Today())
}

// Pick returns the progress in the programme called name, or, for "", in the
// one on the table.
func (p Programmes) Pick(name string) (programme.Progress, error) {
	if name != "" {
		found, err := p.Find(name)
		if err != nil {
			return programme.Progress{}, err
		}
		name = found.ID
	}
	state, err := p.State()
	if err != nil {
		return programme.Progress{}, err
	}
	if name == "" {
		name = state.Table
	}
	if progress, ok := state.Of(name); ok {
		return progress, nil
	}
	return programme.Progress{}, ErrNoTable
}

// Start begins a programme, or goes on with it, and puts it on the table.
func (p Programmes) Start(name string) (programme.Progress, error) {
	return p.act(name, func(programme.Progress) (programme.Record, error) {
		return programme.Record{Do: programme.Start}, nil
	})
}

// Leave takes a programme off the table and keeps what was done.
func (p Programmes) Leave(name string) (programme.Progress, error) {
	return p.act(name, func(at programme.Progress) (programme.Record, error) {
		return programme.Record{Do: programme.Leave}, underWay(at)
	})
}

// Rest chooses rest for a next step that is one.
func (p Programmes) Rest(name string) (programme.Progress, error) {
	return p.act(name, func(at programme.Progress) (programme.Record, error) {
		r := programme.Record{Do: programme.Rested, Step: at.Next()}
		if s, ok := at.NextStep(); ok && s.Do != programme.Rest {
			return r, ErrNotRest
		}
		return r, underWay(at)
	})
}

// Swap takes a practice for the next step, whatever the step names.
func (p Programmes) Swap(name, script string) (programme.Progress, error) {
	return p.act(name, func(at programme.Progress) (programme.Record, error) {
		return programme.Record{Do: programme.Swap, Step: at.Next(), Script: script}, underWay(at)
	})
}

// Choose takes one of the practices that the next step offers.
func (p Programmes) Choose(name, script string) (programme.Progress, error) {
	return p.act(name, func(at programme.Progress) (programme.Record, error) {
		r := programme.Record{Do: programme.Swap, Step: at.Next(), Script: script}
		if err := underWay(at); err != nil {
			return r, err
		}
		if s, _ := at.Programme.Step(r.Step); !open(s) && !s.Names(script) {
			return r, fmt.Errorf("%s: %w", script, ErrNotOffers)
		}
		return r, nil
	})
}

// Air notes how much air the wheels have: soft, fine or full each. step is the
// step after which it was asked.
func (p Programmes) Air(name string, step int, air programme.Air) (programme.Progress, error) {
	return p.act(name, func(at programme.Progress) (programme.Record, error) {
		r := programme.Record{Do: programme.Done, Step: step, Air: &air}
		if s, ok := at.Programme.Step(step); !ok || !s.Air {
			return r, fmt.Errorf("step %d of %s asks for no air", step, at.Programme.Title)
		}
		return r, nil
	})
}

// open reports whether any practice will do for the step.
func open(s programme.Step) bool {
	return (s.Do == programme.Choice || s.Do == programme.Own) && len(s.Offers) == 0
}

func underWay(at programme.Progress) error {
	switch {
	case at.Running:
		return nil
	case at.Next() == 0:
		return ErrFinished
	}
	return ErrNotBegun
}

// act writes the record that make gives, and returns what follows from it.
func (p Programmes) act(name string, record func(programme.Progress) (programme.Record, error)) (programme.Progress, error) {
	at, err := p.Pick(name)
	if err != nil {
		return at, err
	}
	r, err := record(at)
	if err != nil {
		return at, err
	}
	log := p.house.Log()
	if log == nil {
		return at, prefs.ErrNoHome
	}
	r.Programme, r.Day = at.Programme.ID, p.house.Today()
	receipt, err := log.Programme(p.house.Now(), journal.Fields(r.Fields()))
	if err != nil {
		return at, err
	}
	if receipt.Warning != "" && p.house.opt.Warn != nil {
		p.house.opt.Warn(receipt.Warning)
	}
	return p.Pick(at.Programme.ID)
}

// StepOffer is a practice of the next step that is in the library, at the length
// the step asks, or the nearest one it is made for.
type StepOffer struct {
	Script sessions.Script
	Length time.Duration
	Step   programme.StepRef // that it carries out
}

// Offers returns the practices of the next step, the one taken for it alone;
// none where any practice will do, and at the end.
func (p Programmes) Offers(at programme.Progress) []StepOffer {
	s, _ := at.NextStep()
	var out []StepOffer
	for _, o := range s.Offers {
		if script, err := p.house.Library().Find(o.Script); err == nil && script.ID == o.Script {
			out = append(out, StepOffer{script, fitting(script, o.Length()), next(at)})
		}
	}
	return out
}

func next(at programme.Progress) programme.StepRef {
	return programme.StepRef{Programme: at.Programme.ID, Step: at.Next()}
}

// Next returns the practice that carries out the next step: the one called
// name where the step leaves a choice, the first for "". The programme is put
// on the table, so that the sit will count for it.
func (p Programmes) Next(name, script string) (StepOffer, error) {
	at, err := p.Pick(name)
	if err != nil {
		return StepOffer{}, err
	}
	if err := underWay(at); err != nil {
		return StepOffer{}, err
	}
	out, err := p.offer(at, script)
	if err != nil {
		return out, err
	}
	if state, err := p.State(); err != nil || state.Table == at.Programme.ID {
		return out, err
	}
	_, err = p.act(at.Programme.ID, func(programme.Progress) (programme.Record, error) {
		return programme.Record{Do: programme.Table}, nil
	})
	return out, err
}

func (p Programmes) offer(at programme.Progress, script string) (StepOffer, error) {
	offers := p.Offers(at)
	s, _ := at.NextStep()
	switch {
	case s.Do == programme.Compose:
		return StepOffer{}, errors.New("the next step is a plan of your own: 'karuna programmes compose'")
	case script == "" && len(offers) > 0:
		return offers[0], nil
	case script == "":
		return StepOffer{}, errors.New("the next step is a practice of your choice: name one")
	}
	found, err := p.house.Library().Find(script)
	if err != nil {
		return StepOffer{}, err
	}
	i := slices.IndexFunc(offers, func(o StepOffer) bool { return o.Script.ID == found.ID })
	switch {
	case i >= 0:
		return offers[i], nil
	case open(s), s.Do == programme.Own:
		return StepOffer{found, fitting(found, time.Duration(s.Minutes)*time.Minute), next(at)}, nil
	}
	return StepOffer{}, fmt.Errorf("%s: %w", found.ID, ErrNotOffers)
}

// Alternatives returns what may be taken for the next step: what it names
// itself, the two practices that do on any day, and then all others.
func (p Programmes) Alternatives(at programme.Progress) []StepOffer {
	s, ok := at.Programme.Step(at.Next())
	if !ok {
		return nil
	}
	lengths := map[string]time.Duration{}
	var ids []string
	for _, o := range s.Offers {
		ids, lengths[o.Script] = append(ids, o.Script), o.Length()
	}
	ids = append(ids, "arriving", "kind-pause")
	there := map[string]sessions.Script{}
	for _, script := range p.house.Library().All() {
		there[script.ID] = script
	}
	for _, script := range p.house.offered() {
		ids = append(ids, script.ID)
	}
	var out []StepOffer
	for _, id := range ids {
		script, ok := there[id]
		if !ok {
			continue
		}
		delete(there, id)
		length := cmp.Or(lengths[id], time.Duration(s.Minutes)*time.Minute)
		out = append(out, StepOffer{script, fitting(script, length), next(at)})
	}
	return out
}

// MomentOffer is a practice bound to something that happens.
type MomentOffer struct {
	When  string
	Offer StepOffer // of no step
}

// Moments returns those of a programme whose practices are in the library.
func (p Programmes) Moments(of programme.Programme) []MomentOffer {
	var out []MomentOffer
	for _, m := range of.Moments {
		if script, err := p.house.Library().Find(m.Script); err == nil && script.ID == m.Script {
			length := fitting(script, time.Duration(m.Minutes)*time.Minute)
			out = append(out, MomentOffer{m.When, StepOffer{Script: script, Length: length}})
		}
	}
	return out
}

// fitting is the length nearest to d that the script is made for.
func fitting(s sessions.Script, d time.Duration) time.Duration {
	return min(max(d, s.Length.Min), s.Length.Max)
}
