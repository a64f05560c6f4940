//go:build !linux

package journal_test

import (
	"errors"

	"karuna/sessions/journal"
)

func appendUnderLimit(*journal.Journal, uint64) error { return errors.ErrUnsupported }
func readOnlyHome(string) error                       { return errors.ErrUnsupported }
func fillDisk(string) error                           { return errors.ErrUnsupported }
