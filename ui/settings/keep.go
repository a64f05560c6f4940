package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	tea "charm.land/bubbletea/v2"

	"karuna/audio"
	"karuna/ui/prefs"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// change is a value on its way to the config file.
type change struct {
	key, name, text string
	typed           string // as it stood in the field; "": it was not typed
	err             error  // why it could not be written
}

// keeper writes changes in the order in which they were made, whatever order
// the commands that ask for it run in.
type keeper struct {
	house  *start.House
	file   sync.Mutex // held while the file is written
	mu     sync.Mutex // guards queue, and is never held for long
	queued []change
}

func (k *keeper) add(c change) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.queued = append(k.queued, c)
}

func (k *keeper) take() []change {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := k.queued
	k.queued = nil
	return all
}

// write writes what is queued and returns what could not be written. When it
// returns, nothing that was queued before the call is on its way any more.
func (k *keeper) write() []change {
	k.file.Lock()
	defer k.file.Unlock()
	var failed []change
	for _, c := range k.take() {
		if c.err = k.one(c); c.err != nil {
			failed = append(failed, c)
		}
	}
	k.house.Reload()
	return failed
}

func (k *keeper) one(c change) error {
	places, err := k.house.Places()
	if places.ConfigFile == "" {
		return err
	}
	if err := k.house.Unknown(map[string]string{c.name: c.text}); err != nil {
		return err
	}
	return plainly(prefs.Set(places.ConfigFile, c.key, c.text))
}

// plainly says of an error of the disk what it is about, without the names of
// files that are gone again.
func plainly(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("write the config file: %w", path.Err)
	}
	return err
}

// kept is the news that the file was written, or not.
type kept struct {
	to      *Settings
	written int // changes that are no longer on their way
	failed  []change
	seen    seen
}

// change puts a value on its way to the file. What is told and worn reaches
// the program also when this screen is closed meanwhile.
func (s *Settings) change(c change) tea.Cmd {
	s.values[c.key] = c.text
	s.busy++
	s.keeper.add(c)
	house, k := s.house, s.keeper
	return func() tea.Msg {
		before := wear(house)
		return s.news(before, kept{to: s, written: 1, failed: k.write()})
	}
}

// news is what the program has to know once the file was written.
func (s *Settings) news(before screen.Wear, k kept) tea.Msg {
	k.seen = reread(s.house)
	all := tea.BatchMsg{func() tea.Msg { return k }}
	if after := wear(s.house); after != before {
		all = append(all, func() tea.Msg { return after })
	}
	for _, c := range k.failed {
		all = append(all, func() tea.Msg { return screen.Trouble{Err: c.err} })
	}
	return all
}

// edit opens the file itself in the person's editor, once all that was chosen
// is in it.
func (s *Settings) edit() tea.Cmd {
	places, err := s.house.Places()
	if places.ConfigFile == "" {
		return func() tea.Msg { return screen.Trouble{Err: err} }
	}
	before := screen.Wear{}
	ready := func() tea.Msg {
		before = wear(s.house)
		s.keeper.write()
		if _, err := prefs.Begin(places.ConfigFile); err != nil {
			return screen.Trouble{Err: plainly(err)}
		}
		return nil
	}
	return tea.Sequence(ready, s.editor.Open(places.ConfigFile, func(err error) tea.Msg {
		s.house.Reload()
		k := kept{to: s}
		if err != nil {
			k.failed = []change{{err: err}}
		}
		return s.news(before, k)
	}))
}

// kept shows what the file says now. What was typed and could not be written
// is not lost: it stands in its field again.
func (s *Settings) kept(msg kept) tea.Cmd {
	s.busy -= msg.written
	s.settle(msg.seen)
	for _, c := range msg.failed {
		if s.busy == 0 && c.typed != "" && s.field == nil && s.row().Key == c.key {
			s.open(c.typed)
		}
	}
	return nil
}

// wear is how the screens look by the choices in force.
func wear(house *start.House) screen.Wear {
	ui := house.InForce().UI
	return screen.Wear{Theme: ui.Theme, Glyphs: ui.Glyphs, Still: ui.Motion == "reduced"}
}

// reread reads the config file again.
func reread(house *start.House) seen {
	file, force := house.Prefs(), house.InForce()
	v := seen{known: true, values: map[string]string{}, force: map[string]string{}, by: force.From, problems: house.Problems()}
	for _, r := range prefs.Settings() {
		v.values[r.Key], _ = file.Text(r.Key) // every key of Settings has a text
		v.force[r.Key], _ = force.Text(r.Key)
	}
	return v
}

// look reads the config file, and what there is to choose from.
func look(house *start.House) seen {
	v := reread(house)
	v.offers = map[string][]string{"theme": house.Themes(), "voice": {off, "auto"}, "ambience": {off}, "device": {"auto"}}
	if bells, err := house.Bells(); err == nil {
		v.offers["bell"] = bells
	}
	for _, o := range house.Ambiences() {
		v.offers["ambience"] = append(v.offers["ambience"], o.Name)
	}
	for _, r := range house.Voices() {
		if r.Usable {
			v.offers["voice"] = append(v.offers["voice"], r.Name)
		}
	}
	for _, d := range audio.Probe(house.Options().Env) {
		if d.Usable {
			v.offers["device"] = append(v.offers["device"], d.Name)
		}
	}
	v.offers["device"] = append(v.offers["device"], "bel", "none")
	return v
}

const off = "off"
