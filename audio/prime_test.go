package audio_test

import (
	"context"
	"testing"
	"time"

	"karuna/audio"
	"karuna/sessions"
)

// quietest is one step of a 16-bit device.
const quietest = 1.0 / (1 << 15)

// before returns the loudest frame of the last second before a sound of the
// card's last stream, and how long before that the stream had been let sound.
func (c *card) before(i int) (loudest float64, awake time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.streams[len(c.streams)-1]
	onset := t.sounds[i]
	for _, f := range t.frames[max(onset-rate, 0) : onset-rate/4] {
		loudest = max(loudest, f[0], -f[0], f[1], -f[1])
	}
	at := t.heardAt(onset)
	for _, u := range t.uncorked {
		if u.Before(at) {
			awake = at.Sub(u)
		}
	}
	return loudest, awake
}

func TestDeviceIsAwakeBeforeAStroke(t *testing.T) {
	inBubble(t, "in a sit", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		p.Follow(running(woods(60*s, 20*s, 40*s), 10*s))
		time.Sleep(75 * s)
		for i := range 4 {
			loudest, awake := c.before(i)
			if awake < 1500*time.Millisecond || awake > 4*s {
				t.Errorf("before stroke %d the device has been awake for %v, want 1.5 s", i, awake)
			}
			if loudest == 0 || loudest > 1.01*quietest {
				t.Errorf("before stroke %d it is given %v, want noise of the lowest bit, %v", i, loudest, quietest)
			}
		}
	})
	inBubble(t, "struck now", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		c.cold = 0
		if _, err := p.Strike("woodblock"); err != nil {
			t.Fatal(err)
		}
		if err := p.Rest(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, awake := c.before(0); awake < 1500*time.Millisecond || awake > 3*s {
			t.Errorf("struck on a device that has been awake for %v, want 1.5 s", awake)
		}
	})
	inBubble(t, "volume 0 is silence itself", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		p.SetVolume(0)
		p.Follow(running(sit(20*s, wood(0, sessions.Opening), wood(20*s, sessions.Closing)), 5*s))
		time.Sleep(30 * s)
		if end := c.last(); end.loud != 0 || end.written == 0 {
			t.Errorf("%d frames written, the last of them that is no silence is %d", end.written, end.loud)
		}
	})
}
