package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"sort"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// Preview is what an import would do.
type Preview struct {
	Source  string // name of the format
	Rows    int    // rows, or records, that could be read
	New     int    // of them, those the journal does not have
	Known   int    // those it has, or that the file has twice
	Short   int    // new ones under a minute
	Refused int    // rows that could not be read

	Seconds     int // of the new ones
	First, Last sessions.Day
	ByActivity  map[string]int // new ones by title
	ByOp        map[string]int // records by kind, for the journal's own format
	Overlapping int            // new ones that overlap another sit in time
	Overlaps    []Overlap      // the first of them
	Problems    []Problem

	entries []sessions.Entry // the new ones
	lines   [][]byte
}

// Overlap is a new row that overlaps a sit of the journal or of the file.
type Overlap struct {
	Line  int       // of the new row
	Start time.Time // of the new row
	With  time.Time // start of the other
	Title string    // of the other
}

const shownOverlaps = 50

// Compare holds what was found against what the journal has; removed sits do
// not count as known.
func Compare(f Found, known []sessions.Entry) Preview {
	p := Preview{
		Source: f.Source, Rows: len(f.Rows), Problems: f.Problems,
		First: sessions.NoDay, Last: sessions.NoDay, ByActivity: map[string]int{},
	}
	for _, b := range f.Problems {
		if b.Severity == Refused {
			p.Refused++
		}
	}
	seen := make(map[sameSit]bool, len(known)+len(f.Rows))
	for i := range known {
		if !known[i].Removed {
			seen[same(&known[i])] = true
		}
	}
	fresh := make([]Row, 0, len(f.Rows))
	for _, row := range f.Rows {
		if key := same(&row.Entry); !seen[key] {
			seen[key] = true
			fresh = append(fresh, row)
		}
	}
	sort.SliceStable(fresh, func(a, b int) bool { return fresh[a].Entry.Start.Before(fresh[b].Entry.Start) })
	for i := range fresh {
		p.add(&fresh[i].Entry)
	}
	p.Known = p.Rows - p.New
	p.overlaps(fresh, known)
	return p
}

// sameSit is what two rows of one sit have in common.
type sameSit struct {
	start    int64
	seconds  int
	activity string
}

func same(e *sessions.Entry) sameSit {
	return sameSit{e.Start.Unix(), e.Sat, strings.ToLower(e.Title())}
}

func (p *Preview) add(e *sessions.Entry) {
	p.entries = append(p.entries, *e)
	p.New++
	p.Seconds += e.Sat
	p.ByActivity[e.Title()]++
	if e.Sat < 60 {
		p.Short++
	}
	if p.First == sessions.NoDay || e.Day < p.First {
		p.First = e.Day
	}
	p.Last = max(p.Last, e.Day)
}

// span is the time of a sit.
type span struct {
	start, end int64
	row        *Row // nil: of the journal
	e          *sessions.Entry
}

func spanOf(e *sessions.Entry, row *Row) span {
	return span{e.Start.Unix(), e.Start.Unix() + int64(e.Sat), row, e}
}

func spansOf(fresh []Row, known []sessions.Entry) []span {
	spans := make([]span, 0, len(fresh)+len(known))
	for i := range fresh {
		spans = append(spans, spanOf(&fresh[i].Entry, &fresh[i]))
	}
	for i := range known {
		if e := &known[i]; !e.Removed && !e.Has("no-time") {
			spans = append(spans, spanOf(e, nil))
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	return spans
}

// overlaps names each new row that begins before an earlier sit has ended, or
// during which one of the journal begins.
func (p *Preview) overlaps(fresh []Row, known []sessions.Entry) {
	named := map[*Row]bool{}
	var open span // of those before, the one that ends last
	for i, s := range spansOf(fresh, known) {
		if i > 0 && s.start < open.end {
			row, with := s.row, open.e
			if row == nil {
				row, with = open.row, s.e
			}
			if row != nil && !named[row] {
				named[row] = true
				p.overlap(row, with)
			}
		}
		if i == 0 || s.end > open.end {
			open = s
		}
	}
}

func (p *Preview) overlap(row *Row, with *sessions.Entry) {
	p.Overlapping++
	if len(p.Overlaps) < shownOverlaps {
		p.Overlaps = append(p.Overlaps, Overlap{row.Line, row.Entry.Start, with.Start, with.Title()})
	}
}

// CompareLines holds lines of the journal's own format against the journal.
func CompareLines(f Found, j *journal.Journal) (Preview, error) {
	p := Preview{Source: f.Source, Rows: len(f.lines), Refused: len(f.Problems), Problems: f.Problems, ByOp: f.ops, lines: f.lines}
	seed := maphash.MakeSeed() // 64 bits are enough for counts; AppendLines compares for itself
	has := make(map[uint64]bool)
	if err := j.Lines(func(line []byte) error {
		has[maphash.Bytes(seed, line)] = true
		return nil
	}); err != nil {
		return p, fmt.Errorf("compare with the journal: %w", err)
	}
	for _, line := range f.lines {
		if h := maphash.Bytes(seed, line); has[h] {
			p.Known++
		} else {
			has[h] = true
			p.New++
		}
	}
	return p, nil
}

// Applied is what an import did.
type Applied struct {
	Batch   string // id to remove it by; "" when nothing was added or lines came in verbatim
	Added   int
	Known   int
	Warning string // one line for the person, or ""
}

// Apply writes what is new: rows as one batch, all or nothing, and lines of
// the journal's own format byte for byte. Lines are taken all or none too:
// with a refused line among them nothing is written.
func (p Preview) Apply(now time.Time, j *journal.Journal) (Applied, error) {
	if p.ByOp != nil {
		return p.applyLines(j)
	}
	if p.New == 0 {
		return Applied{Known: p.Known}, nil
	}
	r, err := j.AppendBatch(now, p.entries, journal.Header{Source: p.Source, Counts: map[string]int{
		"rows": p.Rows, "added": p.New, "known": p.Known, "refused": p.Refused, "overlapping": p.Overlapping,
	}})
	if err != nil {
		return Applied{}, fmt.Errorf("import: %w", err)
	}
	return Applied{r.ID, p.New, p.Known, r.Warning}, nil
}

func (p Preview) applyLines(j *journal.Journal) (Applied, error) {
	if len(p.Problems) > 0 {
		return Applied{}, fmt.Errorf("import: line %s", p.Problems[0])
	}
	lines := make([][]byte, len(p.lines)) // the journal may trim what it is given
	for i, l := range p.lines {
		lines[i] = bytes.Clone(l)
	}
	added, known, err := j.AppendLines(lines)
	if err != nil {
		return Applied{}, fmt.Errorf("import: %w", err)
	}
	return Applied{Added: added, Known: known}, nil
}
