package cli

import "time"

// wait waits for done, one second at most: a terminal that does not read must
// not hold the end back.
func wait(done <-chan struct{}) {
	t := time.NewTimer(time.Second)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
}
