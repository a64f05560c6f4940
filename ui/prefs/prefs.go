package prefs

import (
	"time"

	"karuna/sessions"
)

// Prefs is every choice the config file can hold. Each field is explained by
// its row of Settings.
type Prefs struct {
	Guidance  sessions.Guidance
	MaxGap    time.Duration
	DaysAWeek int
	DayTurn   int
	WeekStart time.Weekday // Monday or Sunday
	Prepare   time.Duration
	MinDay    time.Duration
	Order     string // "", "easy-first" or "self-first"; "": the script decides
	Phrases   string // name of a set of wishes; "": the first one
	Variants  []string
	StandFor  string
	ShowOptIn bool

	Bells   Bells
	Audio   Audio
	Voice   Voice
	UI      UI
	Safety  Safety
	Presets []Preset
}

// Bells is the table [bells].
type Bells struct {
	Custom   sessions.Custom // Auto: the script decides, then the length
	Bell     string
	Volume   int           // percent
	Interval time.Duration // 0: none
	Stage    *bool         // nil: the script decides
}

// Audio is the table [audio].
type Audio struct {
	Device   string
	Ambience string // "off": none
	Volume   int    // percent
	Tick     bool
}

// Voice is the table [voice].
type Voice struct {
	Name    string   // "off": none
	Rate    int      // words a minute
	Command []string // program and arguments of a narrator of one's own
}

// UI is the table [ui].
type UI struct {
	Theme   string
	Glyphs  string // auto, braille, blocks or ascii
	Motion  string // full or reduced
	Clock   bool
	Run     bool
	Private bool
	Season  string       // "off" or what it is a season of
	Leaning string       // "off", "self" or "other"
	Until   sessions.Day // last day of season and leaning; NoDay: open
}

// Safety is the table [safety].
type Safety struct {
	Person string
}

// InSeason reports whether runs and the weekly goal are hidden on today.
func (u UI) InSeason(today sessions.Day) bool {
	return u.Season != off && (u.Until == sessions.NoDay || today <= u.Until)
}

// LeaningOnPurpose reports whether hints about a lean are silenced on today.
func (u UI) LeaningOnPurpose(today sessions.Day) bool {
	return u.Leaning != off && (u.Until == sessions.NoDay || today <= u.Until)
}

// Default returns the choices of someone who has made none.
func Default() Prefs {
	return Prefs{
		Guidance:  sessions.Full,
		MaxGap:    90 * time.Second,
		DaysAWeek: 5,
		DayTurn:   4,
		WeekStart: time.Monday,
		Prepare:   10 * time.Second,
		MinDay:    time.Minute,
		Bells:     Bells{Custom: sessions.Auto, Bell: "bowl-large", Volume: 100},
		Audio:     Audio{Device: "auto", Ambience: off, Volume: 80},
		Voice:     Voice{Name: off, Rate: 110},
		UI: UI{
			Theme: "auto", Glyphs: "auto", Motion: "full", Run: true,
			Season: off, Leaning: off, Until: sessions.NoDay,
		},
	}
}

const off = "off"
