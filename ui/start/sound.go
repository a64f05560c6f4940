package start

import (
	"fmt"
	"slices"
	"strings"

	"karuna/audio"
	"karuna/audio/ambience"
	"karuna/audio/voice"
	"karuna/sessions"
)

// Strike strikes the bell of that name once, now, on the device of the config.
func (h *House) Strike(name string) (sessions.SoundStatus, error) { return h.Player("").Strike(name) }

// Where says in a few words where a sit will sound and, where that is not what
// one would expect, why; as far as that can be said before anything has
// sounded.
func (h *House) Where() string {
	h.mu.Lock()
	bel := h.opt.BEL != nil
	h.mu.Unlock()
	device, why := h.Sounding(bel)
	switch {
	case device == "none" && why == asChosen:
		return "no sound, " + why
	case device == "none":
		return "no sound: " + why
	case device == "bel" && why != asChosen:
		return "sound: the terminal's bell; " + why
	case device == "bel":
		return "sound: the terminal's bell"
	}
	return "sound: " + device
}

const asChosen = "as you chose"

// Sounding returns the device that a sit will sound on, and why it is that one.
// bel says whether the terminal's bell can be rung.
func (h *House) Sounding(bel bool) (device, why string) {
	chosen := h.chosenDevice()
	if chosen == "none" || chosen == "bel" {
		return chosen, asChosen
	}
	var missing []string
	for _, d := range audio.Probe(h.opt.Env) {
		switch {
		case !automatic(chosen) && chosen != d.Name:
		case d.Usable:
			return d.Name, whyUsed(chosen)
		case !slices.Contains(missing, d.Why):
			missing = append(missing, d.Why)
		}
	}
	why = h.whyNone(chosen, missing)
	if bel {
		return "bel", why
	}
	return "none", why
}

func automatic(device string) bool { return device == "" || device == "auto" }

func whyUsed(chosen string) string {
	if automatic(chosen) {
		return "the first that can be used here"
	}
	return asChosen
}

// whyNone says why no device can be used.
func (h *House) whyNone(chosen string, missing []string) string {
	switch {
	case !automatic(chosen) && len(missing) == 0:
		return "no device is called " + chosen
	case h.opt.Env("SSH_CONNECTION") != "" && h.opt.Env("PULSE_SERVER") == "":
		return "over SSH nothing else reaches you"
	}
	return strings.Join(missing, ", ")
}

// Unknown returns an error for the first thing that is called by a name nothing
// here has: a bell, an ambience, a narrator, a theme, by setting name. One that
// is known and cannot be had now is no such error.
func (h *House) Unknown(given map[string]string) error {
	if name, ok := given["theme"]; ok && !slices.Contains(h.Themes(), name) {
		return fmt.Errorf("no theme is called %q; there are %s", name, strings.Join(h.Themes(), ", "))
	}
	if name, ok := given["bell"]; ok {
		bells, err := h.Bells()
		if err != nil {
			return err
		}
		if !slices.Contains(bells, name) {
			return fmt.Errorf("no bell is called %q; there are %s", name, strings.Join(bells, ", "))
		}
	}
	if name := given["voice"]; name != "" && name != off && name != "none" {
		if _, _, err := voice.Parse(name); err != nil {
			return err
		}
	}
	return h.unknownAmbience(given["ambience"])
}

func (h *House) unknownAmbience(choice string) error {
	layers, err := ambience.Parse(choice)
	if err != nil {
		return err
	}
	var names []string
	for _, o := range h.Ambiences() {
		names = append(names, o.Name)
	}
	for _, l := range layers {
		if !slices.Contains(names, l.Name) {
			return fmt.Errorf("no ambience is called %q; there are %s", l.Name, strings.Join(names, ", "))
		}
	}
	return nil
}
