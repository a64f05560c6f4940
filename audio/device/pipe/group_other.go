//go:build !unix

package pipe

import "os/exec"

func ownGroup(*exec.Cmd) {}

// kill ends the program. That it may have ended already is no error.
func kill(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
