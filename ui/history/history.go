// Package history is every sit there is, the newest first: to be read again,
// found, changed, taken out and brought back, and drawn as charts.
//
// Place "history": Of is what is looked for, as it would be typed after "/";
// "" is all. Words are looked for at the beginning of words of title, kind,
// note, act and intention; "2026", "2026-03" and "2026-03-05" are days, ">=20"
// is twenty minutes and more; all of them must hold. It opens "addsit" with a
// *sessions.Entry to change one.
//
// The log is read, and searched, in commands; what is drawn is the rows that
// are seen, however many there are. A sit that is taken out stays in the
// journal, and u brings it back as long as the screen is open.
//
// Where notes are private they are neither shown nor found. It compares
// nothing and ranks nothing: charts have a scale, and no aim.
package history

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// page is what of the history is shown.
type page int

const (
	list   page = iota
	single      // the chosen sit in full
	charts
)

// longestQuery is the most that can be looked for, in bytes.
const longestQuery = 120

// Screen is the history.
type Screen struct {
	house *start.House
	look  theme.Theme
	w, h  int

	read  bool
	sum   sum
	found []int32 // places in sum.entries that fit the query, oldest first; nil: all do
	asked int     // searches begun; the answers of earlier ones are old
	await bool    // the last of them has not been answered

	page   page
	at     int    // chosen row, 0 is the newest
	want   string // id of the sit to choose when the log has been read
	top    int    // first line of a page
	chart  int    // which chart
	year   bool   // weeks of a year instead of a quarter
	query  widget.Writing
	typing bool
	busy   bool      // a change is being written
	taken  []string  // ids of the sits taken out here, the last one last
	said   safe.Text // one quiet line about what was done
}

// sum is the log as it is shown here.
type sum struct {
	entries  []sessions.Entry // oldest first, never changed
	stats    practice.Stats
	feelings map[sessions.Kind]practice.Feelings
}

// loaded is what a command read for one screen.
type loaded struct {
	by   *Screen
	sum  sum
	done func(s *Screen) // notes what was changed before; nil: nothing was
	err  error
}

// found is the answer to a search.
type found struct {
	by   *Screen
	no   int
	rows []int32
}

// New returns the history, of what fits the query of.
func New(house *start.House, of string) *Screen {
	return &Screen{house: house, w: 80, h: 24, query: widget.NewWriting(of, false, longestQuery)}
}

// Init reads the log.
func (s *Screen) Init() tea.Cmd { return func() tea.Msg { return s.load() } }

// load reads the log. It is called in commands alone.
func (s *Screen) load() loaded {
	out := loaded{by: s}
	read, err := s.house.Past()
	opt := s.house.Arithmetic()
	out.err = err
	out.sum = sum{
		entries:  read.Entries,
		stats:    practice.StatsOf(read.Entries, read.Rests, opt),
		feelings: practice.FeelingsByKind(read.Entries, opt.Today),
	}
	return out
}

// Update takes the log, answers, the look, the size, what is typed, the mouse.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.by == s {
			return s.take(msg)
		}
	case found:
		s.answer(msg)
	case screen.Look:
		s.look = msg.Theme
	case screen.Back:
		return s.Init()
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.move(0)
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.write(msg)
	case tea.MouseClickMsg:
		return s.click(msg)
	case tea.MouseWheelMsg:
		s.move(map[bool]int{true: -1, false: 1}[msg.Button == tea.MouseWheelUp])
	}
	return nil
}

func (s *Screen) take(msg loaded) tea.Cmd {
	s.busy = false
	if msg.err != nil {
		return func() tea.Msg { return screen.Trouble{Err: msg.err} }
	}
	if e, ok := s.chosen(); ok && s.want == "" {
		s.want = e.ID
	}
	s.sum, s.read = msg.sum, true
	if msg.done != nil {
		msg.done(s)
	}
	s.found = nil
	if s.query.Text() != "" {
		s.found = []int32{}
	}
	return s.search()
}

// search looks for what is typed; with nothing typed everything is found.
func (s *Screen) search() tea.Cmd {
	s.asked++
	q := parse(s.query.Text(), !s.house.InForce().UI.Private)
	s.await = !q.empty()
	if q.empty() {
		s.found = nil
		s.choose()
		return nil
	}
	no, entries := s.asked, s.sum.entries
	return func() tea.Msg { return found{s, no, q.find(entries)} }
}

// answer takes what the last search found.
func (s *Screen) answer(msg found) {
	if msg.by == s && msg.no == s.asked {
		s.found, s.await = msg.rows, false
		s.choose()
	}
}

// choose goes to the sit that is wanted, or stays as near as it can.
func (s *Screen) choose() {
	if s.want != "" {
		for i := range s.rows() {
			if s.entry(i).ID == s.want {
				s.at = i
			}
		}
	}
	s.want = ""
	s.at = min(max(s.at, 0), max(s.rows()-1, 0))
}

// rows is how many sits fit the query.
func (s *Screen) rows() int {
	if s.found != nil {
		return len(s.found)
	}
	return len(s.sum.entries)
}

// entry returns the sit of a row.
func (s *Screen) entry(row int) *sessions.Entry {
	i := s.rows() - 1 - row
	if s.found != nil {
		i = int(s.found[i])
	}
	return &s.sum.entries[i]
}

// chosen returns the sit that is chosen, and whether there is one.
func (s *Screen) chosen() (*sessions.Entry, bool) {
	if s.at < 0 || s.at >= s.rows() {
		return nil, false
	}
	return s.entry(s.at), true
}

// write is what is typed after "/".
func (s *Screen) write(msg tea.Msg) tea.Cmd {
	if !s.typing {
		return nil
	}
	before := s.query.Text()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		s.query = s.query.Press(msg.String(), msg.Text, s.w)
	case tea.PasteMsg:
		s.query = s.query.Insert(msg.Content)
	}
	if s.query.Text() == before {
		return nil
	}
	s.at = 0
	return s.search()
}

// remove takes the chosen sit out; it can be brought back.
func (s *Screen) remove() tea.Cmd {
	e, ok := s.chosen()
	if !ok || s.busy {
		return nil
	}
	s.busy, s.page = true, list
	if s.at+1 < s.rows() { // the one below moves up to where this one is
		s.want = s.entry(s.at + 1).ID
	}
	id, log, now := e.ID, s.house.Log(), s.house.Now()
	return func() tea.Msg {
		_, err := log.Remove(now, id)
		return s.reload(err, func(s *Screen) {
			s.taken = append(s.taken, id)
			s.said = safe.Lit("Taken out. u brings it back.")
		})
	}
}

// undo brings back the sit that was taken out last.
func (s *Screen) undo() tea.Cmd {
	if len(s.taken) == 0 || s.busy {
		return nil
	}
	s.busy = true
	id, log, now := s.taken[len(s.taken)-1], s.house.Log(), s.house.Now()
	return func() tea.Msg {
		_, err := log.Restore(now, id)
		return s.reload(err, func(s *Screen) {
			s.taken = slices.DeleteFunc(s.taken, func(t string) bool { return t == id })
			s.want, s.said = id, safe.Lit("It is back.")
		})
	}
}

// reload reads the log after a change; done notes what was changed.
func (s *Screen) reload(err error, done func(*Screen)) tea.Msg {
	if err != nil {
		return loaded{by: s, err: err}
	}
	out := s.load()
	out.done = done
	return out
}

// change opens the chosen sit to be changed.
func (s *Screen) change() tea.Cmd {
	e, ok := s.chosen()
	if !ok || s.busy {
		return nil
	}
	s.want, s.said = e.ID, safe.Text{}
	return screen.Go(screen.Place{Name: "addsit", With: e})
}
