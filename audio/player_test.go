package audio_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"karuna/audio"
	"karuna/sessions"
)

// sit returns a score of the given strokes and closing bells.
func sit(total time.Duration, bells ...sessions.Cue) sessions.Score {
	return sessions.Score{Total: total, Cues: bells}
}

func cue(at time.Duration, role sessions.Role, strikes int, gap time.Duration) sessions.Cue {
	return sessions.Cue{At: at, Type: sessions.CueBell, Bell: sessions.Bell{
		Name: "bowl-large", Role: role, Strikes: strikes, Gap: gap,
	}}
}

func running(sc sessions.Score, in time.Duration) sessions.Plan {
	return sessions.Plan{Score: sc, Base: time.Now().Add(in), Running: true}
}

// bells records when the terminal's bell rang, counted from its making.
type bells struct {
	start time.Time
	err   error

	mu   sync.Mutex
	rang []time.Duration
}

func (b *bells) heard() []time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.rang)
}

func (b *bells) ring() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.rang = append(b.rang, time.Since(b.start))
	}
	return b.err
}

func TestBel(t *testing.T) {
	s := time.Second
	score := sit(30*s, cue(0, sessions.Opening, 3, 4*s), cue(20*s, sessions.AtStage, 1, 0), cue(30*s, sessions.Closing, 1, 0))
	check := func(name string, sit func(p *audio.Player), rang []time.Duration, strokes ...sessions.Stroke) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			synctest.Test(t, func(t *testing.T) {
				t.Helper()
				b := &bells{start: time.Now()}
				p := audio.New(audio.Config{Device: "bel", BEL: b.ring})
				sit(p)
				synctest.Wait()
				equal(t, "rang", b.heard(), rang)
				equal(t, "strokes", p.Status().Strokes, strokes)
				if err := p.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
	played := func(role sessions.Role, ms int64) sessions.Stroke {
		return sessions.Stroke{Role: role, AskedMS: ms, PlayedMS: ms, Played: true}
	}
	silent := func(role sessions.Role, ms int64) sessions.Stroke {
		return sessions.Stroke{Role: role, AskedMS: ms}
	}
	open, end := sessions.Opening, sessions.Closing

	check("a whole sit after ten seconds of preparing", func(p *audio.Player) {
		p.Follow(running(score, 10*s))
		time.Sleep(45 * s)
	}, []time.Duration{10 * s, 14 * s, 18 * s, 30 * s, 40 * s},
		played(open, 0), played(open, 4000), played(open, 8000), played(end, 30000))

	check("paused within the opening, then on", func(p *audio.Player) {
		plan := running(score, 0)
		p.Follow(plan)
		time.Sleep(5 * s)
		plan.From, plan.Running = 5*s, false
		p.Follow(plan)
		time.Sleep(100 * s)
		plan.Base, plan.Running = time.Now().Add(-5*s), true
		p.Follow(plan)
		time.Sleep(4 * s)
	}, []time.Duration{0, 4 * s, 108 * s}, played(open, 0), played(open, 4000), played(open, 8000))

	check("the same plan twice repeats nothing", func(p *audio.Player) {
		plan := running(score, 0)
		p.Follow(plan)
		time.Sleep(s)
		p.Follow(plan)
		time.Sleep(s)
	}, []time.Duration{0}, played(open, 0))

	check("ground strikes nothing", func(p *audio.Player) {
		plan := running(score, 0)
		plan.Mute = true
		p.Follow(plan)
		time.Sleep(3 * s)
	}, nil, silent(open, 0))

	check("late by more than two seconds is left out, a closing stroke is not", func(p *audio.Player) {
		p.Follow(running(score, -35*s))
		time.Sleep(s)
	}, []time.Duration{0}, silent(open, 0), silent(open, 4000), silent(open, 8000),
		sessions.Stroke{Role: end, AskedMS: 30000, PlayedMS: 35000, Played: true})

	check("stopped", func(p *audio.Player) {
		p.Follow(running(score, 0))
		time.Sleep(s)
		p.Stop(s)
		time.Sleep(60 * s)
	}, []time.Duration{0}, played(open, 0))

	check("a second sit with the same player", func(p *audio.Player) {
		p.Follow(running(score, 0))
		time.Sleep(s)
		p.Stop(0)
		p.Follow(running(score, 3*s))
		time.Sleep(4 * s)
	}, []time.Duration{0, 4 * s}, played(open, 0))
}

func TestNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bells{start: time.Now()}
		p := audio.New(audio.Config{Device: "none", BEL: b.ring})
		p.Follow(running(sit(time.Minute, cue(0, sessions.Opening, 1, 0)), 0))
		time.Sleep(time.Second)
		s := p.Status()
		if s.State != sessions.SoundNone || s.Line != "" {
			t.Errorf("status %+v, want silent without a line", s)
		}
		equal(t, "strokes", s.Strokes, []sessions.Stroke{{Role: sessions.Opening}})
		if _, err := p.Strike("inkin"); !errors.Is(err, audio.ErrSilent) {
			t.Errorf("Strike: %v, want %v", err, audio.ErrSilent)
		}
		equal(t, "rang", b.heard(), nil)
		// No Close: a goroutine of the player would keep the bubble from ending.
	})
}

func TestBelThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := audio.New(audio.Config{Device: "bel", BEL: (&bells{err: errors.New("no terminal")}).ring})
		defer p.Close()
		p.Follow(running(sit(time.Minute, cue(0, sessions.Opening, 1, 0)), 0))
		time.Sleep(time.Second)
		s := p.Status()
		if s.State != sessions.SoundNone || s.Line == "" || s.Strokes[0].Played {
			t.Errorf("status %+v, want silent with a line", s)
		}
	})
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}
