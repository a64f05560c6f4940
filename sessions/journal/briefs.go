package journal

import (
	"cmp"
	"slices"

	"karuna/sessions"
)

// Briefs is the log without its words.
type Briefs struct {
	Sits     []sessions.Brief // as Read's Entries, oldest first
	Rests    []sessions.Day
	Problems []Problem
}

// Briefs reads the log without its words.
func (j *Journal) Briefs() (Briefs, error) {
	t, problems, err := j.tally()
	if t == nil {
		return Briefs{}, err
	}
	return Briefs{t.briefs(), restDays(t.rests), problems}, err
}

// briefs returns the rows that count, oldest first.
func (t *tallying) briefs() []sessions.Brief {
	counts := t.counted()
	out := make([]sessions.Brief, 0, len(t.rows))
	for i := range t.rows {
		w := &t.rows[i]
		if w.has(rowRemoved) || !counts[w.batch] {
			continue
		}
		kind := sessions.Silent
		if ref := t.script(w); ref != nil {
			kind = ref.Kind
		}
		out = append(out, sessions.Brief{
			Unix: w.unix, Day: sessions.Day(w.day), Kind: kind, Offset: w.offset, Sat: w.sat,
			Self: w.self, Other: w.other, Ground: w.ground,
			Remembered: w.has(rowRemembered), NoTime: w.has(rowNoTime),
		})
	}
	older := func(a, b sessions.Brief) int { return cmp.Compare(a.Unix, b.Unix) }
	if !slices.IsSortedFunc(out, older) {
		slices.SortStableFunc(out, older) // rows of one second stay in the order of their ids
	}
	return out
}
