package setup

import "karuna/ui/widget"

// part is a piece of the column that can be left out.
type part struct {
	keep  int // the higher, the longer it stays as the window gets lower
	lines widget.Stack
	near  nearness
}

// nearness says to which neighbour a part belongs: there is no free line between
// them, and it is not there without it.
type nearness int

const (
	toNone nearness = iota
	toAbove
	toBelow
)

// roomy reports whether all parts fit with a free line between them.
func roomy(parts []part, h int) bool {
	need := -1
	for _, p := range parts {
		if p.lines.Height() > 0 {
			need += p.lines.Height() + bit(p.near == toNone)
		}
	}
	return need <= h
}

// fit says which parts there is room for, the ones to keep first.
func fit(parts []part, h, gap int) []bool {
	shown := make([]bool, len(parts))
	left := h + gap
	for keep := 10; keep > 0; keep-- {
		for i, p := range parts {
			need := p.lines.Height() + gap*bit(p.near == toNone)
			alone := p.near == toAbove && !shown[i-1] || p.near == toBelow && !shown[i+1]
			if p.keep == keep && p.lines.Height() > 0 && need <= left && !alone {
				shown[i] = true
				left -= need
			}
		}
	}
	return shown
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
