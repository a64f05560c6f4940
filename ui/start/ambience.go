package start

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"karuna/audio/ambience"
	"karuna/audio/loudness"
	"karuna/audio/mix"
	"karuna/audio/wav"
	"karuna/ui/prefs"
)

// Offer is something that can be chosen, with a few words on it.
type Offer struct{ Name, About string }

// Ambiences lists what can lie beneath a sit: the built-in sounds, then the
// person's own.
func (h *House) Ambiences() []Offer {
	names := ambience.Names()
	var all []Offer
	for _, name := range names {
		all = append(all, Offer{name, ambience.About(name)})
	}
	for _, name := range ownNames(h.places.Ambience) {
		if !slices.Contains(names, name) {
			all = append(all, Offer{name, "your own recording"})
		}
	}
	return all
}

// lay returns the layers of a choice, "rain" or "rain+wind:-6". What cannot be
// had is left out and is in the error.
func (h *House) lay(choice string, seed uint64) ([]mix.Layer, error) {
	wanted, err := ambience.Parse(choice)
	if err != nil {
		return nil, err
	}
	var layers []mix.Layer
	for i, w := range wanted {
		layer, oops := h.layer(w, seed+uint64(i))
		if oops != nil {
			err = errors.Join(err, fmt.Errorf("ambience %q: %w", w.Name, oops))
			continue
		}
		layers = append(layers, layer)
	}
	return layers, err
}

func (h *House) layer(w ambience.Layer, seed uint64) (mix.Layer, error) {
	if slices.Contains(ambience.Names(), w.Name) {
		sound, err := ambience.New(w.Name, seed)
		return mix.Layer{Sound: sound, Gain: w.Gain}, err
	}
	loop, err := h.ownLoop(w.Name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("there is none of that name, built in or in %s", h.places.Ambience)
	}
	return mix.Layer{Sound: loop, Gain: w.Gain}, err
}

// ownLoop is a recording of the person's own, round and round, as loud as the
// built-in sounds. Its file stays open until the House closes.
func (h *House) ownLoop(name string) (*ambience.Loop, error) {
	f, err := own(h.places.Ambience, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := h.decoder()
	if err != nil {
		return nil, err
	}
	path, err := d.File(context.Background(), filepath.Base(f.Name()), f, longestAmbience)
	if err != nil {
		return nil, err
	}
	track, err := wav.Open(path)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	h.open = append(h.open, track)
	h.mu.Unlock()
	gain, err := levelled(track)
	if err != nil {
		return nil, err
	}
	return ambience.NewLoop(track, gain)
}

// levelled returns the gain, in dB, that makes a recording as loud as the
// built-in sounds. Ten minutes of it are enough to know. A very quiet one is
// lifted by 25 dB at most, or its noise would be all there is.
func levelled(track *wav.Track) (float64, error) {
	const lift = 25
	meter := loudness.NewMeter(mix.Rate)
	buf := make([][2]float64, mix.Rate)
	for at := 0; at < min(track.Len(), 600*mix.Rate); at += len(buf) {
		part := buf[:min(len(buf), track.Len()-at)]
		if err := track.ReadAt(part, at); err != nil {
			return 0, err
		}
		meter.Add(part)
	}
	return min(ambience.Level-meter.Integrated(), lift), nil
}

// Remember keeps choices, by setting, for the sits to come. That they cannot
// be written costs nothing now and is told in a line.
func (h *House) Remember(choices map[string]string) {
	now := h.Prefs()
	for key, value := range choices {
		if text, ok := now.Text(key); ok && text == value || h.homeErr != nil {
			continue
		}
		if err := prefs.Set(h.places.ConfigFile, key, value); err != nil && h.opt.Warn != nil {
			h.opt.Warn(err.Error())
		}
	}
	h.Reload()
}
