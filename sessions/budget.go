package sessions

import (
	"math"
	"time"
)

// WordsPerSecond is the pace of a calm voice inside a phrase, 110 words a
// minute, by which written words become time.
const WordsPerSecond = 110.0 / 60

// Budget returns how many words a sit of length t has room for at full
// guidance. It was fitted to timed transcripts of guided sits: 65 words in the
// first minute, 31 more in the second, and from there a rate that falls with
// length, so that silence grows from 40 % of a minute to over 80 % of
// three quarters of an hour.
func Budget(t time.Duration) float64 {
	minutes := t.Minutes()
	switch {
	case minutes <= 0:
		return 0
	case minutes <= 1:
		return 65 * minutes
	case minutes <= 2:
		return 65 + 31*(minutes-1)
	}
	return minutes * math.Min(48, 88*math.Pow(minutes, -0.405))
}
