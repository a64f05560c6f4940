package bell_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/cmplx"
	"os"
	"path/filepath"
	"testing"

	"karuna/audio/bell"
	"karuna/audio/loudness"
	"karuna/audio/wav"
)

// TestMeasure measures the strokes that bench/bells.sh has written into the
// folder KARUNA_BELLS, NAME.wav: a row of a table each in NAME.row, its levels
// by time in NAME.dat and a rate that holds all its modes in NAME.rate.
func TestMeasure(t *testing.T) {
	dir := os.Getenv("KARUNA_BELLS")
	if dir == "" {
		t.Skip("strokes are measured by bench/bells.sh, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	shipped(t, func(t *testing.T, name string, s bell.Spec) {
		x := read(t, filepath.Join(dir, name+".wav"))
		write := func(ext string, f func(w io.Writer)) {
			file, err := os.Create(filepath.Join(dir, name+ext))
			if err != nil {
				t.Fatal(err)
			}
			w := bufio.NewWriter(file)
			f(w)
			if err := errors.Join(w.Flush(), file.Close()); err != nil {
				t.Fatal(err)
			}
		}
		write(".row", func(w io.Writer) { row(w, name, s, x) })
		write(".dat", func(w io.Writer) { levels(w, s, x) })
		write(".rate", func(w io.Writer) {
			high, r := s.Modes[len(s.Modes)-1].Ratio*s.Base, 3000.0
			for ; r < 2.4*high && r < rate; r *= 2 {
			}
			fmt.Fprintln(w, min(r, rate))
		})
	})
}

func read(t *testing.T, file string) [][2]float64 {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := wav.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]float64
	var buf [4096][2]float64
	for {
		n, err := r.Read(buf[:])
		all = append(all, buf[:n]...)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

func row(w io.Writer, name string, s bell.Spec, x [][2]float64) {
	m := loudness.NewMeter(rate)
	m.Add(x)
	dc := 0.0
	for ch := range 2 {
		sum := 0.0
		for _, f := range x {
			sum += f[ch]
		}
		dc = max(dc, math.Abs(sum)/float64(len(x)))
	}
	t60, beat := lowest(s, x)
	fmt.Fprintf(w, "| %s | %.2f | %.1f | %.0e | %.2f | %.2f | %s | %.1f | %.1f |\n", name,
		decibels(peak(x)), m.Momentary(), dc, rise(x), t60, beat, click(x), float64(len(x))/rate)
}

// rise returns how long the onset takes from 10 to 90 % of the peak, in ms.
func rise(x [][2]float64) float64 {
	top, from := peak(x), -1
	for i := range x {
		p := peak(x[i : i+1])
		if from < 0 && p >= 0.1*top {
			from = i
		}
		if p >= 0.9*top {
			return float64(i-from) * 1000 / rate
		}
	}
	return math.NaN()
}

// click returns the largest step against the largest other one within a
// millisecond of it, of those that could be heard.
func click(x [][2]float64) float64 {
	worst := 0.0
	for ch := range 2 {
		step := func(i int) float64 { return math.Abs(x[i][ch] - x[i-1][ch]) }
		for i := 1; i < len(x); i++ {
			if step(i) < 1e-3 {
				continue
			}
			around := 1e-3
			for j := max(1, i-48); j < min(len(x), i+48); j++ {
				if j < i-1 || j > i+1 {
					around = max(around, step(j))
				}
			}
			worst = max(worst, step(i)/around)
		}
	}
	return worst
}

// lowest measures the lowest mode that beats, or else the lowest: its T60 in s
// from the slope of its level, and the beats a second in what is left of that.
func lowest(s bell.Spec, x [][2]float64) (t60 float64, beat string) {
	m := s.Modes[0]
	if m.Split == 0 && s.Modes[1].Split > 0 {
		m = s.Modes[1]
	}
	step := 0.05
	if m.T60 < 1 {
		step = 0.01
	}
	var at, db []float64
	for i := 1; ; i++ {
		centre, half := float64(i)*2*step, int(2*step*rate)
		from := int(centre*rate) - half
		if from < 0 {
			continue
		}
		if from+2*half > len(x) || centre > m.T60 {
			break
		}
		at = append(at, centre)
		db = append(db, decibels(tone(x[from:from+2*half], m.Ratio*s.Base)))
	}
	slope, rest := line(at, db)
	if m.Split == 0 {
		return -60 / slope, "–"
	}
	best, rate := 0.0, 0.0
	for r := 0.2; r < 6; r += 0.01 {
		var sum complex128
		for i, v := range rest {
			sum += cmplx.Rect(v, 2*math.Pi*r*at[i])
		}
		if a := cmplx.Abs(sum); a > best {
			best, rate = a, r
		}
	}
	return -60 / slope, fmt.Sprintf("%.2f", rate)
}

// line fits a line and returns its slope and what is left.
func line(x, y []float64) (slope float64, rest []float64) {
	n := float64(len(x))
	var sx, sy, sxx, sxy float64
	for i := range x {
		sx, sy, sxx, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
	}
	slope = (n*sxy - sx*sy) / (n*sxx - sx*sx)
	for i := range x {
		rest = append(rest, y[i]-sy/n-slope*(x[i]-sx/n))
	}
	return slope, rest
}

// levels writes the level by time, in dBFS: of all, and of the three lowest
// modes.
func levels(w io.Writer, s bell.Spec, x [][2]float64) {
	step := rate / 20
	if s.Modes[0].T60 < 1 {
		step = rate / 200
	}
	for at := 0; at+2*step <= len(x) && at < 30*rate; at += step {
		part := x[at : at+2*step]
		fmt.Fprintf(w, "%.3f %.2f", float64(at)/rate, decibels(math.Sqrt(energy(part[:step])/float64(2*step))+1e-9))
		for _, m := range s.Modes[:min(3, len(s.Modes))] {
			fmt.Fprintf(w, " %.2f", decibels(2*math.Sqrt2*tone(part, m.Ratio*s.Base)+1e-9))
		}
		fmt.Fprintln(w)
	}
}
