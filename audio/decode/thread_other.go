//go:build !linux

package decode

// holdThread does nothing where a process does not hang on a thread.
func holdThread() func() { return func() {} }
