//go:build unix

package pipe

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the terminal's ctrl+c and hang-up from the program.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill kills the program and what it started. That it may have ended already
// is no error.
func kill(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
