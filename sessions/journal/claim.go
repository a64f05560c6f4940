package journal

import (
	"bytes"
	"math"

	"karuna/sessions"
)

// claim is what decides between two records of the same id: a right checksum
// beats a wrong one, then a sit that was not interrupted beats one that was,
// then more minutes win, then the smaller bytes. The order of files and lines
// plays no part, so every device decides alike.
type claim struct {
	at          place
	sum         uint32
	sat         int32 // seconds, held to its range
	verified    bool
	interrupted bool
}

func (r *record) claim(at place) claim {
	c := claim{at: at, verified: r.verified, sum: r.sum()}
	switch {
	case r.quick:
		c.sat = held(r.head.sat)
		c.interrupted = string(r.head.ended) == string(sessions.Interrupted)
	case string(r.op) == opSit:
		c.sat = held(r.entry.Sat)
		c.interrupted = r.entry.Ended == sessions.Interrupted
	}
	return c
}

// sum tells the record's line from others: what its seal says when that is
// right, else the checksum of the whole line.
func (r *record) sum() uint32 {
	if r.verified {
		return r.crc
	}
	return sum(r.line)
}

// beats reports whether a is to be kept rather than b.
func (s *scan) beats(a, b claim) bool {
	switch {
	case a.verified != b.verified:
		return a.verified
	case a.interrupted != b.interrupted:
		return b.interrupted
	case a.sat != b.sat:
		return a.sat > b.sat
	case a.sum == b.sum:
		return false
	}
	return bytes.Compare(s.lineAt(a.at), s.lineAt(b.at)) < 0
}

// held is n, or the nearest number that fits: 68 years of seconds.
func held(n int) int32 { return int32(min(max(n, math.MinInt32), math.MaxInt32)) }
