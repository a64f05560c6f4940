package voice

import (
	"fmt"
	"math"
	"slices"
)

// flite finds Flite, which speaks English. It goes back to the header of what
// it has written, and waits for ever when that is a pipe: so it writes a file.
func flite(w wish) (tool, error) {
	path, err := program(w.env, "flite")
	if err != nil {
		return tool{}, err
	}
	if !w.english() {
		return tool{}, fmt.Errorf("flite speaks English only, not %q", w.language)
	}
	voice := w.voice
	if voice == "" {
		voice = "slt"
	}
	// Words a minute of our lines at its own pace, measured with version 2.2.
	names := []string{"slt", "rms", "awb", "kal16", "kal"}
	paces := []float64{245, 213, 225, 248, 245}
	i := slices.Index(names, voice)
	if i < 0 {
		return tool{}, fmt.Errorf("flite has no voice %q: %v", voice, names)
	}
	stretch := math.Min(math.Max(paces[i]/w.rate, 0.5), 4)
	return tool{path: path, about: path + ", voice " + voice, args: []string{
		"-voice", voice, "--setf", "duration_stretch=" + decimal(stretch), "-f", "-", "-o", outFile,
	}}, nil
}
