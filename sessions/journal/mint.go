package journal

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"math/bits"
	"path/filepath"
	"strings"
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
		if id, err = after(floor); err != nil {
			return "", err
		}
	}
	j.last = id
	return id.String(), nil
}

// after returns an id above the given one. The distance is random: two devices
// that saw the same greatest id, both with clocks behind it, must not mint the
// same one.
func after(id ulid.ULID) (ulid.ULID, error) {
	var step [8]byte
	if _, err := rand.Read(step[:]); err != nil {
		return id, fmt.Errorf("make an id after %s: %w", id, err)
	}
	low, carry := bits.Add64(binary.BigEndian.Uint64(id[8:]), binary.BigEndian.Uint64(step[:])>>4|1, 0)
	binary.BigEndian.PutUint64(id[8:], low)
	binary.BigEndian.PutUint64(id[:8], binary.BigEndian.Uint64(id[:8])+carry)
	return id, nil
}

// tailIDs lists the ids in the last 64 KiB of every log: the newest ones, for
// each file grows at its end. A spill file is named for its record,
// so it is not opened: this runs under the lock, and a crowd of spills must
// not make the lock slower and so make more of them.
func (j *Journal) tailIDs() []string {
	paths, err := j.logFiles()
	if err != nil {
		return nil
	}
	var out []string
	for _, path := range paths {
		if _, id, ok := strings.Cut(filepath.Base(path), spillMark); ok && len(id) >= ulid.EncodedSize {
			out = append(out, id[:ulid.EncodedSize])
			continue
		}
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
