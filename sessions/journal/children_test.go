package journal_test

import (
	"bufio"
	"fmt"
	"os"
	"runtime"

	"karuna/sessions/journal"
)

// printDays prints minutes a day, as the measurements of other programs do.
func printDays(dir string) error {
	t, err := journal.Open(journal.Config{Dir: dir}).Totals()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for _, d := range t.Days {
		if _, err := fmt.Fprintf(out, "%s|%d\n", d.Day, d.Sat/60); err != nil {
			return err
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(os.Stderr, "memory from the system: %d MB\n", m.Sys>>20)
	return out.Flush()
}
