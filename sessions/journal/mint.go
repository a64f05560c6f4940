package journal

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"
)

// ahead is how far in the future an id may lie and still be a floor for new
// ones. Beyond it the clock that made it was wrong, and following it would
// date everything after it wrong too.
const ahead = 24 * time.Hour

// mint returns an id for now that is above every id seen, those more than a
// day ahead left out. The caller holds j.mu.
func (j *Journal) mint(now time.Time, seen ...string) (string, error) {
	id, err := ulid.New(ulid.Timestamp(now), rand.Reader)
	if err != nil {
		return "", fmt.Errorf("make an id for %v: %w", now, err)
	}
	floor := j.last
	limit := ulid.Timestamp(now.Add(ahead))
	if floor.Time() > limit {
		floor = ulid.ULID{}
	}
	for _, s := range seen {
		if x, err := ulid.ParseStrict(s); err == nil && x.Time() <= limit && x.Compare(floor) > 0 {
			floor = x
		}
	}
	if id.Compare(floor) <= 0 {
		id = after(floor)
	}
	j.last = id
	return id.String(), nil
}

// after returns the next id.
func after(id ulid.ULID) ulid.ULID {
	for i := len(id) - 1; i >= 0; i-- {
		id[i]++
		if id[i] != 0 {
			break
		}
	}
	return id
}

// tailIDs lists the ids in the last 64 KiB of every log: the newest ones, for
// each file grows at its end.
func (j *Journal) tailIDs() []string {
	paths, err := j.logFiles()
	if err != nil {
		return nil
	}
	var out []string
	for _, path := range paths {
		f, size, err := openLog(path)
		if err != nil {
			continue
		}
		b := make([]byte, min(size, maxRecord))
		n, _ := f.ReadAt(b, max(0, size-maxRecord)) // a short read: the file was cut meanwhile
		if f.Close() == nil {
			out = append(out, idsIn(b[:n])...)
		}
	}
	return out
}

// idsIn finds what stands where a line of ours holds its id.
func idsIn(b []byte) []string {
	var out []string
	const before = `,"id":"`
	for i := 0; i+len(before)+ulid.EncodedSize <= len(b); i++ {
		if b[i] == ',' && string(b[i:i+len(before)]) == before {
			i += len(before)
			out = append(out, string(b[i:i+ulid.EncodedSize]))
		}
	}
	return out
}
