//go:build unix

package audio_test

import (
	"strings"
	"testing"

	"karuna/audio"
)

func TestSystemProbeNamesTheServer(t *testing.T) {
	check := func(server, want string) {
		t.Helper()
		t.Run(server, func(t *testing.T) {
			system(t)
			t.Parallel()
			srv := startServer(t, server)
			for _, r := range audio.Probe(srv.env) {
				if r.Name == "pulse" && (!r.Usable || !strings.Contains(r.About, want) || !strings.HasSuffix(r.About, ", playing to quiet")) {
					t.Errorf("%+v, want it usable, of %s, playing to quiet", r, want)
				}
				if r.Name == "pulse" {
					t.Log(r.About)
				}
			}
		})
	}
	check("pulseaudio", "pulseaudio ")
	check("pipewire", "PipeWire ")
}
