package journal_test

import (
	"errors"

	"karuna/sessions/journal"
)

func appendUnderLimit(*journal.Journal, uint64) error { return errors.New("not here") }
func readOnlyHome(string) error                       { return errors.New("not here") }
