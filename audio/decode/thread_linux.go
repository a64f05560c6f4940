package decode

import (
	"runtime"
	"syscall"
)

// attributes has the kernel kill the process when we are killed. It does so
// when the thread that started it ends, so that thread must not.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// holdThread keeps the goroutine, and so the thread, until the result is called.
func holdThread() func() {
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}
