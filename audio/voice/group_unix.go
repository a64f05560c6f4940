//go:build unix

package voice

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the terminal's ctrl+c and hang-up from the program.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup kills the program and what it started.
func killGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
