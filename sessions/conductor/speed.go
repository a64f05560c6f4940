//go:build !systemtest

package conductor

// speed is how many seconds of a sit pass in a second.
func speed() float64 { return 1 }
