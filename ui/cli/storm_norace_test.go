//go:build !race

package cli_test

const slow = false
