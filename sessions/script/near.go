package script

import "strings"

// Near returns the known word closest to word, or "" when none is close: at
// most two slips (a letter more, fewer, other, or two swapped), one in a
// word under five letters. Case does not count.
func Near(word string, known []string) string {
	word = strings.ToLower(word)
	best, least := "", 3
	for _, k := range known {
		allowed := 2
		if len(k) < 5 {
			allowed = 1
		}
		if d := slips([]rune(word), []rune(strings.ToLower(k))); d <= allowed && d < least {
			best, least = k, d
		}
	}
	return best
}

// slips is the optimal string alignment distance.
func slips(a, b []rune) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// didYouMean returns "; did you mean X?" or, with nothing near, a list of the
// known words when it is short.
func didYouMean(word string, known []string) string {
	if n := Near(word, known); n != "" {
		return "; did you mean " + n + "?"
	}
	return "; known are " + strings.Join(known, ", ")
}
