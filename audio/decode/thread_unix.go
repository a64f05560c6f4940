//go:build unix && !linux

package decode

import "syscall"

func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }
