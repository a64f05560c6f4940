package cli

import (
	"io"
	"math"

	"karuna/audio/mix"
	"karuna/audio/wav"
)

// bellFile writes one full stroke of a bell to a WAV file of 16 bits, at the
// level the bell has of its own.
func (a *App) bellFile(name, file string) error {
	if file == "-" {
		return usagef("a WAV file needs a name: it cannot go to standard output")
	}
	b, err := a.house.Bell(name)
	if err != nil {
		return err
	}
	b.Strike(1, 0, false)
	frames := 0
	if err := replace(file, func(w io.WriteSeeker) (err error) {
		frames, err = writeRing(w, b)
		return err
	}); err != nil {
		return err
	}
	seconds := math.Round(10*float64(frames)/mix.Rate) / 10
	if a.flags.json {
		return a.printJSON(struct {
			Bell    string  `json:"bell"`
			File    string  `json:"file"`
			Seconds float64 `json:"seconds"`
		}{name, file, seconds})
	}
	return a.print("%s, %.1f s, in %s\n", name, seconds, file)
}

// writeRing writes what rings until it is quiet and returns the frames that
// took.
func writeRing(w io.WriteSeeker, b mix.Instrument) (frames int, err error) {
	out, err := wav.NewWriter(w, wav.Format{Rate: mix.Rate, Channels: 2, Bits: 16})
	if err != nil {
		return 0, err
	}
	var buf [4096][2]float64
	for !b.Quiet() {
		n, _ := b.Stream(buf[:])
		if err := out.Write(buf[:n]); err != nil {
			return frames, err
		}
		frames += n
	}
	return frames, out.Close()
}
