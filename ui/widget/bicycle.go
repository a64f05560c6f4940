package widget

import (
	"math"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Bike is what a bicycle shows: seconds turned to oneself, which is the back
// wheel, to others, the front one, and to neither, the ground it stands on.
type Bike struct{ Self, Other, Ground int }

// The least room a bicycle needs, in cells, and its spokes.
const (
	BikeWidth  = 34
	BikeHeight = 8
	spokes     = 12
	fullWheel  = 4 * 3600 // seconds that light all spokes of a wheel
	thicker    = 2 * 3600 // seconds that make the ground a dot thicker
)

// the inks of a bicycle, in the order its styles are given.
const (
	inkFrame uint8 = iota
	inkSelf
	inkOther
	inkGround
)

// Bicycle draws b from the side: two wheels of the same size whose lit spokes
// are the time, twelve for four hours or for the larger of the two. Unlit
// spokes are left out. Where there is less room than BikeWidth by BikeHeight it
// is an empty block.
func Bicycle(th theme.Theme, b Bike, w, h int) theme.Block {
	if w < BikeWidth || h < BikeHeight {
		return theme.Block{}
	}
	cols, rows, r := BikeWidth, BikeHeight, 12.0
	if w >= 37 && h >= 9 {
		cols, rows, r = 37, 9, 13
	}
	c := newCanvas(cols, rows)
	foot := float64(4*rows - 4)
	cy := foot - r - 1
	back, front := point{r + 1, cy}, point{float64(2*cols) - r - 2, cy}
	c.frame(back, front, r)
	full := max(b.Self, b.Other, fullWheel)
	c.wheel(back, r, lit(b.Self, full), inkSelf)
	c.wheel(front, r, lit(b.Other, full), inkOther)
	for thick := range 1 + min(b.Ground/thicker, 2) {
		c.line(point{0, foot + float64(thick)}, point{float64(2*cols - 1), foot + float64(thick)}, inkGround)
	}
	return c.block(th, th.Line, th.Self, th.Other, th.Ground)
}

// lit returns how many spokes seconds light: none for none, else at least one.
func lit(seconds, full int) int {
	if seconds <= 0 {
		return 0
	}
	return max((seconds*spokes+full/2)/full, 1)
}

// BikeWords says what the bicycle shows, where there is no room for it.
func BikeWords(th theme.Theme, b Bike) theme.Block {
	return theme.Row(
		th.Self.Render(safe.Concat(safe.Lit("self "), Hours(b.Self))), th.Dim.Render(safe.Lit(" · ")),
		th.Other.Render(safe.Concat(safe.Lit("others "), Hours(b.Other))))
}

// Hours writes a sum of seconds in hours and whole minutes: "3 h 46 min".
func Hours(seconds int) safe.Text {
	switch h, m := seconds/3600, seconds%3600/60; {
	case h == 0:
		return safe.Format("%d min", m)
	case m == 0:
		return safe.Format("%d h", h)
	default:
		return safe.Format("%d h %d min", h, m)
	}
}

type point struct{ x, y float64 }

// line lights the dots from a to b.
func (c *canvas) line(a, b point, ink uint8) {
	n := math.Ceil(max(math.Abs(b.x-a.x), math.Abs(b.y-a.y)))
	for i := 0.0; i <= n; i++ {
		t := i / max(n, 1)
		c.set(int(math.Round(a.x+(b.x-a.x)*t)), int(math.Round(a.y+(b.y-a.y)*t)), ink)
	}
}

// wheel draws a rim round m, a hub, and n spokes from the top on.
func (c *canvas) wheel(m point, r float64, n int, ink uint8) {
	for i := range 180 {
		a := float64(i) * math.Pi / 90
		c.set(int(math.Round(m.x+r*math.Sin(a))), int(math.Round(m.y-r*math.Cos(a))), inkFrame)
	}
	c.set(int(m.x), int(m.y), inkFrame)
	for i := range n {
		a := 2 * math.Pi * float64(i) / spokes
		c.line(point{m.x + 3*math.Sin(a), m.y - 3*math.Cos(a)}, point{m.x + (r-2)*math.Sin(a), m.y - (r-2)*math.Cos(a)}, ink)
	}
}

// frame draws what holds the wheels: tubes, saddle and handlebar.
func (c *canvas) frame(back, front point, r float64) {
	d := front.x - back.x
	crank := point{back.x + 0.42*d, back.y + 1}
	seat := point{back.x + 0.30*d, back.y - r + 1}
	head := point{back.x + 0.80*d, back.y - r + 1}
	for _, t := range [][2]point{
		{back, crank},
		{back, seat},
		{crank, seat},
		{seat, head},
		{crank, point{head.x + 0.02*d, head.y + 3}},
		{head, front},
		{seat, point{seat.x - 1, seat.y - 2}},
		{point{seat.x - 5, seat.y - 3}, point{seat.x + 3, seat.y - 3}},
		{head, point{head.x - 1, head.y - 4}},
		{point{head.x - 1, head.y - 4}, point{head.x + 4, head.y - 4}},
	} {
		c.line(t[0], t[1], inkFrame)
	}
}
