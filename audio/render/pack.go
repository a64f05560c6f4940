package render

import (
	"math"
	"math/bits"

	"github.com/mewkiz/flac/frame"
)

// packer finds how a block of FLAC is written short: which pair of channels,
// which polynomial foretells each, and how wide the rest is, part by part. It
// does what the analysis of the encoder does in a tenth of the time, and
// tries more: the difference of the channels, and parts.
type packer struct {
	side, mid [blockLen]int32
	sums      [2][1 << mostParts]uint64
}

const (
	mostOrder = 4 // of the fixed polynomials of FLAC
	mostParts = 6 // a block is cut into at most 1<<mostParts parts
)

// pack returns two subframes of left and right, and what the encoder is to
// make of them before it writes.
func (p *packer) pack(left, right []int32, width int) (frame.Channels, []*frame.Subframe) {
	if level(left) && level(right) {
		return frame.ChannelsLR, []*frame.Subframe{constant(left), constant(right)}
	}
	side, mid := p.side[:len(left)], p.mid[:len(left)]
	for i, l := range left {
		side[i], mid[i] = l-right[i], (l+right[i])>>1
	}
	l, r, s, m := foretell(left), foretell(right), foretell(side), foretell(mid)
	best, channels := l.cost+r.cost, frame.ChannelsLR
	first, second := choice{left, l, width}, choice{right, r, width}
	for _, way := range []struct {
		cost          uint64
		channels      frame.Channels
		first, second choice
	}{
		{l.cost + s.cost, frame.ChannelsLeftSide, choice{left, l, width}, choice{side, s, width + 1}},
		{s.cost + r.cost, frame.ChannelsSideRight, choice{side, s, width + 1}, choice{right, r, width}},
		{m.cost + s.cost, frame.ChannelsMidSide, choice{mid, m, width}, choice{side, s, width + 1}},
	} {
		if way.cost < best {
			best, channels, first, second = way.cost, way.channels, way.first, way.second
		}
	}
	return channels, []*frame.Subframe{p.subframe(first, left), p.subframe(second, right)}
}

// choice is a channel that may be written, and how it is foretold.
type choice struct {
	samples []int32
	foretold
	width int // bits of a sample
}

// foretold says which polynomial comes nearest to some samples.
type foretold struct {
	order int
	cost  uint64 // sum of what is left
}

// foretell tries all fixed polynomials. Each is the difference of the one
// before, so that all of them take one pass.
func foretell(x []int32) foretold {
	if len(x) <= mostOrder {
		return foretold{0, math.MaxUint32}
	}
	d1, d2, d3 := x[3]-x[2], x[3]-2*x[2]+x[1], x[3]-3*x[2]+3*x[1]-x[0]
	last := x[3]
	var s0, s1, s2, s3, s4 uint64
	for _, v := range x[mostOrder:] {
		e1 := v - last
		e2 := e1 - d1
		e3 := e2 - d2
		e4 := e3 - d3
		last, d1, d2, d3 = v, e1, e2, e3
		s0 += size(v)
		s1 += size(e1)
		s2 += size(e2)
		s3 += size(e3)
		s4 += size(e4)
	}
	f := foretold{0, s0}
	for order, cost := range [...]uint64{s0, s1, s2, s3, s4} {
		if cost < f.cost {
			f = foretold{order, cost}
		}
	}
	return f
}

// size returns how far v is from 0.
func size(v int32) uint64 {
	sign := v >> 31
	return uint64(uint32((v ^ sign) - sign))
}

// subframe writes a choice down. The encoder derives the samples of a pair
// from those of left and right itself, so it is given these.
func (p *packer) subframe(c choice, given []int32) *frame.Subframe {
	if level(c.samples) {
		return constant(given)
	}
	f := &frame.Subframe{SubHeader: frame.SubHeader{Pred: frame.PredVerbatim}, Samples: given, NSamples: len(given)}
	if len(given) <= mostOrder {
		return f
	}
	rice, cost := p.rice(c)
	if cost+uint64(c.order*c.width) >= uint64(len(given)*c.width) {
		return f
	}
	f.Pred, f.Order, f.RiceSubframe = frame.PredFixed, c.order, rice
	f.ResidualCodingMethod = frame.ResidualCodingMethodRice1
	for _, part := range rice.Partitions {
		if part.Param >= 15 { // 15 of four bits means something else
			f.ResidualCodingMethod = frame.ResidualCodingMethodRice2
		}
	}
	return f
}

func constant(given []int32) *frame.Subframe {
	return &frame.Subframe{SubHeader: frame.SubHeader{Pred: frame.PredConstant}, Samples: given, NSamples: len(given)}
}

// level reports whether all samples are alike.
func level(x []int32) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// rice cuts what is left of a channel into the number of parts that takes the
// fewest bits, and returns that and the bits.
func (p *packer) rice(c choice) (*frame.RiceSubframe, uint64) {
	n, order := len(c.samples), c.order
	parts := 0
	for parts < mostParts && n%(2<<parts) == 0 && n>>(parts+1) > mostOrder {
		parts++
	}
	sums := p.sums[0][:1<<parts]
	p.residue(c.samples, order, sums)
	bestParts, best := parts, uint64(math.MaxUint64)
	keep := p.sums[1][:0]
	for ; ; parts-- {
		cost := uint64(0)
		for i, s := range sums {
			_, bits := param(s, part(n, order, parts, i))
			cost += bits
		}
		if cost < best {
			best, bestParts, keep = cost, parts, append(keep[:0], sums...)
		}
		if parts == 0 {
			break
		}
		for i := range len(sums) / 2 {
			sums[i] = sums[2*i] + sums[2*i+1]
		}
		sums = sums[:len(sums)/2]
	}
	out := &frame.RiceSubframe{PartOrder: bestParts, Partitions: make([]frame.RicePartition, len(keep))}
	for i, s := range keep {
		out.Partitions[i].Param, _ = param(s, part(n, order, bestParts, i))
	}
	return out, best
}

// part returns how many numbers the part i has: the first lacks those that
// are written as they are.
func part(n, order, parts, i int) uint64 {
	if i == 0 {
		return uint64(n>>parts - order)
	}
	return uint64(n >> parts)
}

// residue sums what a polynomial leaves, folded to positive numbers, by part.
func (p *packer) residue(x []int32, order int, sums []uint64) {
	poly := frame.FixedCoeffs[order]
	length := len(x) / len(sums)
	clear(sums)
	for i := order; i < len(x); i++ {
		e := x[i]
		for j, k := range poly {
			e -= k * x[i-1-j]
		}
		sums[i/length] += uint64(uint32(e<<1) ^ uint32(e>>31))
	}
}

// param returns the Rice parameter for n folded numbers of that sum, and the
// bits they take at most.
func param(sum, n uint64) (k uint, cost uint64) {
	const most = 30
	low := 0
	if mean := sum / max(n, 1); mean > 1 {
		low = bits.Len64(mean) - 2
	}
	cost = math.MaxUint64
	for try := low; try <= min(low+2, most); try++ {
		if c := 5 + n*uint64(try+1) + sum>>try; c < cost {
			k, cost = uint(try), c
		}
	}
	return k, cost
}
