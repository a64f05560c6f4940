package journal_test

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"karuna/sessions"
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
	return out.Flush()
}

// printEntries prints the same from the full reading.
func printEntries(dir string) error {
	l, err := journal.Open(journal.Config{Dir: dir}).Read()
	if err != nil {
		return err
	}
	days := map[sessions.Day]int{}
	for i := range l.Entries {
		days[l.Entries[i].Day] += l.Entries[i].Sat
	}
	return printMinutes(days)
}

// printBriefs prints the same from entries without their words.
func printBriefs(dir string) error {
	l, err := journal.Open(journal.Config{Dir: dir}).Briefs()
	if err != nil {
		return err
	}
	days := map[sessions.Day]int{}
	for _, b := range l.Sits {
		days[b.Day] += int(b.Sat)
	}
	return printMinutes(days)
}

func printMinutes(days map[sessions.Day]int) error {
	out := bufio.NewWriter(os.Stdout)
	for _, d := range slices.Sorted(maps.Keys(days)) {
		if _, err := fmt.Fprintf(out, "%s|%d\n", d, days[d]/60); err != nil {
			return err
		}
	}
	return out.Flush()
}

// printTable prints the sits for a database to import.
func printTable(dir string) error {
	l, err := journal.Open(journal.Config{Dir: dir}).Read()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for _, e := range l.Entries {
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%s\t%d\t%s\n", e.ID, e.Start.Format(time.RFC3339), e.Day, e.Sat, e.Kind(), e.Wheels.Self, e.Flags); err != nil {
			return err
		}
	}
	return out.Flush()
}
