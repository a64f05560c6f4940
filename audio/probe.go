package audio

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"karuna/audio/device/pulse"
)

// DeviceReport is what a person may know about a device.
type DeviceReport struct {
	Name   string
	Usable bool
	Why    string // what stands in the way, or ""
	About  string // what is behind it, as far as it says so: the server and its sink
}

// Probe looks at every device of this system in the order they are tried. It
// starts no sound and no program; env is the environment. The terminal's bell
// is not among them: only main knows whether there is a terminal.
func Probe(env func(string) string) []DeviceReport {
	var out []DeviceReport
	for _, d := range devices() {
		r := DeviceReport{Name: d.Name, Usable: true}
		err := d.Usable(env)
		if err == nil {
			err = behind(d.Name, env, "/proc/asound/cards")
		}
		if err == nil && d.Name == "pulse" {
			r.About, err = server(env)
		}
		if err != nil {
			r.Usable, r.Why = false, err.Error()
		}
		out = append(out, r)
	}
	return out
}

// server says which sound server it is and where that plays. One that takes
// connections and does not answer is of no use.
func server(env func(string) string) (string, error) {
	name, sink, err := pulse.Server(env)
	if err != nil {
		return "", err
	}
	if sink == "" {
		return name + ", which plays to nothing", nil
	}
	return name + ", playing to " + sink, nil
}

// behind returns what is missing behind a program that is installed: the
// server or the sound card it would play to. Opening a device finds that out
// by trying; looking must not start a program.
func behind(name string, env func(string) string, cards string) error {
	switch name {
	case "pacat":
		return pulse.Device().Usable(env)
	case "aplay", "sox":
		if runtime.GOOS == "linux" {
			return alsa(env, cards)
		}
	}
	return nil
}

// alsa looks for a sound card, or for a configuration that names something
// else to play to. Where the list of cards cannot be read there is nothing to
// say.
func alsa(env func(string) string, cards string) error {
	list, err := os.ReadFile(cards)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil && !strings.Contains(string(list), "no soundcards") && strings.TrimSpace(string(list)) != "" {
		return nil
	}
	for _, conf := range []string{filepath.Join(env("HOME"), ".asoundrc"), "/etc/asound.conf"} {
		if _, err := os.Stat(conf); err == nil {
			return nil
		}
	}
	return errors.New("no sound card")
}
