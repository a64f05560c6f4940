package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Problem is one thing that is not as it should be in the log. The rest of
// the log was read all the same.
type Problem struct {
	File string // its path
	Line int    // from 1; 0 when it is about the file
	Text string
}

// String returns "path:line: text".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// maxProblems is how many problems are told one by one.
const maxProblems = 200

// FileReport says what one file of the log holds.
type FileReport struct {
	Path       string
	Bytes      int64
	Records    int // whole records, copies of one id each counted
	Unverified int // of them: checksum missing or wrong
	Newer      int // of them: written by a newer version
	Damaged    int // lines that are no record
	Salvaged   int // records found inside damaged lines
}

// scan is one pass over every file of the log.
type scan struct {
	files    []FileReport
	problems []Problem
	visit    func(r *record, at place)
	want     []byte // only lines that hold it; nil: all
	rec      record
	line     int
	number   int   // of the file being read
	base     int64 // offset of what is being read of it
}

// logFiles lists the *.jsonl of the folder, sorted by name. A folder that is
// not there has none.
func (j *Journal) logFiles() ([]string, error) {
	if j.cfg.Dir == "" {
		return nil, nil
	}
	list, err := os.ReadDir(j.cfg.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	var out []string
	for _, e := range list {
		if strings.HasSuffix(e.Name(), ".jsonl") && !e.IsDir() {
			out = append(out, filepath.Join(j.cfg.Dir, e.Name()))
		}
	}
	return out, nil
}

// errIrregular: a pipe, a device or a folder bears the name of a log.
var errIrregular = errors.New("not a regular file")

// openLog opens a log for reading. A pipe of that name neither holds it up
// nor is read.
func openLog(path string) (*os.File, int64, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|noWait, 0)
	if err != nil {
		return nil, 0, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = errIrregular
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, st.Size(), nil
}

// each reads the whole log and calls visit for every record in it. The record
// is valid during the call only. The error is for a folder that cannot be
// listed; a file that cannot be read is a problem.
func (j *Journal) each(visit func(r *record, at place)) (*scan, error) {
	return j.eachWith(nil, visit)
}

// eachWith is each for the records whose line holds the bytes of want: a
// search, so that finding one sit does not cost reading them all.
func (j *Journal) eachWith(want []byte, visit func(r *record, at place)) (*scan, error) {
	s := &scan{visit: visit, want: want}
	paths, err := j.logFiles()
	for _, path := range paths {
		s.file(path)
	}
	return s, err
}

func (s *scan) file(path string) {
	s.number = len(s.files)
	s.files = append(s.files, FileReport{Path: path})
	s.line = 0
	f, size, err := openLog(path)
	if err != nil {
		s.problem(0, "cannot be read: "+err.Error())
		return
	}
	s.read(f, size)
	if err := f.Close(); err != nil {
		s.problem(0, "close: "+err.Error())
	}
}

// read takes the records out of the file last added.
func (s *scan) read(r io.Reader, expect int64) {
	size, err := readLines(r, expect, func(b []byte, off int64, long bool) {
		s.line++
		s.take(b, placeOf(s.number, s.base+off), long)
	})
	s.files[len(s.files)-1].Bytes = size
	if err != nil {
		s.problem(0, "cannot be read to its end: "+err.Error())
	}
}

func (s *scan) problem(line int, text string) {
	if len(s.problems) < maxProblems {
		s.problems = append(s.problems, Problem{s.files[len(s.files)-1].Path, line, text})
	}
}

func (s *scan) take(b []byte, at place, long bool) {
	if s.want != nil && !bytes.Contains(b, s.want) {
		return
	}
	whole := trim(b)
	switch {
	case len(whole) == 0:
		return
	case !long && parse(whole, &s.rec):
		s.pass(at)
		return
	case isMarker(whole):
		s.problem(s.line, "a mark left by a merge; both sides are read")
		return
	}
	report := &s.files[len(s.files)-1]
	report.Damaged++
	found := 0
	salvage(b, func(line []byte) {
		if parse(line, &s.rec) {
			found++
			s.pass(at + place(cap(b)-cap(line)))
		}
	})
	report.Salvaged += found
	switch {
	case long:
		s.problem(s.line, fmt.Sprintf("longer than 4 MiB; %d whole records in it are kept", found))
	case found > 0:
		s.problem(s.line, fmt.Sprintf("damaged; %d whole records in it are kept", found))
	default:
		s.problem(s.line, "not a record: "+sample(whole))
	}
}

// sample shows the beginning of a line.
func sample(b []byte) string {
	return fmt.Sprintf("%.40q", bytes.ToValidUTF8(b[:min(len(b), 160)], []byte("\uFFFD")))
}

func (s *scan) pass(at place) {
	report := &s.files[len(s.files)-1]
	report.Records++
	if !s.rec.verified {
		report.Unverified++
	}
	if s.rec.newer {
		report.Newer++
	}
	if s.rec.problem != nil {
		s.problem(s.line, s.rec.problem.Error())
	}
	s.visit(&s.rec, at)
}

// lineAt reads the line that begins at a place again.
func (s *scan) lineAt(at place) []byte {
	f, size, err := openLog(s.files[at.file()].Path)
	if err != nil {
		return nil
	}
	b := make([]byte, max(0, min(size-at.off(), maxLine)))
	n, rerr := f.ReadAt(b, at.off())
	if cerr := f.Close(); cerr != nil || rerr != nil && rerr != io.EOF {
		return nil
	}
	b = b[:n]
	if k := bytes.IndexByte(b, '\n'); k >= 0 {
		b = b[:k]
	}
	return trim(b)
}
