//go:build darwin || freebsd

package decode

// confine limits this process. Memory is left to guard: what a limit of the
// kernel counts there is not what Go uses.
func confine() error { return set(common()) }
