package ambience_test

import (
	"os"
	"path/filepath"
	"testing"

	"karuna/audio/ambience"
	"karuna/audio/wav"
)

// TestRendered writes a minute of every ambience into the folder that
// KARUNA_AMBIENCE_OUT names, for bench/ambience.sh and for ears.
func TestRendered(t *testing.T) {
	dir := os.Getenv("KARUNA_AMBIENCE_OUT")
	if dir == "" {
		t.Skip("needs KARUNA_AMBIENCE_OUT, a folder to write to")
	}
	for _, name := range ambience.Names() {
		f, err := os.Create(filepath.Join(dir, name+".wav"))
		if err != nil {
			t.Fatal(err)
		}
		w, err := wav.NewWriter(f, wav.Format{Rate: ambience.Rate, Channels: 2, Bits: 24})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Write(take(t, name, 1, 60*ambience.Rate))
		if err == nil {
			err = w.Close()
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
