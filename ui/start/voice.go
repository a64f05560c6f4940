package start

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"karuna/audio"
	"karuna/audio/clip"
	"karuna/audio/mix"
	"karuna/audio/voice"
	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/ui/prefs"
)

// Names of narrators that are no program to be found.
const (
	off        = "off"
	recordedBy = "recorded"
	ownCommand = "command"
)

// longestClip is the longest recording of a line.
const longestClip = 5 * time.Minute

// Voices says of every narrator whether it can speak here, and why not. It
// starts no program.
func (h *House) Voices() []voice.Report {
	all := voice.Probe(h.opt.Env)
	if own := h.Prefs().Voice.Command; len(own) > 0 {
		for i := range all {
			if all[i].Name == ownCommand {
				all[i].Usable, all[i].Why = true, own[0]
			}
		}
	}
	return all
}

// Narrators lists who can speak the lines of a script here: its own recordings
// where it has some, then whoever is installed.
func (h *House) Narrators(s sessions.Script) []Offer {
	if s.ID == "" {
		return nil
	}
	hasClips := recorded(s) && h.hasFolder(s)
	var all []Offer
	for _, r := range h.Voices() {
		if r.Usable && (r.Name != recordedBy || hasClips) {
			all = append(all, Offer{r.Name, r.Why})
		}
	}
	return all
}

func (h *House) hasFolder(s sessions.Script) bool {
	root := h.clipsOf(s)
	return root != nil && root.Close() == nil
}

// recorded reports whether a script names a recording.
func recorded(s sessions.Script) bool {
	return slices.ContainsFunc(s.Stages, func(st sessions.Stage) bool {
		return slices.ContainsFunc(st.Steps, func(step sessions.Step) bool {
			return step.Op == sessions.OpClip || step.Op == sessions.OpCue && step.Name != ""
		})
	})
}

// clipsOf returns the folder of a script of the person's own, nil when it is a
// single file or built in.
func (h *House) clipsOf(s sessions.Script) *os.Root {
	folder := filepath.Dir(filepath.FromSlash(s.Path))
	if s.Source != "own" || h.places.Scripts == "" || folder == "." {
		return nil
	}
	root, err := os.OpenRoot(filepath.Join(h.places.Scripts, folder))
	if err != nil {
		return nil // its files are gone: nobody speaks them
	}
	return root
}

// speaker is a narrator made ready for a script.
type speaker struct {
	*voice.Speaker
	root *os.Root // nil: there are no recordings
}

// Close ends what still speaks.
func (s speaker) Close() error {
	err := s.Speaker.Close()
	if s.root != nil {
		err = errors.Join(err, s.root.Close())
	}
	return err
}

// narrator returns who speaks a sit; nil when nobody does. The one before is
// kept when it is the same.
func (h *House) narrator(v prefs.Voice, s sessions.Script) (*voice.Speaker, error) {
	if v.Name == off || v.Name == "" || s.ID == "" {
		return nil, nil
	}
	key := strings.Join([]string{v.Name, strings.Join(v.Command, "\x00"), time.Duration(v.Rate).String(), s.ID, s.SHA256}, "\x01")
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.spoken == key {
		return h.speaker, nil
	}
	cfg := voice.Config{
		Name: v.Name, Rate: v.Rate, Command: v.Command, Env: h.opt.Env,
		Language: s.Language, Cache: h.places.Cache, Decode: h.decodeClip,
	}
	root := h.clipsOf(s)
	if root != nil {
		cfg.Clips = root.FS()
	}
	sp, err := voice.New(cfg)
	if err != nil {
		if root != nil {
			err = errors.Join(err, root.Close())
		}
		return nil, err
	}
	h.spoken, h.speaker = key, sp
	h.open = append(h.open, speaker{sp, root})
	return sp, nil
}

func (h *House) decodeClip(ctx context.Context, name string, src io.Reader) (*clip.Clip, error) {
	d, err := h.decoder()
	if err != nil {
		return nil, err
	}
	return d.Clip(ctx, name, src, longestClip)
}

// pace returns how long the narrator of a sit needs for a line, nil when
// nobody speaks.
func (h *House) pace(r Request) score.Pace {
	sp, err := h.narrator(r.Choices.Voice, r.Script)
	if sp == nil || err != nil {
		return nil
	}
	rate := time.Duration(max(r.Choices.Voice.Rate, 1))
	return func(text, file string) time.Duration {
		if d, ok := sp.Length(keyOf(text, file)); ok {
			return d
		}
		return time.Duration(score.Words(text)) * time.Minute / rate
	}
}

// keyOf is what a narrator knows a line by.
func keyOf(text, file string) string {
	if text == "" {
		return file
	}
	return text
}

// Ready makes the sound of a sit ready: the narrator's lines are spoken into
// the cache and measured, and the score is composed anew with their real
// lengths; the ambience is opened. It may take a while; progress, which may be
// nil, hears of it. What cannot be had is told in the notes of the score and
// left out; an error is one of Compose, or of ctx.
func (h *House) Ready(ctx context.Context, s Sit, progress func(done, total int)) (Sit, error) {
	sounds := audio.Sounds{Tick: s.Choices.Audio.Tick}
	layers, missing := h.lay(s.Choices.Audio.Ambience, s.Seed)
	sounds.Ambience = layers
	sp, silent := h.narrator(s.Choices.Voice, s.Script)
	notes := told(missing, "")
	notes = append(notes, told(silent, "; the words stay on the screen")...)
	if sp != nil {
		var err error
		if s, err = h.rehearse(ctx, sp, s, progress); err != nil {
			return s, err
		}
		if line := sp.Status(); line != "" {
			notes = append(notes, line)
		}
		sounds.Speech = h.speech(sp)
	}
	s.Score.Notes = append(slices.Clip(s.Score.Notes), notes...)
	s.sounds = sounds
	return s, nil
}

// told is a note of an error, none where there is none.
func told(err error, more string) []string {
	if err == nil {
		return nil
	}
	return []string{err.Error() + more}
}

// rounds is how often a score may ask for lines it had not before: other
// lengths, other words.
const rounds = 4

// rehearse has every line of the score spoken ahead.
func (h *House) rehearse(ctx context.Context, sp *voice.Speaker, s Sit, progress func(done, total int)) (Sit, error) {
	tried := map[voice.Line]bool{}
	// A recording without words is in a score only once its length is known.
	if alone := clipsAlone(s.Script); len(alone) > 0 {
		_ = sp.Prepare(ctx, alone, nil) // what failed is in sp.Status
		again, err := h.Compose(s.Request)
		if err != nil {
			return s, err
		}
		s.Want, s.Score = again.Want, again.Score
	}
	for range rounds {
		var missing []voice.Line
		for _, p := range mix.Phrases(s.Score) {
			line := voice.Line{Text: p.Text, Clip: p.Clip}
			_, there := sp.Length(keyOf(p.Text, p.Clip))
			if !tried[line] && (!there || p.Clip != "") {
				tried[line] = true
				missing = append(missing, line)
			}
		}
		if err := ctx.Err(); err != nil {
			return s, err
		}
		if len(missing) == 0 {
			break
		}
		// What failed is in sp.Status; the other lines are there.
		_ = sp.Prepare(ctx, missing, progress)
		again, err := h.Compose(s.Request)
		if err != nil {
			return s, err
		}
		s.Want, s.Score = again.Want, again.Score
	}
	return s, nil
}

// clipsAlone returns the recordings of a script that have no words.
func clipsAlone(s sessions.Script) []voice.Line {
	var lines []voice.Line
	for _, st := range s.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpClip {
				lines = append(lines, voice.Line{Clip: step.Name})
			}
		}
	}
	return lines
}

// patience is how long a line with private words may take before the fallback
// is spoken in its place.
const patience = 5 * time.Second

// speech returns how the lines of the running sit sound. A line that is asked
// for by a score of another length is spoken then, in the background.
func (h *House) speech(sp *voice.Speaker) mix.Speech {
	var mu sync.Mutex
	asked := map[voice.Line]time.Time{}
	ask := func(line voice.Line) time.Duration {
		mu.Lock()
		defer mu.Unlock()
		if since, ok := asked[line]; ok {
			return time.Since(since)
		}
		asked[line] = time.Now()
		go func() {
			// Its failure is in sp.Status, and the words are on the screen.
			_ = sp.Prepare(context.Background(), []voice.Line{line}, nil)
		}()
		return 0
	}
	had := func(line voice.Line) (*clip.Clip, bool) {
		if c, ok := sp.Clip(keyOf(line.Text, line.Clip)); ok {
			return c, true
		}
		ask(line)
		return nil, false
	}
	return func(p mix.Phrase) (*clip.Clip, bool) {
		plain := voice.Line{Text: p.Text, Clip: p.Clip}
		if full := h.filled(p); full != p.Text && sp.Discreet() {
			private := voice.Line{Text: full, Private: true}
			if c, ok := had(private); ok || ask(private) < patience {
				return c, ok
			}
		}
		return had(plain)
	}
}

// filled returns a line with what the person wrote in the running sit.
func (h *House) filled(p mix.Phrase) string {
	c := h.running.Load()
	if c == nil || p.Template == "" {
		return p.Text
	}
	return c.Say(sessions.Cue{Text: p.Text, Template: p.Template})
}

// Speaks reports whether somebody speaks the lines of a sit that is ready.
func (s Sit) Speaks() bool { return s.sounds.Speech != nil }

// Offline returns a sit that is ready as sound for a file.
func (h *House) Offline(s Sit) *audio.Sit {
	return audio.NewSit(s.Score, h.bells(h.Prefs().Bells.Volume), s.sounds)
}

// Sample has a narrator say a line for trying it, and returns the sound.
func (h *House) Sample(ctx context.Context, name string) (*clip.Clip, error) {
	v := h.Prefs().Voice
	sp, err := voice.New(voice.Config{
		Name: name, Rate: v.Rate, Command: v.Command, Env: h.opt.Env, Cache: h.places.Cache, Decode: h.decodeClip,
	})
	if err != nil {
		return nil, err
	}
	err = sp.Prepare(ctx, []voice.Line{{Text: voice.Sample}}, nil)
	said, ok := sp.Clip(voice.Sample)
	if err == nil && !ok {
		err = errors.New(name + " says nothing")
	}
	return said, errors.Join(err, sp.Close())
}

// Play plays a sound on the chosen device, as a line of a sit, and returns when
// it has been heard.
func (h *House) Play(ctx context.Context, c *clip.Clip) (sessions.SoundStatus, error) {
	p := h.Player("")
	if s := p.Status(); s.State == sessions.SoundBell || s.State == sessions.SoundNone {
		return s, audio.ErrSilent
	}
	line := sessions.Cue{End: c.Duration(), Type: sessions.CueSpeak, Text: voice.Sample}
	lead := max(p.Lead(), time.Second)
	p.Use(audio.Sounds{Speech: func(mix.Phrase) (*clip.Clip, bool) { return c, true }})
	p.Follow(sessions.Plan{
		Score: sessions.Score{Total: c.Duration(), Cues: []sessions.Cue{line}},
		Base:  time.Now().Add(lead), From: -lead, Running: true,
	})
	select {
	case <-time.After(lead + c.Duration() + time.Second):
	case <-ctx.Done():
	}
	s := p.Status()
	p.Stop(0)
	if s.State != sessions.SoundReady {
		return s, audio.ErrSilent
	}
	return s, ctx.Err()
}
