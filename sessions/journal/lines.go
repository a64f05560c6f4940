package journal

import (
	"bytes"
	"io"
)

// place is where a line lies: the number of its file in the upper 16 bits, its
// byte offset in the lower 48.
type place int64

func placeOf(file int, off int64) place { return place(int64(file)<<48 | off&(1<<48-1)) }

func (p place) file() int  { return int(p >> 48) }
func (p place) off() int64 { return int64(p) & (1<<48 - 1) }

// readLines calls visit for each line of r, without its newline. A line over
// maxLine comes in pieces with long set; each piece repeats the end of the
// one before, so that a record across the seam is whole in one of them. The
// bytes are valid during the call only. expect is the size r may have.
func readLines(r io.Reader, expect int64, visit func(b []byte, off int64, long bool)) (size int64, err error) {
	buf := make([]byte, max(512, min(expect+1, 256<<10)))
	var start, scanned, end int
	var base int64 // offset of buf[0]
	long := false
	for {
		n, rerr := r.Read(buf[end:])
		end += n
		for {
			k := bytes.IndexByte(buf[scanned:end], '\n')
			if k < 0 {
				scanned = end
				break
			}
			visit(buf[start:scanned+k], base+int64(start), long)
			start, long = scanned+k+1, false
			scanned = start
		}
		if rerr != nil {
			if start < end {
				visit(buf[start:end], base+int64(start), long)
			}
			if rerr == io.EOF {
				rerr = nil
			}
			return base + int64(end), rerr
		}
		if end < len(buf) {
			continue
		}
		if start == 0 && len(buf) >= maxLine {
			long = true
			visit(buf[:end], base, true)
			start = end - maxRecord
		}
		if start == 0 {
			buf = append(buf, make([]byte, len(buf))...)
			continue
		}
		copy(buf, buf[start:end])
		base += int64(start)
		end -= start
		scanned = end
		start = 0
	}
}

// trim takes off what sync tools and crashes put around a line: a byte order
// mark, a carriage return, spaces, runs of NUL.
func trim(b []byte) []byte {
	if len(b) > 0 && b[0] == '{' && b[len(b)-1] == '}' {
		return b
	}
	for {
		n := len(b)
		b = bytes.Trim(b, " \t\r\x00")
		b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		if len(b) == n {
			return b
		}
	}
}

// isMarker reports whether the line is one that a merge left behind.
func isMarker(b []byte) bool {
	for _, m := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if bytes.HasPrefix(b, []byte(m)) && (len(b) == len(m) || b[len(m)] == ' ') {
			return true
		}
	}
	return false
}

// salvage calls found for each whole record with a right checksum inside b.
// Inside a JSON string every quote is escaped, so the bytes {"v": stand only
// where an object begins, and a seal belongs to the nearest one before it.
func salvage(b []byte, found func(line []byte)) {
	open, shut := []byte(`{"v":`), []byte(`,"c":"`)
	for {
		k := bytes.Index(b, open)
		if k < 0 {
			return
		}
		b = b[k:]
		span := b
		if next := bytes.Index(b[1:], open); next >= 0 {
			span = b[:next+1]
		}
		crc, done := uint32(0), 0
		for at := 0; ; {
			k := bytes.Index(span[at:], shut)
			if k < 0 || at+k+sealSize > len(span) {
				break
			}
			at += k
			crc = extend(crc, span[done:at])
			done = at
			if sealedAt(span[at:], crc) {
				found(span[:at+sealSize])
				break
			}
			at++
		}
		b = b[1:]
	}
}
