package journal

import (
	"bytes"
	"slices"
	"time"

	"karuna/sessions"
)

// DayTotal is what was sat on one practice day, removed sits left out.
type DayTotal struct {
	Day        sessions.Day
	Sits       int
	Sat        int // seconds
	Remembered int // of them, seconds not sat live: remembered or imported
	Wheels     sessions.WheelSeconds
}

// Totals is the log as sums by day: the same counts that Read's Entries give,
// for about a quarter of its memory.
type Totals struct {
	Days     []DayTotal // ascending
	Sits     int
	Sat      int64 // seconds
	Rests    []sessions.Day
	Problems []Problem
}

// row is a sit in a pass that keeps no text. There may be a million of them:
// 72 bytes each, and none of them a pointer.
type row struct {
	hi, lo              uint64 // the id
	at                  place
	unix                int64 // first stroke
	sum                 uint32
	script              int32 // 1 + index in scripts; 0: none
	offset              int32 // of the clock, in seconds east of UTC
	sat, day            int32
	self, other, ground int32
	batch               int32 // 1 + index in batches; 0: none
	flags               rowFlags
}

type rowFlags uint8

const (
	rowVerified rowFlags = 1 << iota
	rowInterrupted
	rowLive
	rowRemembered
	rowNoTime
	rowRemoved
)

func (w *row) set(f rowFlags, on bool) {
	w.flags &^= f
	if on {
		w.flags |= f
	}
}

func (w *row) has(f rowFlags) bool { return w.flags&f != 0 }

func (w *row) claim() claim {
	return claim{w.at, w.sum, w.sat, w.has(rowVerified), w.has(rowInterrupted)}
}

type tallying struct {
	reading
	rows    []row
	batches []string
	scripts []*sessions.ScriptRef
	numbers map[*sessions.ScriptRef]int32 // of the scripts
}

// Totals reads the log for its counts alone.
func (j *Journal) Totals() (Totals, error) {
	t, problems, err := j.tally()
	if t == nil {
		return Totals{}, err
	}
	out := t.sum()
	out.Rests, out.Problems = restDays(t.rests), problems
	return out, err
}

// tally reads the rows of the log, changes applied; nil where there is no log.
func (j *Journal) tally() (*tallying, []Problem, error) {
	list, err := j.stretches()
	if len(list) == 0 {
		return nil, nil, err
	}
	parts, scans := make([]*tallying, len(list)), make([]*scan, len(list))
	rows, eachRows := shares[row](list)
	for k := range list {
		t := &tallying{reading: reading{make: newMaker()}, rows: eachRows[k], numbers: map[*sessions.ScriptRef]int32{}}
		t.scan = &scan{visit: t.add}
		parts[k], scans[k] = t, t.scan
	}
	whole := scanApart(list, scans)
	t := parts[0]
	for k, next := range parts {
		if k > 0 {
			t.join(next)
		}
		eachRows[k] = next.rows
	}
	t.rows = closeUp(rows, eachRows, list)
	t.scan = whole
	t.unique()
	t.applyChanges()
	return t, whole.problems, err
}

// join gives the next part's rows the numbers that their batches and scripts
// have here.
func (t *tallying) join(next *tallying) {
	t.reading.join(&next.reading)
	batch := make([]int32, len(next.batches)+1)
	for i, b := range next.batches {
		batch[i+1] = t.batch([]byte(b))
	}
	script := make([]int32, len(next.scripts)+1)
	for i, ref := range next.scripts {
		script[i+1] = t.number(ref)
	}
	if len(batch)+len(script) == 2 {
		return
	}
	for i := range next.rows {
		w := &next.rows[i]
		w.batch, w.script = batch[w.batch], script[w.script]
	}
}

// number returns what stands for a script in a row.
func (t *tallying) number(ref *sessions.ScriptRef) int32 {
	if ref == nil {
		return 0
	}
	n, ok := t.numbers[ref]
	if !ok {
		t.scripts = append(t.scripts, ref)
		n = int32(len(t.scripts))
		t.numbers[ref] = n
	}
	return n
}

// script returns the script of a row, nil for a silent sit.
func (t *tallying) script(w *row) *sessions.ScriptRef {
	if w.script == 0 {
		return nil
	}
	return t.scripts[w.script-1]
}

func (t *tallying) add(r *record, at place) {
	if string(r.op) != opSit || r.v > version {
		t.reading.add(r, at)
		return
	}
	t.rows = lengthen(t.rows)
	w := &t.rows[len(t.rows)-1]
	w.at, w.sum, w.flags = at, r.sum(), 0
	w.hi, w.lo = idKey(r.id)
	w.set(rowVerified, r.verified)
	if !r.quick || !t.addQuick(r, w) {
		t.addSlow(r, w)
	}
}

// addQuick fills a row from the head of a line, and reports whether it could.
func (t *tallying) addQuick(r *record, w *row) bool {
	h := &r.head
	day, ok1 := parseDay(h.day)
	unix, offset, ok2 := parseStart(h.start)
	ref, ok3 := t.make.script(h.script)
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	w.unix, w.offset, w.script = unix, int32(offset), t.number(ref)
	w.sat, w.day = held(h.sat), int32(day)
	w.self, w.other, w.ground = held(h.wheels.Self), held(h.wheels.Other), held(h.wheels.Ground)
	w.set(rowLive, string(h.source) == "live")
	w.set(rowRemembered, string(h.source) == "remembered")
	// A quote inside a text is escaped: what is found is a word of its own. A
	// sit that was logged as it happened has a time.
	w.set(rowNoTime, !w.has(rowLive) && bytes.Contains(r.line[h.tail:], []byte(`"no-time"`)))
	w.set(rowInterrupted, string(h.ended) == string(sessions.Interrupted))
	w.batch = t.batch(h.batch)
	return true
}

func (t *tallying) addSlow(r *record, w *row) {
	var e sessions.Entry
	t.make.entry(r, &e)
	w.batch = t.batch([]byte(e.Origin().Batch))
	w.set(rowInterrupted, e.Ended == sessions.Interrupted)
	t.take(w, e)
}

// take copies what a row keeps of an entry.
func (t *tallying) take(w *row, e sessions.Entry) {
	_, offset := e.Start.Zone()
	w.unix, w.offset, w.script = e.Start.Unix(), int32(offset), t.number(e.Script)
	w.day, w.sat = int32(e.Day), held(e.Sat)
	source := e.Origin().Source
	w.set(rowLive, source == "live")
	w.set(rowRemembered, source == "remembered")
	w.set(rowNoTime, e.Has("no-time"))
	w.set(rowRemoved, e.Removed)
	w.self, w.other, w.ground = held(e.Wheels.Self), held(e.Wheels.Other), held(e.Wheels.Ground)
}

func (t *tallying) batch(b []byte) int32 {
	if len(b) == 0 {
		return 0
	}
	for i := len(t.batches) - 1; i >= 0; i-- {
		if t.batches[i] == string(b) {
			return int32(i + 1)
		}
	}
	t.batches = append(t.batches, string(b))
	return int32(len(t.batches))
}

func (w row) compare(b row) int {
	switch {
	case w.hi < b.hi, w.hi == b.hi && w.lo < b.lo:
		return -1
	case w.hi == b.hi && w.lo == b.lo:
		return 0
	}
	return 1
}

// unique sorts the rows by id and keeps one of each.
func (t *tallying) unique() {
	if !slices.IsSortedFunc(t.rows, row.compare) {
		slices.SortFunc(t.rows, row.compare)
	}
	kept := t.rows[:0]
	for _, w := range t.rows {
		n := len(kept)
		switch {
		case n == 0 || kept[n-1].compare(w) != 0:
			kept = append(kept, w)
		case t.beats(w.claim(), kept[n-1].claim()):
			kept[n-1] = w
		}
	}
	t.rows = kept
}

// applyChanges gives each changed row its value.
func (t *tallying) applyChanges() {
	t.changes = t.byTarget(t.changes)
	for from := 0; from < len(t.changes); {
		to := from + 1
		for to < len(t.changes) && t.changes[to].of == t.changes[from].of {
			to++
		}
		group := t.changes[from:to]
		from = to
		if !countsChange(group) {
			continue
		}
		var key row
		key.hi, key.lo = idKey([]byte(group[0].of))
		i, ok := slices.BinarySearchFunc(t.rows, key, row.compare)
		if !ok {
			continue
		}
		w := &t.rows[i]
		e := t.entry(w)
		resolve(group).apply(&e)
		t.take(w, e)
	}
}

// entry is the row as far as it goes.
func (t *tallying) entry(w *row) sessions.Entry {
	e := sessions.Entry{
		Start: time.Unix(w.unix, 0).In(t.make.zone(int(w.offset))), Day: sessions.Day(w.day), Sat: int(w.sat), Script: t.script(w),
		Wheels: sessions.WheelSeconds{Self: int(w.self), Other: int(w.other), Ground: int(w.ground)},
	}
	switch {
	case w.has(rowLive):
		e = e.From(sessions.Origin{Source: "live"})
	case w.has(rowRemembered):
		e = e.From(sessions.Origin{Source: "remembered"})
	}
	if w.has(rowNoTime) {
		e.Flags = []string{"no-time"}
	}
	return e
}

// countsChange reports whether the changes can alter what is counted. In JSON
// a quote inside a text is escaped, so the searched bytes are names.
func countsChange(group []change) bool {
	for _, c := range group {
		if c.op == opRemove {
			return true
		}
		for _, name := range []string{`"day"`, `"sat_s"`, `"wheel_s"`, `"source"`, `"script"`, `"start"`, `"flags"`} {
			if bytes.Contains(c.set, []byte(name)) {
				return true
			}
		}
	}
	return false
}

// counted reports of every number of a batch whether its header is here.
func (t *tallying) counted() []bool {
	_, imports, _ := t.kinds()
	headers := idsOf(imports)
	counts := make([]bool, len(t.batches)+1)
	counts[0] = true
	for i, b := range t.batches {
		counts[i+1] = headers[b]
	}
	return counts
}

func (t *tallying) sum() Totals {
	counts := t.counted()
	var out Totals
	index := map[int32]int{}
	last, at := int32(sessions.NoDay), 0
	for i := range t.rows {
		w := &t.rows[i]
		if w.has(rowRemoved) || !counts[w.batch] {
			continue
		}
		if w.day != last || len(out.Days) == 0 {
			k, ok := index[w.day]
			if !ok {
				k = len(out.Days)
				index[w.day] = k
				out.Days = append(out.Days, DayTotal{Day: sessions.Day(w.day)})
			}
			last, at = w.day, k
		}
		d := &out.Days[at]
		d.Sits++
		d.Sat += int(w.sat)
		if !w.has(rowLive) {
			d.Remembered += int(w.sat)
		}
		d.Wheels.Self += int(w.self)
		d.Wheels.Other += int(w.other)
		d.Wheels.Ground += int(w.ground)
		out.Sits++
		out.Sat += int64(w.sat)
	}
	slices.SortFunc(out.Days, func(a, b DayTotal) int { return int(a.Day - b.Day) })
	return out
}

// Check reads the log and reports on each of its files.
func (j *Journal) Check() ([]FileReport, []Problem, error) {
	s, err := j.each(func(*record, place) {})
	return s.files, s.problems, err
}
