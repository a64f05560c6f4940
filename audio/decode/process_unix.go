//go:build unix

package decode

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the terminal's ctrl+c and hang-up from the process, and makes
// whatever it might start die with it.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = attributes()
	cmd.SysProcAttr.Setpgid = true
}

// kill kills the process and its group. That it may have ended already is no
// error.
func kill(cmd *exec.Cmd) error {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	return nil
}
