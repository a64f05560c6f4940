//go:build linux

package main_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestFilm makes docs/pictures/sit-played.svg anew, when KARUNA_PICTURES=1
// (make pictures): one minute of a sit, looked at twice a second and played
// three times as fast.
func TestFilm(t *testing.T) {
	if os.Getenv("KARUNA_PICTURES") == "" {
		t.Skip("pictures are made by make pictures, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	t.Parallel()
	const looked, faster = time.Second / 2, 3
	h := newHome(t, program(t, ""))
	h.config("days_a_week = 5\n")
	x := onTerminal(t, h.env("COLORTERM=truecolor"), h.bin, "sit", "one-minute-together", "--for", "1m", "--prepare", "3s")
	f := film{cols: 80, rows: 24, paper: nightPaper}
	x.paper(f.paper)
	x.wait("first frame", func() bool { return len(x.marks(f.cols, f.rows)) > 0 })
	clock := time.NewTicker(looked)
	defer clock.Stop()
	for range int(68 * time.Second / looked) {
		f.take(x)
		<-clock.C
	}
	seconds := float64(len(f.frames)) * looked.Seconds() / faster
	picture := f.svg(seconds, len(f.frames)*3/4)
	if err := os.WriteFile(filepath.Join("docs", "pictures", "sit-played.svg"), []byte(picture), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d frames, %d kB", len(f.frames), len(picture)/1000)
}
