package journal

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"karuna/sessions"

	"github.com/oklog/ulid/v2"
)

// Header describes an import: where its rows came from and how they were
// counted. Both are kept in the batch's last record.
type Header struct {
	Source string         // name of the format, as in "import:NAME"
	Counts map[string]int // rows, added, known, refused …
}

// AppendBatch writes sits as one batch, all or nothing: one write, the header
// last, and rows without their header do not count. Every row gets an id of
// its own, in the given order, and the batch's. Receipt.ID is the batch's id
// and Receipt.Line its header. A text that is too long refuses the batch.
func (j *Journal) AppendBatch(now time.Time, rows []sessions.Entry, h Header) (Receipt, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.begin()
	defer w.unlock()
	batch, err := j.mint(now, j.tailIDs()...)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{ID: batch}
	var lines []byte
	for i, e := range rows {
		id, err := j.mint(now)
		if err != nil {
			return r, err
		}
		o := e.Origin()
		o.Batch = batch
		if o.Source == "" {
			o.Source = "import:" + h.Source
		}
		e = e.From(o)
		line, err := encodeSit(id, e)
		if err == nil && len(line) >= maxRecord {
			err = ErrTooLong
		}
		if err != nil {
			return r, fmt.Errorf("import row %d: %w", i+1, err)
		}
		lines = append(append(lines, line...), '\n')
	}
	r.Line, err = encodeMembers(batch, opImport, []member{{"source", h.Source}, {"rows", len(rows)}, {"counts", h.Counts}})
	if err != nil {
		return r, fmt.Errorf("import header: %w", err)
	}
	return j.save(w, r, append(append(lines, r.Line...), '\n'))
}

// RemoveBatch takes out every sit of a batch that is not out yet, by removals
// that the sits' own Restore undoes. It returns how many there were.
// ErrUnknown: no such batch.
func (j *Journal) RemoveBatch(now time.Time, batch string) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.begin()
	defer w.unlock()
	g, err := j.gather()
	if err != nil {
		return 0, err
	}
	g.unique()
	_, imports, _ := g.kinds()
	if !idsOf(imports)[batch] {
		return 0, fmt.Errorf("remove batch %s: %w", batch, ErrUnknown)
	}
	byOf := map[string][]change{}
	for _, c := range g.byTarget(g.changes) {
		byOf[c.of] = append(byOf[c.of], c)
	}
	seen := j.tailIDs()
	var lines []byte
	var r Receipt
	n := 0
	for _, e := range g.entries {
		c := current{of: e.ID, value: resolve(byOf[e.ID])}
		if e.Origin().Batch != batch || c.value.removed {
			continue
		}
		id, err := j.mint(now, append(seen, idsOfChanges(c.value.heads)...)...)
		if err != nil {
			return 0, err
		}
		line, err := encodeMembers(id, opRemove, c.plain())
		if err != nil {
			return 0, fmt.Errorf("remove batch %s: %w", batch, err)
		}
		r.ID, r.Line = id, line
		lines = append(append(lines, line...), '\n')
		n++
	}
	if n == 0 {
		return 0, nil
	}
	_, err = j.save(w, r, lines)
	return n, err
}

// Lines calls visit with every record of the log byte for byte, one copy of
// each id, in the order of files and lines. It is what an export is made of.
// The bytes are valid during the call. An error of visit ends it.
func (j *Journal) Lines(visit func(line []byte) error) error {
	kept := map[string]claim{}
	var first *scan
	var pending []func()
	var err error
	first, err = j.each(func(r *record, at place) {
		c, id := r.claim(at), string(r.id)
		old, twice := kept[id]
		if !twice {
			kept[id] = c
			return
		}
		if c.sum == old.sum && c.verified == old.verified {
			return
		}
		pending = append(pending, func() {
			if first.beats(c, kept[id]) {
				kept[id] = c
			}
		})
	})
	if err != nil {
		return err
	}
	for _, decide := range pending {
		decide()
	}
	var failed error
	_, err = j.each(func(r *record, at place) {
		if c, ok := kept[string(r.id)]; failed == nil && ok && c.at == at {
			failed = visit(r.line)
		}
	})
	return errors.Join(failed, err)
}

// RefusedError is a line that AppendLines does not take.
type RefusedError struct {
	Line int // from 1
	Why  string
}

// Error says which line, and why.
func (e *RefusedError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

// AppendLines writes records of another karuna, byte for byte: lines as Lines
// gives them, a receipt's line, or a file of another device. What the log has
// already is skipped, so that it may be repeated. Nothing is written when a
// line is refused: one that is no record, that is over 4 MiB, or in which a
// name stands twice or in two cases, which other readers would read otherwise.
// It returns how many were added and how many were known.
func (j *Journal) AppendLines(lines [][]byte) (added, known int, err error) {
	ids, err := checkLines(lines)
	if err != nil {
		return 0, 0, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.begin()
	defer w.unlock()
	here := map[string]map[uint32]bool{}
	if _, err := j.each(func(r *record, _ place) { note(here, string(r.id), sum(r.line)) }); err != nil {
		return 0, 0, err
	}
	var out []byte
	for i, line := range lines {
		switch {
		case len(line) == 0:
		case note(here, ids[i], sum(line)):
			known++
		default:
			added++
			out = append(append(out, line...), '\n')
		}
	}
	if added == 0 {
		return 0, known, nil
	}
	name, err := ulid.New(0, rand.Reader) // of a spill file; no record bears it
	if err != nil {
		return 0, known, fmt.Errorf("append lines: %w", err)
	}
	r := Receipt{ID: name.String(), Line: bytes.TrimSuffix(out, []byte("\n"))}
	if _, err := j.save(w, r, out); err != nil {
		return 0, known, err
	}
	return added, known, nil
}

// checkLines trims the lines in place and returns the id of each, "" for an
// empty one.
func checkLines(lines [][]byte) ([]string, error) {
	var rec record
	ids := make([]string, len(lines))
	for i, line := range lines {
		line = trim(line)
		lines[i] = line
		switch {
		case len(line) == 0:
		case len(line) >= maxLine, bytes.IndexByte(line, '\n') >= 0:
			return nil, &RefusedError{i + 1, "not one line of at most 4 MiB"}
		case !parse(line, &rec):
			return nil, &RefusedError{i + 1, "not a record: " + sample(line)}
		default:
			if name := ambiguous(line); name != "" {
				return nil, &RefusedError{i + 1, fmt.Sprintf("the name %q stands twice", name)}
			}
			ids[i] = string(rec.id)
		}
	}
	return ids, nil
}

// note remembers that a line of that sum stands under id, and reports whether
// it was known.
func note(here map[string]map[uint32]bool, id string, sum uint32) (known bool) {
	if here[id] == nil {
		here[id] = map[uint32]bool{}
	}
	known = here[id][sum]
	here[id][sum] = true
	return known
}

// ambiguous returns a name that an object of the line has twice, letter case
// aside, or "".
func ambiguous(line []byte) string {
	dec := json.NewDecoder(bytes.NewReader(line))
	name, err := twice(dec)
	if err != nil && !errors.Is(err, io.EOF) {
		return err.Error()
	}
	return name
}

// twice reads one value from dec.
func twice(dec *json.Decoder) (string, error) {
	tok, err := dec.Token()
	if err != nil {
		return "", err
	}
	open, ok := tok.(json.Delim)
	if !ok {
		return "", nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			tok, err := dec.Token()
			if err != nil {
				return "", err
			}
			name, _ := tok.(string) // an object's names are strings
			if seen[strings.ToLower(name)] {
				return name, nil
			}
			seen[strings.ToLower(name)] = true
		}
		if name, err := twice(dec); name != "" || err != nil {
			return name, err
		}
	}
	_, err = dec.Token()
	return "", err
}
