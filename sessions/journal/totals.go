package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"

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

// Totals is the log without its words: the same counts that Read's Entries
// give, for about an eighth of its memory.
type Totals struct {
	Days     []DayTotal // ascending
	Sits     int
	Sat      int64 // seconds
	Rests    []sessions.Day
	Problems []Problem
}

// row is a sit in a pass that keeps no text. There may be a million of them:
// 56 bytes each.
type row struct {
	hi, lo              uint64 // the id
	at                  place
	sum                 uint32
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
}

// Totals reads the log for its counts alone.
func (j *Journal) Totals() (Totals, error) {
	list, err := j.stretches()
	if len(list) == 0 {
		return Totals{}, err
	}
	parts, scans := make([]*tallying, len(list)), make([]*scan, len(list))
	rows, eachRows := shares[row](list)
	for k := range list {
		t := &tallying{reading: reading{make: newMaker()}, rows: eachRows[k]}
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
	_, imports, _ := t.kinds()
	out := t.sum(idsOf(imports))
	out.Rests, out.Problems = restDays(t.rests), whole.problems
	return out, err
}

// join gives the next part's rows the numbers their batches have here.
func (t *tallying) join(next *tallying) {
	t.reading.join(&next.reading)
	if len(next.batches) == 0 {
		return
	}
	batch := make([]int32, len(next.batches)+1)
	for i, b := range next.batches {
		batch[i+1] = t.batch([]byte(b))
	}
	for i := range next.rows {
		next.rows[i].batch = batch[next.rows[i].batch]
	}
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
	day, ok := sessions.NoDay, false
	if r.quick {
		day, ok = parseDay(r.head.day)
	}
	if !ok {
		t.addSlow(r, w)
		return
	}
	h := &r.head
	w.sat, w.day = held(h.sat), int32(day)
	w.self, w.other, w.ground = held(h.wheels.Self), held(h.wheels.Other), held(h.wheels.Ground)
	w.set(rowLive, string(h.source) == "live")
	w.set(rowInterrupted, string(h.ended) == string(sessions.Interrupted))
	w.batch = t.batch(h.batch)
}

func (t *tallying) addSlow(r *record, w *row) {
	var e sessions.Entry
	t.make.entry(r, &e)
	w.batch = t.batch([]byte(e.Batch))
	w.set(rowInterrupted, e.Ended == sessions.Interrupted)
	w.take(e)
}

// take copies what a row keeps of an entry.
func (w *row) take(e sessions.Entry) {
	w.day, w.sat = int32(e.Day), held(e.Sat)
	w.set(rowLive, e.Source == "live")
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
		e := sessions.Entry{
			Day: sessions.Day(w.day), Sat: int(w.sat),
			Wheels: sessions.WheelSeconds{Self: int(w.self), Other: int(w.other), Ground: int(w.ground)},
		}
		if w.has(rowLive) {
			e.Source = "live"
		}
		resolve(group).apply(&e)
		w.take(e)
	}
}

// countsChange reports whether the changes can alter what is counted. In JSON
// a quote inside a text is escaped, so the searched bytes are names.
func countsChange(group []change) bool {
	for _, c := range group {
		if c.op == opRemove {
			return true
		}
		for _, name := range []string{`"day"`, `"sat_s"`, `"wheel_s"`, `"source"`} {
			if bytes.Contains(c.set, []byte(name)) {
				return true
			}
		}
	}
	return false
}

func (t *tallying) sum(headers map[string]bool) Totals {
	counts := make([]bool, len(t.batches)+1)
	counts[0] = true
	for i, b := range t.batches {
		counts[i+1] = headers[b]
	}
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

// idKey packs an id into 128 bits that sort as the id does. What is no ULID
// has the beginning of its SHA-256.
func idKey(id []byte) (hi, lo uint64) {
	if len(id) == 26 && id[0] <= '7' {
		for _, ch := range id {
			v := ulidDigit[ch]
			if v > 31 {
				return hashKey(id)
			}
			hi = hi<<5 | lo>>59
			lo = lo<<5 | uint64(v)
		}
		return hi, lo
	}
	return hashKey(id)
}

func hashKey(id []byte) (hi, lo uint64) {
	h := sha256.Sum256(id)
	return binary.BigEndian.Uint64(h[:]), binary.BigEndian.Uint64(h[8:])
}

// Check reads the log and reports on each of its files.
func (j *Journal) Check() ([]FileReport, []Problem, error) {
	s, err := j.each(func(*record, place) {})
	return s.files, s.problems, err
}

// ulidDigit is the value of each of Crockford's upper case digits, 255 for any
// other byte.
var ulidDigit = [256]byte{
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
	255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255,
	22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
}
