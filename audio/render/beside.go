package render

import (
	"context"
	"errors"

	"github.com/faiface/beep"
)

// ahead is how many blocks may wait for the encoder.
const ahead = 4

// errStopped tells the one who pulls that the encoder has an error.
var errStopped = errors.New("the encoder has stopped")

// pumpBeside is pump into an encoder that runs in a goroutine of its own; the
// blocks go round between the two.
func pumpBeside(ctx context.Context, enc encoder, s beep.Streamer, o Options) error {
	full, empty := make(chan [][2]float64, ahead), make(chan [][2]float64, ahead)
	for range ahead {
		empty <- make([][2]float64, blockLen)
	}
	failed, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for frames := range full {
			if err == nil {
				if err = enc.Write(frames); err != nil {
					close(failed)
				}
			}
			empty <- frames[:blockLen]
		}
		ended <- err
	}()
	err := pump(ctx, func(frames [][2]float64) error {
		select {
		case <-failed:
			return errStopped
		case block := <-empty:
			full <- block[:copy(block, frames)]
			return nil
		}
	}, s, o)
	close(full)
	if first := <-ended; first != nil {
		return first
	}
	return err
}
