package sessions

import (
	"sort"
	"time"
)

// Portion is one claim on a total: at least Min, at most Max (0: no limit),
// and between the two in proportion to Weight.
type Portion struct {
	Min, Max time.Duration
	Weight   float64
}

// Allot divides total by water-filling: every portion gets level·Weight held
// between its Min and Max, at the one level where the parts make up total.
// Parts are whole milliseconds and add up to total exactly (total itself is
// rounded down to one). ok is false when the minima do not fit, or when every
// portion has a Max and they cannot take it all; the parts are then nil.
//
// The level is found from the sorted bounds, not by bisection, so that the
// same arguments give the same milliseconds on every machine.
func Allot(portions []Portion, total time.Duration) (parts []time.Duration, ok bool) {
	total = total.Truncate(time.Millisecond)
	var low, high time.Duration
	open := false
	for _, p := range portions {
		low += p.Min
		high += p.Max
		open = open || p.Max == 0
	}
	if len(portions) == 0 || low > total || (!open && high < total) {
		return nil, false
	}
	level := waterLevel(portions, total)
	return roundParts(portions, level, total), true
}

// waterLevel returns the level in nanoseconds per unit of weight.
func waterLevel(portions []Portion, total time.Duration) float64 {
	bounds := make([]float64, 0, 2*len(portions))
	for _, p := range portions {
		if p.Weight > 0 {
			bounds = append(bounds, float64(p.Min)/p.Weight)
			if p.Max > 0 {
				bounds = append(bounds, float64(p.Max)/p.Weight)
			}
		}
	}
	sort.Float64s(bounds)
	at := 0.0
	for _, b := range bounds {
		if fill(portions, b) > float64(total) {
			break
		}
		at = b
	}
	var slope float64
	for _, p := range portions {
		if p.Weight > 0 && float64(p.Min)/p.Weight <= at && (p.Max == 0 || float64(p.Max)/p.Weight > at) {
			slope += p.Weight
		}
	}
	if slope == 0 {
		return at
	}
	return at + (float64(total)-fill(portions, at))/slope
}

func fill(portions []Portion, level float64) float64 {
	var sum float64
	for _, p := range portions {
		sum += held(p, level)
	}
	return sum
}

func held(p Portion, level float64) float64 {
	v := max(float64(p.Min), float64(level*p.Weight))
	if p.Max > 0 {
		v = min(v, float64(p.Max))
	}
	return v
}

// roundParts cuts the parts to whole milliseconds and gives the milliseconds
// left over to the largest remainders among those with room.
func roundParts(portions []Portion, level float64, total time.Duration) []time.Duration {
	parts := make([]time.Duration, len(portions))
	rest := make([]float64, len(portions))
	order := make([]int, len(portions))
	left := total
	for i, p := range portions {
		exact := held(p, level)
		parts[i] = max(time.Duration(exact).Truncate(time.Millisecond), p.Min)
		rest[i] = exact - float64(parts[i])
		order[i] = i
		left -= parts[i]
	}
	sort.SliceStable(order, func(a, b int) bool { return rest[order[a]] > rest[order[b]] })
	for step := time.Millisecond; left > 0; {
		given := false
		for _, i := range order {
			if left > 0 && (portions[i].Max == 0 || parts[i]+step <= portions[i].Max) {
				parts[i] += min(step, left)
				left -= min(step, left)
				given = true
			}
		}
		if !given {
			break
		}
	}
	for i := len(order) - 1; left < 0 && i >= 0; i-- { // a Min that is not a whole millisecond
		k := order[i]
		give := min(-left, parts[k]-portions[k].Min)
		parts[k] -= give
		left += give
	}
	return parts
}
