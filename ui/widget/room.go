package widget

import "math"

// Room is how a Sitting is laid out in a window: what it shows changes at most
// Steps times from the first stroke to the last, and its words have Cols by
// Rows.
type Room struct {
	Cols, Rows int  // for the words
	Middle     int  // rows for Middle, whose lines are short
	Steps      int  // states of the stroke that differ
	Foot       bool // there is room for the stage's name and the clock

	layout layout
	ring   int // rows the ring is drawn in
}

// layout says where the words stand.
type layout int

const (
	flat   layout = iota // the ring is one row above the words
	below                // the words stand below the ring
	inside               // the words stand in the ring
)

// Room returns how s is laid out in w by h.
func (s Sitting) Room(w, h int) Room {
	foot := 0
	if !s.Stage.Empty() || !s.Clock.Empty() {
		foot = 1
	}
	switch {
	case h < ringMinRows || w < ringMinRows*2:
		return flatRoom(foot, s.Pace, w, h)
	case !s.Pace && InnerWidth(w, h-footRows) >= ringInnerWidth:
		r := Room{layout: inside, Foot: true, ring: ringArea(w, h-footRows), Cols: min(InnerWidth(w, h-footRows), 44), Rows: max(4, (h-1)/5)}
		r.Steps, r.Middle = ringSteps(w, r.ring), r.Rows+2
		return r
	}
	r := Room{layout: below, Foot: true, ring: ringArea(w, h-wordRows), Cols: w - 2, Rows: wordRows - foot}
	if s.Pace { // the word of the breath has a row in the very middle
		r.ring -= 1 - r.ring%2
	}
	r.Steps, r.Middle = ringSteps(w, r.ring), r.Rows
	return r
}

func flatRoom(foot int, pace bool, w, h int) Room {
	r := Room{layout: flat, Cols: w, Rows: h - 1, Steps: max(2*(w-2), 1)}
	if pace {
		r.Rows -= flatPacer
	}
	if h >= 9 {
		r.Rows--
	}
	if foot > 0 && r.Rows > 5 {
		r.Rows -= 2
		r.Foot = true
	}
	r.Rows = min(r.Rows, flatRows)
	r.Middle = r.Rows
	return r
}

// flatRows is the most rows words take under the flat stroke. It takes them
// always, so that the stroke keeps its place whatever is said.
const flatRows = 5

// flatPacer is the rows of the pacer where the ring is one row.
const flatPacer = 2

// ringRows returns the rows of the ring itself when drawn in w by h.
func ringRows(w, h int) int { return min(maxRows, h-2, (w-4)/2) }

// ringArea returns how many of h rows the ring gets with its marks: no more
// than it needs, so that what is said below it stays near.
func ringArea(w, h int) int { return min(h, ringRows(w, h)+4) }

// ringSteps returns the steps of the brush round the ring drawn in w by h.
func ringSteps(w, h int) int {
	outer := 2*float64(ringRows(w, h)) - 0.5
	return max(int(2*math.Pi*outer*1.2), 1)
}

// freeRadius returns the dots from the middle of a ring of that many rows to
// where its ink may begin.
func freeRadius(rows int) float64 { return min(0.72*2*float64(rows)-3, pacerMost) }

// middleRows returns the rows of the largest square that touches no ink.
func middleRows(rows int) int { return max(int(freeRadius(rows)/2/math.Sqrt2), 1) }
