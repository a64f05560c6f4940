package journal

import (
	"bytes"

	"karuna/sessions"
)

// claim is what decides between two records of the same id: a right checksum
// beats a wrong one, then a sit that was not interrupted beats one that was,
// then more minutes win, then the smaller bytes. The order of files and lines
// plays no part, so every device decides alike.
type claim struct {
	at          place
	sum         uint32
	sat         int64
	verified    bool
	interrupted bool
}

func (r *record) claim(at place) claim {
	c := claim{at: at, verified: r.verified, sum: r.crc}
	if !r.verified {
		c.sum = sum(r.line)
	}
	switch {
	case r.quick:
		c.sat = int64(r.head.sat)
		c.interrupted = string(r.head.ended) == string(sessions.Interrupted)
	case string(r.op) == opSit:
		c.sat = int64(r.entry.Sat)
		c.interrupted = r.entry.Ended == sessions.Interrupted
	}
	return c
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
