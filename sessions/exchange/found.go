package exchange

import (
	"fmt"
	"io"
	"time"

	"karuna/sessions"
)

// MaxInput is the largest file that is read, in bytes.
const MaxInput = 256 << 20

// Severity says what a Problem means for its row.
type Severity string

// The severities. A Refused row is left out, a Changed one was mended.
const (
	Refused Severity = "error"
	Changed Severity = "note"
)

// Problem is something to tell about a place in the file.
type Problem struct {
	Line, Col int // from 1; the column in bytes; 0 when it is about the whole file
	Severity  Severity
	Text      string
}

// String returns "LINE:COL: text".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Text)
}

// Reading says how to understand what a file leaves out.
type Reading struct {
	// Zone is where times without an offset were sat; times in UTC are
	// brought there. nil: times without an offset are refused.
	Zone *time.Location
	// TZ is the IANA name of Zone as entries shall carry it, or "".
	TZ string
	// DayTurn is the hour at which a day begins.
	DayTurn int
	// Now, when given, marks sits that start more than a day after it.
	Now time.Time
}

// Found is what a file holds.
type Found struct {
	Source   string // name of the format
	Rows     []Row
	Problems []Problem

	lines [][]byte       // of the journal's own format
	ops   map[string]int // records by kind, own format
}

// Row is one sit of a file.
type Row struct {
	Line  int
	Entry sessions.Entry // without id and batch
}

func (f *Found) refuse(line, col int, format string, args ...any) {
	f.Problems = append(f.Problems, Problem{line, col, Refused, fmt.Sprintf(format, args...)})
}

func (f *Found) note(line, col int, format string, args ...any) {
	f.Problems = append(f.Problems, Problem{line, col, Changed, fmt.Sprintf(format, args...)})
}

// readAll reads at most MaxInput.
func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, MaxInput+1))
	if err != nil {
		return nil, fmt.Errorf("read the import: %w", err)
	}
	if len(src) > MaxInput {
		return nil, fmt.Errorf("read the import: over %d MiB", MaxInput>>20)
	}
	return src, nil
}
