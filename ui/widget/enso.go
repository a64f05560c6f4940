package widget

import (
	"math"

	"karuna/ui/theme"
)

// Mark is a place on the ring, from 0 (the start of the stroke) to 1 (its end),
// where a bell sounds.
type Mark struct {
	At   float64
	Past bool // it has sounded
}

// Ring is an ensō: a circle drawn with one stroke of a brush, from seven
// o'clock clockwise, as far as Progress. What is once drawn stays as it is;
// only the tip is wet.
type Ring struct {
	Progress float64 // 0 to 1
	Marks    []Mark
	Ink      theme.Style // of the stroke; the zero Style is the theme's Text
	Faded    float64     // 0: all there, 1: gone; the stroke dries away
	Breath   Phase       // paced in the middle; the zero Phase is none
}

// Figures of the brush. Widths are parts of the radius, lengths along the
// stroke parts of a turn.
const (
	startAngle = 7.0 / 12 // of a turn, clockwise from the top
	maxRows    = 40       // of the ring, marks left out
	brushWidth = 0.16     // of the stroke at its fullest
	landing    = 0.018    // what the brush covers behind the point where it lands
	tipLength  = 0.016    // how far the point of the brush is ahead of its sides
	wetFor     = 0.020    // what was drawn last shines
	fullFor    = 0.46     // the brush leaves ink everywhere
)

// Enso draws the ring in the middle of w by h. With under 14 columns or 7 rows
// there is nothing.
func Enso(th theme.Theme, r Ring, w, h int) theme.Block {
	rows := min(maxRows, h-2, (w-4)/2)
	if rows < 5 {
		return theme.Block{}
	}
	c := newCanvas(w, h)
	b := newBrush(c, float64(w), float64(2*h), 2*float64(rows))
	b.draw(min(max(r.Progress, 0), 1), r.Faded)
	b.marks(r.Marks, th.Glyphs)
	paced := r.Breath.Whole > 0 && !th.Still && freeRadius(rows) >= pacerRoom
	if paced {
		c.breath(th.Glyphs, r.Breath, freeRadius(rows))
	}
	ink := r.Ink
	if ink == (theme.Style{}) {
		ink = th.Text
	}
	ring := c.block(th, inks(th, ink)...)
	switch {
	case paced:
		return r.Breath.within(th, ring)
	case r.Breath.Whole > 0:
		pacer := Pacer(th, r.Breath, 2*middleRows(rows), middleRows(rows))
		return theme.Over(ring, pacer, (w-pacer.Width())/2, (h-pacer.Height())/2)
	}
	return ring
}

// Inks of a canvas.
const (
	inkStroke uint8 = iota
	inkWet
	inkPast
	inkComing
	inkBreath
)

// inks are the styles of the inks, that of the stroke given.
func inks(th theme.Theme, stroke theme.Style) []theme.Style {
	return []theme.Style{stroke, th.Accent, th.Line, th.Accent, th.Accent}
}

// brush is a ring on a canvas, in dots.
type brush struct {
	c      *canvas
	cx, cy float64
	outer  float64     // radius of the outermost dot
	full   float64     // half the width of the stroke at its fullest
	course [512]course // what changes slowly, all the way round
}

// course is the stroke at one place: its middle, half its width, and how far
// its edges are from being even.
type course struct{ mid, half, outside, inside float64 }

func newBrush(c *canvas, cx, cy, outer float64) *brush {
	outer -= 0.5
	b := &brush{c: c, cx: cx - 0.5, cy: cy - 0.5, outer: outer, full: outer * brushWidth / 2}
	for i := range b.course {
		s := (float64(i) + 0.5) / float64(len(b.course))
		half := b.half(s)
		b.course[i] = course{b.spine(s), half, max(1+0.06*noise(s*26, 11), 0.5/half), max(1+0.14*noise(s*31, 23), 0.5/half)}
	}
	return b
}

// draw inks every dot that the brush has reached at progress. Each dot of the
// paper is asked by itself when the stroke comes to it, so it is there or not
// whatever else is drawn, and stays.
func (b *brush) draw(progress, faded float64) {
	if progress <= 0 || faded >= 1 {
		return
	}
	inner := b.outer - 3.4*b.full - 1
	for y := int(b.cy - b.outer); y <= int(b.cy+b.outer)+1; y++ {
		dy := float64(y) - b.cy
		far := math.Sqrt(max(b.outer*b.outer-dy*dy, 0))
		near := math.Sqrt(max(inner*inner-dy*dy, 0))
		for x := int(b.cx - far); x <= int(b.cx+far)+1; x++ {
			dx := float64(x) - b.cx
			if math.Abs(dx) < near {
				x = max(x, int(b.cx+near))
				continue
			}
			if ink, ok := b.inked(dx, dy, progress, faded); ok {
				b.c.set(x, y, ink)
			}
		}
	}
}

// inked returns the ink of the dot at dx, dy from the middle, and whether it
// has any.
func (b *brush) inked(dx, dy, progress, faded float64) (uint8, bool) {
	s := math.Atan2(dy, dx)/(2*math.Pi) + 0.25 - startAngle
	s -= math.Floor(s)
	closing := s > 1-2*landing // the landing reaches back over the end
	if s > progress && !closing {
		return 0, false
	}
	r := math.Sqrt(dx*dx + dy*dy)
	switch {
	case closing && b.touches(s-1, r, faded) <= progress:
		return inkStroke, true
	case b.touches(s, r, faded) > progress:
		return 0, false
	case s > progress-wetFor && progress < 1:
		return inkWet, true
	}
	return inkStroke, true
}

// never is later than the end of the stroke.
const never = 2.0

// touches returns how far round the stroke is when it inks the dot at s of the
// turn, r dots from the middle.
func (b *brush) touches(s, r, faded float64) float64 {
	c := &b.course[int(max(s, 0)*float64(len(b.course)))]
	v := r - c.mid // from the middle of the stroke, outwards
	u := v / c.half
	switch {
	case u > c.outside, -u > c.inside:
		return never
	case s < 0.01 && s < 0.008*u-landing*math.Sqrt(max(1-u*u, 0)): // the landing is round
		return never
	case bare(s, v, c.half, faded):
		return never
	}
	at := max(s, 0) + tipLength*(u-0.2)*(u-0.2)
	return at / (1 + tipLength)
}

// spine is the middle of the stroke at s: a circle drawn by hand, a little
// flat where the wrist turns, ending just inside where it began.
func (b *brush) spine(s float64) float64 {
	r := b.outer - 1.06*b.full
	return r * (1 - 0.010*(1-math.Cos(2*math.Pi*s))/2 - 0.016*s + 0.008*math.Sin(4*math.Pi*s+0.6))
}

// half is half the width of the stroke at s: the press of the landing, a lighter
// round, a swell where the arm comes down again, and the lift.
func (b *brush) half(s float64) float64 {
	press := 0.56 + 0.44*bump(s/0.24) + 0.38*bump((s-0.76)/0.24)
	lift := 1 - 0.34*smooth((s-0.82)/0.18)
	return max(b.full*min(press, 1)*lift, 0.6)
}

// bump is 1 at 0 and soon nothing beside it.
func bump(x float64) float64 {
	y := 1 + x*x
	return 1 / (y * y)
}

// smooth goes from 0 to 1 with x, without a corner.
func smooth(x float64) float64 {
	x = min(max(x, 0), 1)
	return x * x * (3 - 2*x)
}

// dryness is how wet a hair must be to leave ink at s: nothing while the brush
// is full, more and more until it is lifted. The point of the brush goes along
// the outside and stays wet longest.
func dryness(s, u float64) float64 {
	x := max(s-fullFor, 0) / (1 - fullFor)
	return 0.29*x + 0.24*math.Sqrt(x) - 0.15*x*u
}

// bare reports whether the hair at v, in dots from the middle of the stroke of
// that half width, leaves no ink at s. Beside a wet hair is a dry one, wherever it is cut: the
// golden section spreads any row of neighbours evenly. Each runs dry and wet
// again on its way; one goes through to the end, so that the ring closes.
func bare(s, v, half, faded float64) bool {
	dry := dryness(s, v/half) + faded
	if dry <= 0 || math.Abs(v-0.3*half) < 0.5 && faded <= 0 {
		return false
	}
	hair := math.Floor((v + 64) / 1.05)
	_, share := math.Modf(hair * 0.6180339887)
	return 0.12+0.66*share+0.22*noise(s*9, uint32(hair)*7+3)+0.10*noise(s*30, uint32(hair)*5+1) < dry
}

// marks stamps the bells one cell outside the ring.
func (b *brush) marks(marks []Mark, g theme.Glyphs) {
	b.c.stamp = bellPoint(g)
	for _, m := range marks {
		sin, cos := math.Sincos(2 * math.Pi * (startAngle - 0.25 + min(max(m.At, 0), 1)))
		x := b.cx + (b.outer+2.4)*cos
		y := b.cy + (b.outer+3.4)*sin
		ink := inkComing
		if m.Past {
			ink = inkPast
		}
		b.c.put(int(x+0.5)>>1, int(y+0.5)>>2, ink)
	}
}

// bellPoint is the sign of one bell.
func bellPoint(g theme.Glyphs) string {
	switch g {
	case theme.ASCII:
		return "o"
	case theme.Blocks:
		return "▪"
	}
	return "⠶"
}

// noise is a smooth line from -1 to 1 through values fixed by their places, the
// same on every machine and at every moment: ink does not move once it is on
// the paper.
func noise(x float64, lane uint32) float64 {
	i := math.Floor(x)
	f := x - i
	f = f * f * (3 - 2*f)
	a, b := knot(uint32(int32(i)), lane), knot(uint32(int32(i))+1, lane)
	return a + (b-a)*f
}

func knot(i, lane uint32) float64 {
	h := i*0x9E3779B1 ^ lane*0x85EBCA77
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	h *= 0x297A2D39
	h ^= h >> 15
	return float64(h)/(1<<31) - 1
}
