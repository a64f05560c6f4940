package journal_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"

	"github.com/oklog/ulid/v2"
)

// bigLog returns n sits of about 250 bytes a line, a few minutes apart, made
// by a journal of its own so that the lines are those of the program.
func bigLog(n int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	at := time.Date(2004, 1, 1, 6, 0, 0, 0, time.FixedZone("", 3600))
	kinds := sessions.Leads()
	var out bytes.Buffer
	for range n {
		at = at.Add(time.Duration(4+rng.IntN(8)) * time.Minute)
		var id ulid.ULID
		if err := id.SetTime(ulid.Timestamp(at)); err != nil {
			panic(err)
		}
		for i := 6; i < len(id); i++ {
			id[i] = byte(rng.Uint32())
		}
		k := kinds[rng.IntN(len(kinds))]
		sat := 60 * (1 + rng.IntN(40))
		line := journal.Seal(fmt.Appendf(nil, `{"v":1,"id":"%s","op":"sit","start":"%s","tz":"","day":"%s","day_turn":4,"planned_s":%d,"sat_s":%d,`+
			`"script":null,"ended":"complete","wheel_s":{"self":%d,"other":0,"ground":0},"people":1,"source":"live","flags":["%s"]}`,
			id, at.Format(time.RFC3339), sessions.PracticeDay(at, 4), sat, sat, sat, k.Kind))
		out.Write(line)
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func bigJournal(tb testing.TB, n int) (*journal.Journal, int64) {
	tb.Helper()
	dir := tb.TempDir()
	b := bigLog(n)
	if err := os.WriteFile(filepath.Join(dir, "big.jsonl"), b, 0o600); err != nil {
		tb.Fatal(err)
	}
	return journal.Open(journal.Config{Dir: dir}), int64(len(b))
}

func BenchmarkTotals(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			j, size := bigJournal(b, n)
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				if got, err := j.Totals(); err != nil || got.Sits != n {
					b.Fatal(got.Sits, err)
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			j, size := bigJournal(b, n)
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				if got, err := j.Read(); err != nil || len(got.Entries) != n {
					b.Fatal(len(got.Entries), err)
				}
			}
		})
	}
}

// BenchmarkRecall is a log that nobody wrote to since it was read.
func BenchmarkRecall(b *testing.B) {
	const n = 100_000
	j, _ := bigJournal(b, n)
	b.ReportAllocs()
	for b.Loop() {
		if got, err := j.Recall(); err != nil || len(got.Entries) != n {
			b.Fatal(len(got.Entries), err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	j := journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Host: "bench"})
	now := time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)
	for b.Loop() {
		if _, err := j.Append(now, sessions.Entry{Start: now, Sat: 600, Ended: sessions.Complete}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBegin(b *testing.B) {
	dir := b.TempDir()
	j := journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Host: "bench"})
	now := time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)
	for b.Loop() {
		c, err := j.Begin(journal.Running{Start: now, Planned: 600})
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Drop(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadEdited reads a log in which every sit was reflected on: half of
// its records are edits.
func BenchmarkReadEdited(b *testing.B) {
	const n = 50_000
	dir := b.TempDir()
	var text bytes.Buffer
	for _, line := range bytes.SplitAfter(bigLog(n), []byte("\n")) {
		text.Write(line)
		if e, _, ok := journal.ParseLine(bytes.TrimSuffix(line, []byte("\n"))); ok {
			id := ulid.MustParse(e.ID)
			id[15]++
			text.Write(journal.Seal(fmt.Appendf(nil, `{"v":1,"id":"%s","op":"edit","of":"%s","over":[],"set":{"feel":"same","note":"a line or two about it\nand another"}}`, id, e.ID)))
			text.WriteByte('\n')
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "big.jsonl"), text.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	j := journal.Open(journal.Config{Dir: dir})
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if got, err := j.Read(); err != nil || len(got.Entries) != n || got.Entries[0].Detail().Note == "" {
			b.Fatal(len(got.Entries), err)
		}
	}
}
