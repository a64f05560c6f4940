//go:build race

package cli_test

// slow: the race detector makes the storms ten times as long.
const slow = true
