package audio

import (
	"errors"
	"io/fs"
	"math"
	"slices"
	"time"

	"github.com/faiface/beep"

	"karuna/audio/bell"
	"karuna/audio/mix"
	"karuna/sessions"
)

// Sounds is what a sit sounds with besides its bells. The zero Sounds is bells
// alone.
type Sounds struct {
	Speech   mix.Speech  // how its lines sound; nil: nobody speaks
	Ambience []mix.Layer // what lies beneath it; whoever plays it owns them
	Tick     bool        // a soft tick a second before each line
}

// Bells says where bells come from and how loud they are against the rest.
type Bells struct {
	Files fs.FS                                     // NAME.toml at the root
	Own   func(name string) (mix.Instrument, error) // the person's own, asked first; nil or fs.ErrNotExist: none of that name
	Gain  float64                                   // dB, 0 or less
}

// fallback is the bell that rings for one whose file cannot be read.
const fallback = "bowl-large"

// Open returns the bell of that name, ready to be struck. The error names the
// bell and what is wrong with it; it wraps fs.ErrNotExist when there is none.
func (b Bells) Open(name string) (mix.Instrument, error) {
	if b.Own != nil {
		own, err := b.Own(name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return own, err
		}
	}
	spec, err := readBell(b.Files, name)
	if err != nil {
		return nil, err
	}
	return bell.New(spec), nil
}

// load gives the stage the bell of that name. A sit must not lose its bell to
// a bad file, so another one rings then.
func (b Bells) load(s *mix.Stage, name string) {
	if s.Has(name) {
		return
	}
	i, err := b.Open(name)
	if err != nil {
		if i, err = b.Open(fallback); err != nil {
			return
		}
	}
	s.Add(name, i)
}

// graph is a stage at its volume, faded and limited: what a device and a file
// are both fed from.
type graph struct {
	stage  *mix.Stage
	volume *mix.Gain
	fade   *mix.Gain
	out    beep.Streamer
}

func newGraph(late mix.Late, volume float64, bells Bells) graph {
	g := graph{stage: mix.NewStage(late)}
	g.stage.Bells(math.Pow(10, min(bells.Gain, 0)/20), 0)
	g.volume = mix.NewGain(g.stage, loudness(volume))
	g.fade = mix.NewGain(g.volume, 1)
	g.out = mix.NewLimit(g.fade)
	return g
}

// dress gives the stage other sounds.
func (s Sounds) dress(stage *mix.Stage) {
	stage.Speak(s.Speech)
	stage.Lie(s.Ambience...)
}

// The soft tick before a line, for those who sit with eyes closed and want to
// know that there is something to read.
const (
	roleTick  = sessions.Role("tick")
	tickBell  = "woodblock"
	tickGain  = -24.0 // dB, well under any bell
	tickAhead = time.Second
)

// strokes returns all that is struck in a score, by offset.
func (s Sounds) strokes(sc sessions.Score) []mix.Stroke {
	all := mix.Strokes(sc)
	if !s.Tick || s.Speech != nil {
		return all
	}
	for _, p := range mix.Phrases(sc) {
		if p.At > tickAhead && p.Text != "" {
			all = append(all, mix.Stroke{At: p.At - tickAhead, Name: tickBell, Role: roleTick, Gain: tickGain})
		}
	}
	slices.SortStableFunc(all, func(a, b mix.Stroke) int { return int(a.At - b.At) })
	return all
}

// last returns the offset after which nothing begins to sound; it is negative
// when nothing ever does.
func (s Sounds) last(sc sessions.Score, strokes []mix.Stroke) time.Duration {
	last := time.Duration(-1)
	if n := len(strokes); n > 0 {
		last = strokes[n-1].At
	}
	if all := mix.Phrases(sc); s.Speech != nil && len(all) > 0 {
		last = max(last, all[len(all)-1].At)
	}
	if len(s.Ambience) > 0 {
		last = max(last, sc.Total)
		if sc.Open {
			last = forever
		}
	}
	return last
}

// Sit is a whole score as a streamer, t = 0 first, for a file: the same graph
// as a Player's, at full volume. It ends when the score has ended and nothing
// sounds any more.
type Sit struct{ graph }

// NewSit returns the score with these bells and sounds.
func NewSit(sc sessions.Score, bells Bells, sounds Sounds) *Sit {
	s := &Sit{newGraph(nil, 1, bells)}
	strokes := sounds.strokes(sc)
	for _, k := range strokes {
		bells.load(s.stage, k.Name)
	}
	sounds.dress(s.stage)
	s.stage.Score(strokes, mix.Phrases(sc), sc.Total)
	return s
}

// Feed reads what the next n frames need.
func (s *Sit) Feed(n int) error { return s.stage.Feed(n) }

// Stream streams the sit.
func (s *Sit) Stream(samples [][2]float64) (int, bool) { return s.out.Stream(samples) }

// Err returns nil: what could go wrong goes wrong in Feed.
func (s *Sit) Err() error { return s.out.Err() }
