//go:build !unix

package desktop

import (
	"errors"
	"os"
)

// JobSignals returns nothing: there is no job control here.
func JobSignals() []os.Signal { return nil }

// IsJobSignal reports whether s is one of JobSignals.
func IsJobSignal(os.Signal) bool { return false }

// IsStop reports whether s asks the program to stop.
func IsStop(os.Signal) bool { return false }

// CanStop reports whether somebody could set the program going again.
func CanStop() bool { return false }

// Stop is not possible here.
func Stop() error { return errors.New("stop the program: there is no job control here") }
