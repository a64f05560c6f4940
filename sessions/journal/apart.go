package journal

import (
	"bytes"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"sync"
)

// minStretch is how many bytes are worth a goroutine of their own.
const minStretch = 4 << 20

// stretch is a part of a file that begins and ends at a line.
type stretch struct {
	path     string
	file     int   // its number among the files
	from, to int64 // the last one of a file has no end: the file may grow
	records  int   // a guess, rather too high
}

// stretches divides the log into parts that can be read side by side.
func (j *Journal) stretches() ([]stretch, error) {
	paths, err := j.logFiles()
	var out []stretch
	for file, path := range paths {
		out = append(out, divide(path, file, min(runtime.GOMAXPROCS(0), 4))...)
	}
	return out, err
}

// divide divides one file. What cannot be opened is one stretch, whose reader
// says so.
func divide(path string, file, parts int) []stretch {
	f, size, err := openLog(path)
	if err != nil {
		return []stretch{{path: path, file: file, to: math.MaxInt64}}
	}
	b := make([]byte, 32<<10)
	n, _ := io.ReadFull(f, b) // a file may be shorter
	density := float64(bytes.Count(b[:n], []byte("\n"))+1) / float64(max(n, 1)) * 1.03
	step := max(size/int64(parts)+1, minStretch)
	cuts := []int64{0}
	for at := step; at < size; at += step {
		if cut := lineAfter(f, at, size); cut < size && cut > cuts[len(cuts)-1] {
			cuts = append(cuts, cut)
		}
	}
	if f.Close() != nil {
		cuts = cuts[:1]
	}
	out := make([]stretch, len(cuts))
	for i, from := range cuts {
		to := size
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		out[i] = stretch{path, file, from, to, int(min(float64(to-from)*density, 4<<20)) + 16}
	}
	out[len(out)-1].to = math.MaxInt64
	return out
}

// lineAfter returns the offset of the first line that begins at or after at.
func lineAfter(f *os.File, at, size int64) int64 {
	b := make([]byte, 64<<10)
	for off := at - 1; off < size; off += int64(len(b)) {
		n, err := f.ReadAt(b, off)
		if k := bytes.IndexByte(b[:n], '\n'); k >= 0 {
			return off + int64(k) + 1
		}
		if err != nil {
			break
		}
	}
	return size
}

// scanApart reads the stretches side by side, the k-th by scans[k], and
// returns one scan that stands for all.
func scanApart(list []stretch, scans []*scan) *scan {
	var wg sync.WaitGroup
	room := make(chan struct{}, max(runtime.GOMAXPROCS(0), 1))
	for k, x := range list {
		room <- struct{}{}
		wg.Go(func() {
			scans[k].stretch(x)
			<-room
		})
	}
	wg.Wait()
	whole := &scan{}
	lines := 0
	for k, x := range list {
		s := scans[k]
		if x.file == len(whole.files) {
			whole.files = append(whole.files, FileReport{Path: x.path})
			lines = 0
		}
		whole.files[x.file].add(s.files[0])
		for _, p := range s.problems {
			if p.Line > 0 {
				p.Line += lines
			}
			if len(whole.problems) < maxProblems {
				whole.problems = append(whole.problems, p)
			}
		}
		lines += s.line
	}
	return whole
}

func (s *scan) stretch(x stretch) {
	s.files = []FileReport{{Path: x.path}}
	s.number = x.file
	f, size, err := openLog(x.path)
	if err != nil {
		s.problem(0, "cannot be read: "+err.Error())
		return
	}
	s.base = x.from
	s.read(io.NewSectionReader(f, x.from, x.to-x.from), min(size, x.to)-x.from)
	if err := f.Close(); err != nil {
		s.problem(0, "close: "+err.Error())
	}
}

// add counts another stretch of the same file.
func (f *FileReport) add(g FileReport) {
	f.Bytes += g.Bytes
	f.Records += g.Records
	f.Unverified += g.Unverified
	f.Newer += g.Newer
	f.Damaged += g.Damaged
	f.Salvaged += g.Salvaged
}

// shares makes one slice for all stretches and gives each its share of it.
func shares[T any](list []stretch) (whole []T, parts [][]T) {
	n := 0
	for _, x := range list {
		n += x.records
	}
	whole = make([]T, n)
	at := 0
	for _, x := range list {
		parts = append(parts, whole[at:at:at+x.records])
		at += x.records
	}
	return whole, parts
}

// closeUp moves the parts together. As long as none outgrew its share it does
// so in place: what is written lies before what is still to be moved.
func closeUp[T any](whole []T, parts [][]T, list []stretch) []T {
	for k, p := range parts {
		if cap(p) != list[k].records {
			return slices.Concat(parts...)
		}
	}
	n := 0
	for _, p := range parts {
		n += copy(whole[n:], p)
	}
	clear(whole[n:])
	return whole[:n]
}

// lengthen returns s with room for one more at its end.
func lengthen[T any](s []T) []T {
	if len(s) < cap(s) {
		return s[:len(s)+1]
	}
	var zero T
	return append(s, zero)
}
