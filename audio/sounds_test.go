package audio_test

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"sort"
	"testing"
	"time"

	"karuna/audio"
	"karuna/audio/clip"
	"karuna/audio/mix"
	"karuna/sessions"
)

// hum is an ambience of one unchanging value.
type hum float64

func (h hum) Stream(samples [][2]float64) (int, bool) {
	for i := range samples {
		samples[i] = [2]float64{float64(h), float64(h)}
	}
	return len(samples), true
}

func (hum) Err() error { return nil }

// torn is an ambience whose file cannot be read.
type torn struct{ hum }

func (torn) Feed(int) error { return errors.New("read: input/output error") }

// spoken returns a speech in which every line is a second of 0.2.
func spoken() mix.Speech {
	all := make([]float32, rate)
	for i := range all {
		all[i] = 0.2
	}
	c := clip.Mono(all)
	return func(mix.Phrase) (*clip.Clip, bool) { return c, true }
}

func guided(total time.Duration, at ...time.Duration) sessions.Score {
	sc := woods(total)
	closing := sc.Cues[len(sc.Cues)-1]
	sc.Cues = sc.Cues[:len(sc.Cues)-1]
	for _, a := range at {
		sc.Cues = append(sc.Cues, sessions.Cue{At: a, End: a + s, Type: sessions.CueSpeak, Text: a.String()})
	}
	sc.Cues = append(sc.Cues, closing)
	return sc
}

func TestPlayerSpeaks(t *testing.T) {
	inBubble(t, "lines are on time, and the card sleeps between", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(guided(60*s, 20*s, 30*s), 3*s)
		p.Use(audio.Sounds{Speech: spoken()})
		p.Follow(plan)
		time.Sleep(70 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s, 30*s, 60*s)
		if got := c.last().corks; got < 6 {
			t.Errorf("corked and uncorked %d times: the card never slept", got)
		}
	})
	inBubble(t, "in a sit without bells", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		sc := guided(60*s, 20*s, 30*s)
		sc.Cues = sc.Cues[1 : len(sc.Cues)-1]
		plan := running(sc, 3*s)
		p.Use(audio.Sounds{Speech: spoken()})
		p.Follow(plan)
		time.Sleep(70 * s)
		near(t, c.onsets(), plan.Base, 20*s, 30*s)
	})
	inBubble(t, "hushed", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(guided(60*s, 20*s, 30*s), 3*s)
		p.Use(audio.Sounds{Speech: spoken()})
		p.Follow(plan)
		time.Sleep(10 * s)
		p.Hush(true)
		time.Sleep(15 * s)
		p.Hush(false)
		time.Sleep(45 * s)
		near(t, c.onsets(), plan.Base, 0, 30*s, 60*s)
	})
	inBubble(t, "nothing in ground", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(guided(60*s, 20*s, 30*s), 3*s)
		p.Use(audio.Sounds{Speech: spoken()})
		p.Follow(plan)
		time.Sleep(10 * s)
		plan.Mute = true
		p.Follow(plan)
		time.Sleep(18 * s)
		plan.Mute = false
		p.Follow(plan)
		time.Sleep(40 * s)
		near(t, c.onsets(), plan.Base, 0, 30*s, 60*s)
	})
}

func TestTickBeforeLines(t *testing.T) {
	inBubble(t, "with nobody speaking", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(guided(60*s, 20*s, 30*s), 3*s)
		p.Use(audio.Sounds{Tick: true})
		p.Follow(plan)
		time.Sleep(70 * s)
		near(t, c.onsets(), plan.Base, 0, 19*s, 29*s, 60*s)
	})
	inBubble(t, "and not where somebody does", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(guided(60*s, 20*s), 3*s)
		p.Use(audio.Sounds{Tick: true, Speech: spoken()})
		p.Follow(plan)
		time.Sleep(70 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s, 60*s)
	})
}

// level returns what is heard at an instant.
func (c *card) level(start time.Time, at time.Duration) float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.streams[len(c.streams)-1]
	t.advance()
	i := sort.Search(int(t.taken), func(i int) bool { return !t.heardAt(int64(i)).Before(start.Add(at)) })
	if i == int(t.taken) {
		return 0
	}
	return t.frames[i][0]
}

func TestPlayerLaysAnAmbience(t *testing.T) {
	inBubble(t, "whole", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(woods(60*s), 3*s)
		p.Use(audio.Sounds{Ambience: []mix.Layer{{Sound: hum(0.02)}}})
		p.Follow(plan)
		time.Sleep(90 * s)
		for at, want := range map[time.Duration]float64{-1 * s: 0, 20 * s: 0.02, 59 * s: 0.02, 75 * s: 0} {
			if got := c.level(plan.Base, at); got < want-1e-4 || got > want+1e-4 {
				t.Errorf("at %v it is %v, want %v", at, got, want)
			}
		}
		if got := c.last().corks; got != 2 {
			t.Errorf("corked and uncorked %d times, want 2: asleep after all", got)
		}
	})
	inBubble(t, "a file that cannot be read", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(woods(20*s), 3*s)
		p.Use(audio.Sounds{Ambience: []mix.Layer{{Sound: torn{}}}})
		p.Follow(plan)
		time.Sleep(10 * s)
		if got := p.Status(); got.Line == "" || got.State != sessions.SoundReady {
			t.Errorf("status %+v", got)
		}
		time.Sleep(20 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s)
	})
	inBubble(t, "a sit without an end, left", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		sc := sit(0, wood(0, sessions.Opening))
		sc.Open = true
		plan := running(sc, 3*s)
		p.Use(audio.Sounds{Ambience: []mix.Layer{{Sound: hum(0.02)}}})
		p.Follow(plan)
		time.Sleep(30 * s)
		if got := c.level(plan.Base, 25*s); got < 0.0199 {
			t.Errorf("after 25 s it is %v", got)
		}
		p.Stop(2 * s)
		time.Sleep(5 * s)
		if !c.last().closed {
			t.Error("the card is still open")
		}
	})
}

// What is heard from a card and what goes into a file are one sound.
func TestSitIsWhatAPlayerPlays(t *testing.T) {
	files := audio.Bells{Files: os.DirFS("../assets/bells")}
	sc := guided(20*s, 5*s, 12*s)
	offline := audio.NewSit(sc, files, audio.Sounds{Speech: spoken(), Ambience: []mix.Layer{{Sound: hum(0.01)}}})
	want := make([][2]float64, 0, 40*rate)
	for {
		buf := make([][2]float64, 480)
		if err := offline.Feed(len(buf)); err != nil {
			t.Fatal(err)
		}
		n, ok := offline.Stream(buf)
		if want = append(want, buf[:n]...); !ok {
			break
		}
	}
	inBubble(t, "same", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(sc, 3*s)
		p.Use(audio.Sounds{Speech: spoken(), Ambience: []mix.Layer{{Sound: hum(0.01)}}})
		p.Follow(plan)
		time.Sleep(50 * s)
		track := c.last()
		audible := func(f [2]float64) bool { return f[0] > 3e-4 || f[0] < -3e-4 } // which priming is not
		first, begin := slices.IndexFunc(track.frames, audible), slices.IndexFunc(want, audible)
		n := min(len(want)-begin, 25*rate)
		for i := range n {
			if got := track.frames[first+i]; got != want[begin+i] {
				t.Fatalf("frame %d is %v live and %v in a file", i, got, want[begin+i])
			}
		}
	})
}

func TestOwnBells(t *testing.T) {
	rung := 0
	b := audio.Bells{Files: os.DirFS("../assets/bells"), Own: func(name string) (mix.Instrument, error) {
		switch name {
		case "grandmother":
			rung++
			return audio.Bells{Files: os.DirFS("../assets/bells")}.Open("woodblock")
		case "inkin":
			return nil, errors.New("decode inkin.ogg: it is no sound")
		}
		return nil, fs.ErrNotExist
	}}
	check := func(name string, ok bool) {
		t.Helper()
		if _, err := b.Open(name); (err == nil) != ok {
			t.Errorf("Open(%q): %v", name, err)
		}
	}
	check("grandmother", true)
	check("bowl-large", true)
	check("inkin", false) // the person's own of that name, and broken
	check("nobody", false)
	if rung != 1 {
		t.Errorf("asked %d times", rung)
	}
}
