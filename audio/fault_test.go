package audio_test

import (
	"testing"
	"time"

	"karuna/audio"
	"karuna/sessions"
)

const lost = "The sound device went away; the sit goes on."

func wantState(t *testing.T, p *audio.Player, state sessions.SoundState, line string) {
	t.Helper()
	if st := p.Status(); st.State != state || st.Line != line {
		t.Errorf("state %q with line %q, want %q with %q", st.State, st.Line, state, line)
	}
}

func TestDeviceGoesAndComesBack(t *testing.T) {
	inBubble(t, "between strokes", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		plan := running(woods(60*s, 30*s), 3*s)
		p.Follow(plan)
		time.Sleep(13 * s)
		c.kill()
		time.Sleep(s)
		wantState(t, p, sessions.SoundLost, lost)
		time.Sleep(5 * s)
		c.set(func() { c.broken = false })
		time.Sleep(6 * s)
		wantState(t, p, sessions.SoundReady, "")
		time.Sleep(60 * s)
		near(t, c.onsets(), plan.Base, 0, 30*s, 60*s)
		equal(t, "rang", b.heard(), nil)
	})
	inBubble(t, "a stroke missed by more than two seconds is left out", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(woods(60*s, 10*s, 20*s), 3*s)
		p.Follow(plan)
		time.Sleep(11 * s)
		c.kill()
		time.Sleep(5 * s) // to 13 s
		c.set(func() { c.broken = false })
		time.Sleep(70 * s)
		near(t, c.onsets(), plan.Base, 0, 20*s, 60*s)
	})
	inBubble(t, "what was in the queue and not heard is struck again", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		c.cold = 0
		plan := running(woods(60*s, 10*s), 3*s)
		p.Follow(plan)
		time.Sleep(12900 * time.Millisecond) // 100 ms before the stroke
		c.kill()
		c.set(func() { c.broken = false })
		time.Sleep(70 * s)
		got := c.onsets()
		if len(got) != 3 || got[1].Sub(plan.Base) < 10*s || got[1].Sub(plan.Base) > 12*s {
			t.Errorf("onsets %v after %v, want one within two seconds of 10 s", got, plan.Base)
		}
	})
	inBubble(t, "the end in silence rings the terminal, and the bell when it can", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		plan := running(woods(20*s), 3*s)
		p.Follow(plan)
		time.Sleep(10 * s)
		c.kill()
		time.Sleep(15 * s) // to 22 s
		equal(t, "rang", b.heard(), []time.Duration{23 * s})
		c.set(func() { c.broken = false })
		time.Sleep(15 * s)
		got := c.onsets()
		if len(got) != 2 || got[1].Sub(plan.Base) > 28*s {
			t.Errorf("onsets %v after %v, want the closing one before 28 s", got, plan.Base)
		}
		if k := p.Status().Strokes; len(k) != 2 || !k[1].Played || k[1].PlayedMS < 22000 {
			t.Errorf("strokes %+v", k)
		}
	})
	inBubble(t, "a device that stands still", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		plan := running(sit(60*s, cue(0, sessions.Opening, 1, 0), wood(60*s, sessions.Closing)), 3*s)
		p.Follow(plan)
		time.Sleep(8 * s)
		c.set(func() { c.frozen = true })
		time.Sleep(2500 * time.Millisecond)
		wantState(t, p, sessions.SoundLost, lost)
		time.Sleep(20 * s)
		before := c.opened
		if before > 12 {
			t.Errorf("opened %d times in 20 s", before)
		}
		c.set(func() { c.frozen = false })
		time.Sleep(6 * s)
		wantState(t, p, sessions.SoundReady, "")
		time.Sleep(40 * s)
		if got := c.onsets(); got[len(got)-1].Sub(plan.Base).Round(5*time.Millisecond) != 60*s {
			t.Errorf("onsets %v after %v, want the last at 60 s", got, plan.Base)
		}
	})
	inBubble(t, "a device that seldom says that it plays", func(t *testing.T, c *card, p *audio.Player, _ *bells) {
		p.Follow(running(woods(60*s), 3*s))
		time.Sleep(8 * s)
		c.kill()
		c.set(func() { c.broken, c.cold, c.shy, c.off = false, 0, true, -444444 })
		time.Sleep(6 * s)
		wantState(t, p, sessions.SoundReady, "")
	})
	inBubble(t, "never there: the terminal rings, until it comes", func(t *testing.T, c *card, p *audio.Player, b *bells) {
		c.broken = true
		plan := running(woods(60*s, 10*s), 3*s)
		p.Follow(plan)
		time.Sleep(5 * s)
		if st := p.Status(); st.State != sessions.SoundBell || st.Line == "" {
			t.Errorf("status %+v", st)
		}
		time.Sleep(15 * s)
		equal(t, "rang", b.heard(), []time.Duration{3 * s, 13 * s})
		c.set(func() { c.broken = false })
		time.Sleep(60 * s)
		near(t, c.onsets(), plan.Base, 60*s)
		wantState(t, p, sessions.SoundReady, "")
	})
}
