package audio

import (
	"time"

	"karuna/audio/device"
)

// ZeroOf returns when frame 0 of a device was heard, by many reports, as a
// Player's clock has it.
func ZeroOf(reports []device.Report) time.Time {
	var some []reported
	for _, r := range reports {
		some = append(some, reported{r.At, r.Heard, r.At.Add(-frames(r.Heard))})
	}
	zero, _ := middle(some)
	return zero
}
