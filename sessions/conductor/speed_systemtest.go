//go:build systemtest

package conductor

import (
	"os"
	"strconv"
)

// speed is how many seconds of a sit pass in a second: KARUNA_TEST_SPEED, so
// that hundreds of kills fall into whole sits against the real checkpoint and
// the real journal. The build tag keeps it out of every program a person runs.
func speed() float64 {
	if n, err := strconv.ParseFloat(os.Getenv("KARUNA_TEST_SPEED"), 64); err == nil && n > 0 {
		return n
	}
	return 1
}
