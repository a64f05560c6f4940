package start

import (
	"karuna/audio"
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
