package start

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"karuna/audio"
	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/sessions/score"
	"karuna/ui/prefs"
)

// Request is a sit as a person asked for it.
type Request struct {
	Script    sessions.Script // zero: a silent sit
	Choices   prefs.Sit       // from Choices
	Length    time.Duration   // 0: Choices.For, else the script's usual
	Until     time.Time       // the moment of the closing bell; zero: Length says
	Open      bool            // a silent sit without an end
	Wheel     sessions.Wheel  // of a silent sit; "": ground
	Prepare   *time.Duration  // nil: Choices.Prepare
	Intention string
	People    int // 0: as many as the practice is for
	Slots     map[string]string
	Flags     []string
	Step      programme.StepRef // of a programme, from which it is begun
	Seed      uint64            // 0: from the clock
	Into      time.Duration     // how long it has gone on already, for looking at a sit
}

// Sit is a request made ready: what Begin starts.
type Sit struct {
	Request
	Want  score.Want
	Score sessions.Score

	sounds audio.Sounds // zero until Ready: bells alone
}

// ErrPast says that the moment of --until does not lie ahead.
var ErrPast = errors.New("that time is past, or less than the countdown away")

// Choices lays flags (by setting name) over the environment, the preset and
// the config. The preset "" is none.
func (h *House) Choices(preset string, flags map[string]string) (prefs.Sit, error) {
	p := h.Prefs()
	var chosen *prefs.Preset
	if preset != "" {
		found, ok := p.FindPreset(preset)
		if !ok {
			return prefs.Sit{}, fmt.Errorf("no preset called %q", preset)
		}
		chosen = &found
	}
	sit, problems := prefs.Resolve(p, chosen, h.opt.Env, h.allFlags(flags))
	for _, pr := range problems {
		if pr.Severity == prefs.Fault {
			return sit, fmt.Errorf("%s: %s", pr.Key, pr.Text)
		}
	}
	return sit, nil
}

// InForce returns the choices that hold for the program as a whole, with From
// saying which of them the config file has no say in. A value of the
// environment or of a flag that cannot be used leaves it to the config.
func (h *House) InForce() prefs.Sit {
	sit, _ := prefs.Resolve(h.Prefs(), nil, h.opt.Env, h.allFlags(nil)) // Choices tells the problems
	return sit
}

// allFlags lays flags over those of the whole program.
func (h *House) allFlags(flags map[string]string) map[string]string {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string]string{}
	maps.Copy(all, h.flags)
	maps.Copy(all, flags)
	return all
}

// Compose compiles the score of a request.
func (h *House) Compose(r Request) (Sit, error) {
	if r.Prepare == nil {
		prepare := r.Choices.Prepare
		r.Prepare = &prepare
	}
	if err := h.measure(&r); err != nil {
		return Sit{}, err
	}
	if r.People == 0 {
		r.People = peopleFor(r.Script)
	}
	if r.Seed == 0 {
		r.Seed = uint64(h.opt.Now().UnixNano())
	}
	r.Slots = h.slots(r.Slots)
	sit := Sit{Request: r, Want: h.want(r)}
	var err error
	if r.Script.ID == "" {
		length := r.Length
		if r.Open {
			length = 0
		}
		sit.Score, err = score.Silent(length, sit.Want)
	} else {
		sit.Score, err = score.Compile(r.Script, sit.Want)
	}
	return sit, err
}

// measure fills in how long the sit is.
func (h *House) measure(r *Request) error {
	if !r.Until.IsZero() {
		r.Length = r.Until.Sub(h.opt.Now()).Truncate(time.Millisecond) - *r.Prepare
		if r.Length <= 0 {
			return ErrPast
		}
		return nil
	}
	if r.Length == 0 {
		r.Length = r.Choices.For
	}
	if r.Length == 0 && r.Script.ID == "" {
		r.Open = r.Open || r.Choices.Open
	}
	if r.Length == 0 && !r.Open {
		r.Length = r.Script.Length.Usual
	}
	return nil
}

// slots adds to the answers what the person has written down for every sit.
func (h *House) slots(given map[string]string) map[string]string {
	stand := h.Prefs().StandFor
	if stand == "" || given[standFor] != "" {
		return given
	}
	out := map[string]string{}
	maps.Copy(out, given)
	out[standFor] = stand
	return out
}

// standFor is the slot of what the person stands for.
const standFor = "stand_for"

func peopleFor(s sessions.Script) int {
	if s.Has("pair") {
		return 2
	}
	return 1
}

func (h *House) want(r Request) score.Want {
	lib, c := h.Library(), r.Choices
	bell := c.Bells.Bell
	if bell == prefs.Default().Bells.Bell {
		bell = "" // the script may ask for a lighter one
	}
	return score.Want{
		Length: r.Length, Guidance: c.Guidance, MaxGap: c.MaxGap, Prepare: *r.Prepare, Pace: h.pace(r),
		Bells: score.Bells{
			Custom: c.Bells.Custom, Name: bell, Interval: c.Bells.Interval, Stage: c.Bells.Stage,
		},
		Order: c.Order, Difficult: c.Difficult,
		Variants: c.Variants, Phrases: c.Phrases, Breath: c.Breath, Wheel: r.Wheel, Seed: r.Seed,
		Texts: score.Texts{Returns: lib.Returns(), Phrases: lib.Phrases()},
	}
}

// Begin starts the sitting. attended says that someone can answer a question.
// A device that needs longer to wake than the countdown lasts gets a silent
// lead, so that the first stroke is on time.
func (h *House) Begin(s Sit, attended bool) *conductor.Conductor {
	player := h.Player(s.Choices.Audio.Device)
	player.Use(s.sounds)
	player.Hush(false)
	if rings(s.Score) || s.Speaks() {
		s.Score.Prepare = max(s.Score.Prepare, player.Lead())
	}
	c := conductor.Start(conductor.Config{
		Script: s.Script, Want: s.Want, Score: s.Score,
		Player: player, Log: h.Log(), Boot: h.opt.Boot,
		Zone: h.opt.Zone, DayTurn: s.Choices.DayTurn, People: s.People,
		Intention: s.Intention, Flags: h.marks(s.Request), Slots: s.Slots, Attended: attended, Into: s.Into,
	})
	h.running.Store(c)
	return c
}

// marks are the flags of the entry.
func (h *House) marks(r Request) []string {
	flags := slices.Clone(r.Flags)
	if flag := r.Step.Flag(); flag != "" {
		flags = append(flags, flag)
	}
	return append(flags, h.chosenFlags(r.Choices)...)
}

// Rehearse starts a sit whose silence passes speed times as fast, to see and
// hear how its words follow one another. Nothing of it is written down, and
// nothing sounds unless sound says so.
func (h *House) Rehearse(s Sit, speed float64, sound, attended bool) *conductor.Conductor {
	cfg := conductor.Config{
		Script: s.Script, Want: s.Want, Score: s.Score, Boot: h.opt.Boot,
		Slots: s.Slots, Attended: attended, Speed: speed,
	}
	if sound {
		player := h.Player(s.Choices.Audio.Device)
		player.Use(s.sounds)
		player.Hush(false)
		cfg.Score.Prepare = max(s.Score.Prepare, player.Lead())
		cfg.Player = player
	}
	c := conductor.Start(cfg)
	h.running.Store(c)
	return c
}

func rings(s sessions.Score) bool {
	for _, c := range s.Cues {
		if c.Type == sessions.CueBell {
			return true
		}
	}
	return false
}
