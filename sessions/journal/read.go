package journal

import (
	"bytes"
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"karuna/sessions"
)

// Log is the journal as it reads now, edits applied. Entries share their
// Script and Flags values; treat them as read-only.
type Log struct {
	Entries    []sessions.Entry // oldest first, removed ones left out
	All        []sessions.Entry // with the removed ones
	Rests      []sessions.Day   // days chosen as rest, ascending
	Programmes []RawRecord      // in order of id
	Imports    []RawRecord      // headers of the batches, in order of id
	Unknown    []RawRecord      // records of a kind or version not known here
	Problems   []Problem        // at most 200
	Newer      int              // records with something a newer version wrote
	Unverified int              // sits changed by hand: the checksum of the sit or of an edit is missing or wrong
	Waiting    int              // changes of a sit that is not here yet
	Headless   int              // sits of a batch whose header is not here: not counted
	Files      []string
	Bytes      int64
}

// RawRecord is a record that the journal keeps without reading further.
type RawRecord struct {
	ID   string
	Op   string
	V    int    // version of the format it was written in
	Line []byte // byte for byte, without its newline
}

// reading gathers what a pass finds.
type reading struct {
	*scan
	make    *maker
	entries []sessions.Entry
	claims  []claim
	changes []change
	others  []RawRecord
	rests   []restMark
	newer   int
}

type restMark struct {
	id   string
	day  sessions.Day
	undo bool
}

// Read reads the whole log: every *.jsonl of the folder, one copy of each id,
// edits applied. What is damaged is in Problems. The error is for a folder
// that cannot be listed; the Log is empty then, never nil inside.
func (j *Journal) Read() (Log, error) {
	r, err := j.gather()
	return r.log(), err
}

func (j *Journal) gather() (*reading, error) {
	list, err := j.stretches()
	all := &reading{make: newMaker(), scan: &scan{}}
	if len(list) == 0 {
		return all, err
	}
	parts, scans := make([]*reading, len(list)), make([]*scan, len(list))
	entries, eachEntries := shares[sessions.Entry](list)
	claims, eachClaims := shares[claim](list)
	for k := range list {
		r := &reading{make: newMaker(), entries: eachEntries[k], claims: eachClaims[k]}
		r.scan = &scan{visit: r.add}
		parts[k], scans[k] = r, r.scan
	}
	whole := scanApart(list, scans)
	all = parts[0]
	for k, r := range parts {
		if k > 0 {
			all.join(r)
		}
		eachEntries[k], eachClaims[k] = r.entries, r.claims
	}
	all.entries, all.claims = closeUp(entries, eachEntries, list), closeUp(claims, eachClaims, list)
	all.scan = whole
	return all, err
}

// join adds what another part of the log holds besides sits.
func (r *reading) join(next *reading) {
	r.changes = append(r.changes, next.changes...)
	r.others = append(r.others, next.others...)
	r.rests = append(r.rests, next.rests...)
	r.newer += next.newer
}

func (r *reading) add(rec *record, at place) {
	if rec.newer {
		r.newer++
	}
	switch op := string(rec.op); {
	case rec.v > version:
		r.other(rec)
	case op == opSit:
		r.entries = lengthen(r.entries)
		r.make.entry(rec, &r.entries[len(r.entries)-1])
		r.claims = append(r.claims, rec.claim(at))
	case op == opEdit, op == opRemove, op == opRestore:
		ch := rec.change
		ch.at = at
		r.changes = append(r.changes, ch)
	case op == opRest:
		r.rest(rec)
	default:
		r.other(rec)
	}
}

func (r *reading) rest(rec *record) {
	m := restMark{id: string(rec.id), day: sessions.NoDay}
	if raw, ok := rec.members["day"]; !ok || json.Unmarshal(raw, &m.day) != nil {
		r.problem(r.line, "a rest without a day")
		return
	}
	if raw, ok := rec.members["undo"]; ok && json.Unmarshal(raw, &m.undo) != nil {
		r.problem(r.line, "undo is neither true nor false")
	}
	r.rests = append(r.rests, m)
}

func (r *reading) other(rec *record) {
	r.others = append(r.others, RawRecord{ID: string(rec.id), Op: string(rec.op), V: rec.v, Line: bytes.Clone(rec.line)})
}

// log turns what was gathered into a Log.
func (r *reading) log() Log {
	l := Log{Problems: r.problems}
	for _, f := range r.files {
		l.Files = append(l.Files, f.Path)
		l.Bytes += f.Bytes
	}
	r.unique()
	l.Programmes, l.Imports, l.Unknown = r.kinds()
	l.Rests = restDays(r.rests)
	l.Waiting = r.applyChanges()
	l.Newer = r.newer
	l.All = withHeads(r.entries, idsOf(l.Imports))
	l.Headless = len(r.entries) - len(l.All)
	if !slices.IsSortedFunc(l.All, older) {
		slices.SortStableFunc(l.All, older)
	}
	l.Entries = present(l.All)
	for i := range l.All {
		if l.All[i].Unverified {
			l.Unverified++
		}
	}
	return l
}

// withHeads leaves out, in place, the entries of a batch without a header.
func withHeads(all []sessions.Entry, heads map[string]bool) []sessions.Entry {
	if counted(all, heads) {
		return all
	}
	kept := all[:0]
	for _, e := range all {
		if b := e.Origin().Batch; b == "" || heads[b] {
			kept = append(kept, e)
		}
	}
	return kept
}

// older compares by start, then by id.
func older(a, b sessions.Entry) int {
	if c := a.Start.Compare(b.Start); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// present returns the entries that are not removed: the slice itself where
// all are.
func present(all []sessions.Entry) []sessions.Entry {
	removed := 0
	for i := range all {
		if all[i].Removed {
			removed++
		}
	}
	if removed == 0 {
		return all
	}
	kept := make([]sessions.Entry, 0, len(all)-removed)
	for _, e := range all {
		if !e.Removed {
			kept = append(kept, e)
		}
	}
	return kept
}

func idsOf(records []RawRecord) map[string]bool {
	out := map[string]bool{}
	for _, r := range records {
		out[r.ID] = true
	}
	return out
}

// counted reports whether no entry is of a batch without a header.
func counted(all []sessions.Entry, heads map[string]bool) bool {
	for i := range all {
		if b := all[i].Origin().Batch; b != "" && !heads[b] {
			return false
		}
	}
	return true
}

// unique sorts the sits by id and keeps one of each.
func (r *reading) unique() {
	if strictly(r.entries) {
		return
	}
	order := make([]int32, len(r.entries))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return strings.Compare(r.entries[a].ID, r.entries[b].ID) })
	kept := order[:0]
	for _, i := range order {
		n := len(kept)
		switch {
		case n == 0 || r.entries[kept[n-1]].ID != r.entries[i].ID:
			kept = append(kept, i)
		case r.beats(r.claims[i], r.claims[kept[n-1]]):
			kept[n-1] = i
		}
	}
	entries := make([]sessions.Entry, len(kept))
	claims := make([]claim, len(kept))
	for k, i := range kept {
		entries[k], claims[k] = r.entries[i], r.claims[i]
	}
	r.entries, r.claims = entries, claims
}

// strictly reports whether the ids ascend without a copy.
func strictly(entries []sessions.Entry) bool {
	for i := 1; i < len(entries); i++ {
		if entries[i-1].ID >= entries[i].ID {
			return false
		}
	}
	return true
}

// applyChanges joins sits and changes, both sorted by the sit's id.
func (r *reading) applyChanges() (waiting int) {
	r.changes = r.byTarget(r.changes)
	i := 0
	for from := 0; from < len(r.changes); {
		of, to := r.changes[from].of, from+1
		for to < len(r.changes) && r.changes[to].of == of {
			to++
		}
		for i < len(r.entries) && r.entries[i].ID < of {
			i++
		}
		if i < len(r.entries) && r.entries[i].ID == of {
			group := r.changes[from:to]
			e := &r.entries[i]
			e.Unverified = e.Unverified && !accepted(group, r.claims[i].sum)
			lone := len(group) == 1 && group[0].applyLone(e)
			if !lone && resolve(group).apply(e) {
				r.newer++
			}
		} else {
			waiting += to - from
		}
		from = to
	}
	return waiting
}

// accepted reports whether a sound change vouches for the sit's line as it is.
func accepted(changes []change, sum uint32) bool {
	for _, c := range changes {
		if c.verified && c.accepts != "" && c.accepts == sumText(sum) {
			return true
		}
	}
	return false
}

// kinds splits the other records, one of each id, by what they are.
func (r *reading) kinds() (programmes, imports, unknown []RawRecord) {
	sort.SliceStable(r.others, func(a, b int) bool {
		x, y := r.others[a], r.others[b]
		if x.ID != y.ID {
			return x.ID < y.ID
		}
		_, sound := checked(x.Line)
		if _, other := checked(y.Line); sound != other {
			return sound
		}
		return bytes.Compare(x.Line, y.Line) < 0
	})
	for i, o := range r.others {
		switch {
		case i > 0 && r.others[i-1].ID == o.ID:
		case o.V > version:
			unknown = append(unknown, o)
		case o.Op == opProgramme:
			programmes = append(programmes, o)
		case o.Op == opImport:
			imports = append(imports, o)
		default:
			unknown = append(unknown, o)
		}
	}
	return programmes, imports, unknown
}

// restDays returns the days whose newest mark chooses rest.
func restDays(marks []restMark) []sessions.Day {
	slices.SortFunc(marks, func(a, b restMark) int { return strings.Compare(a.id, b.id) })
	chosen := map[sessions.Day]bool{}
	for _, m := range marks {
		chosen[m.day] = !m.undo
	}
	var out []sessions.Day
	for day, yes := range chosen {
		if yes {
			out = append(out, day)
		}
	}
	slices.Sort(out)
	return out
}
