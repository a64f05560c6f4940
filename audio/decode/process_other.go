//go:build !unix

package decode

import "os/exec"

func ownGroup(*exec.Cmd) {}

// kill kills the process. That it may have ended already is no error.
func kill(cmd *exec.Cmd) error {
	_ = cmd.Process.Kill()
	return nil
}
