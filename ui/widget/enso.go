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
}

// Figures of the brush. Widths are parts of the radius.
const (
	startAngle = 7.0 / 12 // of a turn, clockwise from the top
	maxRows    = 40       // of the ring, marks left out
	brushWidth = 0.16     // of the stroke at its fullest
	tipLength  = 0.012    // of a turn: the wet tip narrows over it
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
	ink := r.Ink
	if ink == (theme.Style{}) {
		ink = th.Text
	}
	return c.block(th, ink, th.Fade(th.Accent, 1), th.Line, th.Accent)
}

// Inks of the ring's canvas.
const (
	inkStroke uint8 = iota
	inkTip
	inkPast
	inkComing
)

// brush is a ring on a canvas, in dots.
type brush struct {
	c      *canvas
	cx, cy float64
	outer  float64 // radius of the outermost dot
}

func newBrush(c *canvas, cx, cy, outer float64) *brush {
	return &brush{c, cx - 0.5, cy - 0.5, outer - 0.5}
}

// spine is the middle of the stroke at s: a circle drawn by hand, a little
// flat where the wrist turns, ending just inside where it began.
func (b *brush) spine(s float64) float64 {
	r := b.outer * (1 - brushWidth/2)
	return r * (1 - 0.012*(1-math.Cos(2*math.Pi*s))/2 - 0.014*s + 0.008*math.Sin(4*math.Pi*s+0.6))
}

// half is half the width of the stroke at s: a full start, a lighter round, a
// press where the arm comes down again, and the lift.
func (b *brush) half(s float64) float64 {
	full := b.outer * brushWidth / 2
	press := 0.60 + 0.40*bump(s/0.3) + 0.26*bump((s-0.70)/0.25)
	land := math.Min(1, 0.45+s/0.014)
	lift := math.Min(1, 0.40+(1-s)/0.10)
	return max(full*min(press, 1)*land*lift, 0.5)
}

// draw paints the stroke from its start to progress. What the brush does
// changes slowly, so it is asked once for every few steps.
func (b *brush) draw(progress, faded float64) {
	if progress <= 0 || faded >= 1 {
		return
	}
	const again = 3
	ds := 1 / (2 * math.Pi * b.outer * 1.2)
	sin, cos := math.Sincos(2 * math.Pi * (startAngle - 0.25))
	dsin, dcos := math.Sincos(2 * math.Pi * ds)
	var hairs []float64
	var ink uint8
	for i := range int(progress/ds) + 1 {
		if i%again == 0 {
			hairs, ink = b.across(float64(i)*ds, progress, faded, hairs[:0])
		}
		for _, r := range hairs {
			b.c.set(int(b.cx+r*cos+0.5), int(b.cy+r*sin+0.5), ink)
		}
		cos, sin = cos*dcos-sin*dsin, sin*dcos+cos*dsin
	}
}

// across appends to hairs the radii at which the brush leaves ink at s.
func (b *brush) across(s, progress, faded float64, hairs []float64) ([]float64, uint8) {
	mid, half := b.spine(s), b.half(s)
	ink := inkStroke
	if left := progress - s; left < tipLength && progress < 1 {
		half *= 0.35 + 0.65*math.Sqrt(left/tipLength)
		ink = inkTip
	}
	half = max(half, 0.5)
	outside := half * (1 + 0.10*noise(s*70, 11))
	inside := half * (1 + 0.14*noise(s*90, 23))
	dry := dryness(s) + faded
	lanes := b.outer * brushWidth / 1.25
	for u := -inside; u <= outside; u += 0.7 {
		lane := uint32(u/half*lanes/2 + 40)
		if dry > 0 && 0.5+0.5*noise(s*13, lane*7+3) < dry*(0.8+0.25*math.Abs(u)/half) {
			continue
		}
		hairs = append(hairs, mid+u)
	}
	return hairs, ink
}

// bump is 1 at 0 and soon nothing beside it.
func bump(x float64) float64 {
	y := 1 + x*x
	return 1 / (y * y)
}

// dryness is the share of hairs that leave no ink at s: none while the brush is
// full, more than half where it is lifted.
func dryness(s float64) float64 {
	if s < 0.30 {
		return 0
	}
	x := (s - 0.30) / 0.70
	return 0.66 * x * math.Sqrt(x)
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
