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

// Where says in a few words where a sit will sound, as far as that can be said
// before anything has sounded.
func (h *House) Where() string {
	chosen := h.chosenDevice()
	switch chosen {
	case "none":
		return "no sound, as you chose"
	case "bel":
		return "sound: the terminal's bell"
	}
	why := ""
	for _, d := range audio.Probe(h.opt.Env) {
		switch {
		case chosen != "" && chosen != "auto" && chosen != d.Name:
		case d.Usable:
			return "sound: " + d.Name
		case why == "":
			why = d.Name + ": " + d.Why
		}
	}
	h.mu.Lock()
	bel := h.opt.BEL != nil
	h.mu.Unlock()
	switch {
	case bel:
		return "sound: the terminal's bell"
	case why == "":
		return "no sound: no device is called " + chosen
	}
	return "no sound, " + why
}

// Unknown returns an error for the first sound that is called by a name nothing
// here has: a bell, an ambience, a narrator, by setting name. One that is known
// and cannot be had now is no such error.
func (h *House) Unknown(given map[string]string) error {
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
