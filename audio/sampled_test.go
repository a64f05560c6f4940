package audio_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"karuna/audio"
	"karuna/audio/device"
	"karuna/sessions"
)

// inBubble plays on a card that needs 1.8 s to start.
func inBubble(t *testing.T, name string, f func(t *testing.T, c *card, p *audio.Player, b *bells)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := &card{latency: 80 * time.Millisecond, cold: 1800 * time.Millisecond}
			b := &bells{start: time.Now()}
			p := audio.New(audio.Config{
				BEL: b.ring, Volume: 1, Bells: audio.Bells{Files: os.DirFS("../assets/bells")},
				Devices: []device.Device{c.device("card")},
			})
			f(t, c, p, b)
			if err := p.Close(); err != nil {
				t.Error(err)
			}
			for _, s := range c.streams {
				if !s.closed {
					t.Error("a stream is left open")
				}
			}
		})
	})
}

// near compares onsets, counted from start, to 5 ms.
func near(t *testing.T, got []time.Time, start time.Time, want ...time.Duration) {
	t.Helper()
	ok := len(got) == len(want)
	var offsets []time.Duration
	for i, o := range got {
		offsets = append(offsets, o.Sub(start))
		ok = ok && i < len(want) && (o.Sub(start)-want[i]).Abs() <= 5*time.Millisecond
	}
	if !ok {
		t.Errorf("onsets %v, want %v", offsets, want)
	}
}

func wood(at time.Duration, role sessions.Role) sessions.Cue {
	c := cue(at, role, 1, 0)
	c.Bell.Name = "woodblock"
	return c
}

func woods(total time.Duration, at ...time.Duration) sessions.Score {
	sc := sit(total, wood(0, sessions.Opening))
	for _, a := range at {
		sc.Cues = append(sc.Cues, wood(a, sessions.Interval))
	}
	sc.Cues = append(sc.Cues, wood(total, sessions.Closing))
	return sc
}

const s = time.Second

func TestSitOnACard(t *testing.T) {
	inBubble(t, "whole", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		plan := running(woods(60*s, 20*s, 21*s), 3*s)
		p.Follow(plan)
		time.Sleep(62 * s)
		status := p.Status()
		time.Sleep(8 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s, 21*s, 60*s)
		if status.State != sessions.SoundReady || status.Device != "card" || status.Line != "" {
			t.Errorf("status %+v", status)
		}
		for i, k := range status.Strokes {
			if off := k.PlayedMS - k.AskedMS; !k.Played || off < -5 || off > 5 || i > 1 {
				t.Errorf("stroke %d: %+v", i, k)
			}
		}
		equal(t, "rang", b.heard(), nil)
		if got := c.last().corks; got != 6 {
			t.Errorf("corked and uncorked %d times, want 6: asleep between the strokes and after the last", got)
		}
		if got := c.last().written; got > 20*rate {
			t.Errorf("%d frames were rendered for 5 s of sound", got)
		}
	})
	inBubble(t, "a cold start at the last moment", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(woods(20*s), p.Lead())
		p.Follow(plan)
		time.Sleep(30 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s)
	})
	inBubble(t, "held and gone on", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		start := time.Now()
		plan := running(woods(20*s, 8*s), 5*s)
		p.Follow(plan)
		time.Sleep(10 * s) // at 5 s
		plan.From, plan.Running = 5*s, false
		p.Follow(plan)
		time.Sleep(100 * s)
		plan.Base, plan.Running = time.Now().Add(-5*s), true
		p.Follow(plan)
		time.Sleep(30 * s)
		near(t, c.onsets(), start, 5*s, 113*s, 125*s)
	})
	inBubble(t, "a device that takes everything is not fed ahead of the clock", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		c.greedy = true
		plan := running(woods(10*s), 5*s)
		p.Follow(plan)
		for range 200 {
			time.Sleep(s / 10)
			c.set(func() {
				if ahead := c.streams[0].written - c.streams[0].taken; ahead > rate*6/10 {
					t.Fatalf("%d frames ahead", ahead)
				}
			})
		}
		near(t, c.onsets(), plan.Base, 0, 10*s)
	})
}

func TestStopFades(t *testing.T) {
	inBubble(t, "within the fade", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		p.Follow(running(sit(60*s, cue(0, sessions.Opening, 1, 0)), 5*s))
		time.Sleep(7 * s)
		p.Stop(2 * s)
		time.Sleep(10 * s)
		c.last().advance()
		if !c.last().closed {
			t.Error("the device is still open after the plan was left")
		}
		if end := c.last(); end.written-end.loud < rate/10 {
			t.Error("it sounds after the fade")
		}
		if err := p.Rest(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func TestStrikeNow(t *testing.T) {
	inBubble(t, "through the device", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		start := time.Now()
		status, err := p.Strike("inkin")
		if err != nil || status.Device != "card" || status.State != sessions.SoundReady {
			t.Errorf("%+v, %v", status, err)
		}
		if d := time.Since(start); d > 3*s {
			t.Errorf("struck after %v", d)
		}
		if err := p.Rest(context.Background()); err != nil {
			t.Error(err)
		}
		if n := len(c.onsets()); n != 1 || len(b.heard()) != 0 {
			t.Errorf("%d onsets, terminal %v", n, b.heard())
		}
		if !c.last().closed {
			t.Error("the device is open after the ringing")
		}
	})
	inBubble(t, "a bell there is not", func(t *testing.T, _ *card, p *audio.Player, _ *bells) {
		if _, err := p.Strike("no-such"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v, want %v", err, fs.ErrNotExist)
		}
	})
	inBubble(t, "on the terminal when there is no device", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		c.broken = true
		status, err := p.Strike("inkin")
		if err != nil || status.State != sessions.SoundBell || len(b.heard()) != 1 {
			t.Errorf("%+v, %v, rang %v", status, err, b.heard())
		}
	})
}

func TestVolume(t *testing.T) {
	inBubble(t, "is held and heard", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		if v := p.Volume(1); v != 1 {
			t.Errorf("volume %v, want 1", v)
		}
		p.SetVolume(0)
		p.Follow(running(woods(10*s), 3*s))
		time.Sleep(20 * s)
		if got := c.onsets(); got != nil {
			t.Errorf("sounds at volume 0: %v", got)
		}
		if v := p.Volume(-1); v != 0 {
			t.Errorf("volume %v, want 0", v)
		}
	})
}
