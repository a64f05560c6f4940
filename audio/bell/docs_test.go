package bell_test

import (
	"flag"
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"strconv"
	"strings"
	"testing"

	"karuna/audio/bell"
)

var update = flag.Bool("update", false, "write the tables of docs/bells.md anew")

const (
	bellsPage = "../../docs/bells.md"
	madeBelow = "<!-- Made below here from assets/bells: go test ./audio/bell -run Page -update -->\n"
)

// TestBellsPage holds the tables of docs/bells.md to the data.
func TestBellsPage(t *testing.T) {
	page, err := os.ReadFile(bellsPage)
	if err != nil {
		t.Fatal(err)
	}
	written, got, ok := strings.Cut(string(page), madeBelow)
	if !ok {
		t.Fatalf("%s has no line %q", bellsPage, madeBelow)
	}
	names, err := bell.Names(os.DirFS("../../assets/bells"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range names {
		describe(&b, name, spec(t, name))
	}
	if got == b.String() {
		return
	}
	if !*update {
		t.Fatalf("%s is not what assets/bells says; go test ./audio/bell -run Page -update", bellsPage)
	}
	if err := os.WriteFile(bellsPage, []byte(written+madeBelow+b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// describe writes the section of a bell.
func describe(b *strings.Builder, name string, s bell.Spec) {
	fmt.Fprintf(b, "\n## %s\n\n%s: %s.\n\n", name, s.Title, s.About)
	fmt.Fprintf(b, "![Spectrogram of %s](pictures/bells/%s.png)\n![Decay of %s](pictures/bells/%s-decay.png)\n\n", name, name, name, name)
	fmt.Fprintf(b, "Peak %v dBFS. The mallet touches for %v ms (%s). Half sound: %v dB, gone in %v s (%s).\n\n",
		s.Level, s.Mallet.Contact, s.Mallet.Source, s.Half.Level, s.Half.T60, s.Half.Source)
	b.WriteString("| ratio | Hz | T60, s | level, dB | split, Hz | bloom, s |\n|---:|---:|---:|---:|---:|---:|\n")
	level, top := make([]float64, len(s.Modes)), math.Inf(-1)
	for i, m := range s.Modes {
		level[i] = m.Gain + touch(s.Mallet.Contact, m.Ratio*s.Base)
		top = max(top, level[i])
	}
	for i, m := range s.Modes {
		fmt.Fprintf(b, "| %v | %.1f | %v | %.0f | %s | %s |\n",
			m.Ratio, m.Ratio*s.Base, m.T60, level[i]-top+0.0, orNone(m.Split), orNone(m.Bloom))
	}
	fmt.Fprintf(b, "\n%s\n", strings.TrimSpace(s.Source))
	for _, m := range s.Modes {
		if m.Source != "" {
			fmt.Fprintf(b, "Mode of ratio %v: %s.\n", m.Ratio, m.Source)
		}
	}
}

// touch is what a mallet that touches for so many ms, with the force of half a
// sine, gives to a mode of hz, in dB against a short blow of the same push.
func touch(ms, hz float64) float64 {
	n := int(ms * rate / 1000)
	var sum complex128
	push := 0.0
	for i := range n {
		force := math.Sin(math.Pi * float64(i) / float64(n))
		sum += cmplx.Rect(force, 2*math.Pi*hz*float64(i)/rate)
		push += force
	}
	return decibels(cmplx.Abs(sum) / push)
}

func orNone(v float64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
