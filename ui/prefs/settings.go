package prefs

import (
	"strings"
	"time"

	"karuna/sessions"
)

// Setting is one choice as a person meets it.
type Setting struct {
	Key     string   // in the config file: "days_a_week", "ui.theme"
	Name    string   // as flag (with dashes), in a preset, and after KARUNA_ in capitals
	Group   string   // heading on the settings screen
	Title   string   // what a person calls it
	About   string   // one line
	Kind    Kind     // how it is changed
	Unit    string   // stands behind a number: "%"; may be empty
	Empty   string   // what the value "" says
	Choices []string // all the values there are, or examples when Open
	Means   []string // what each of Choices means, in the same order; may be nil
	Open    bool     // other values than Choices are possible
	Default string
}

// Kind says how a choice is changed by hand.
type Kind int

// The kinds. A Word names something another room knows, so a list of those
// comes from there.
const (
	Choice  Kind = iota // one of Choices
	Switch              // yes or no
	Number              // a whole number
	Length              // a length of time
	Word                // a name
	Text                // words of one's own, or a list of them
	Date                // a day
	Program             // a program with its arguments
)

// Settings lists every choice of the config file in the order a person meets
// them.
func Settings() []Setting {
	var all []Setting
	none := Default()
	for _, r := range table() {
		if r.Key != "" {
			all = append(all, r.described(none))
		}
	}
	return all
}

// Text returns the value of the setting with that key or name in p, as Set
// accepts it; ok is false when there is no such setting.
func (p Prefs) Text(key string) (text string, ok bool) {
	r, ok := find(key)
	if !ok || r.Key == "" {
		return "", false
	}
	return r.text(&Sit{Prefs: p}), true
}

// Find returns the setting of the config file with that key or name.
func Find(key string) (Setting, bool) {
	r, ok := find(key)
	if !ok || r.Key == "" {
		return Setting{}, false
	}
	return r.described(Default()), true
}

// Turn returns the value that stands by places after text in the setting with
// that key or name: the next choice, round and round; the next number or
// length, as far as they go. ok is false for what has no order.
func Turn(key, text string, by int) (next string, ok bool) {
	r, ok := find(key)
	if !ok || r.turn == nil {
		return text, false
	}
	return r.turn(text, by), true
}

// find takes a config key, or the shorter name.
func find(key string) (row, bool) {
	key = strings.ReplaceAll(strings.ToLower(key), "-", "_")
	for _, r := range table() {
		if key == r.Key || key == r.Name {
			return r, true
		}
	}
	return row{}, false
}

// row is a setting with its way into and out of a Sit.
type row struct {
	Setting
	form   form
	preset bool // a preset may hold it
	text   func(*Sit) string
	set    func(*Sit, value) error
	turn   func(text string, by int) string // nil: there is no next one
}

func (r row) described(none Prefs) Setting {
	s := r.Setting
	s.Default = r.text(&Sit{Prefs: none})
	return s
}

func about(group, key, name, title, line string) Setting {
	return Setting{Key: key, Name: name, Group: group, Title: title, About: line}
}

// table is the one place that knows which choices there are. Rows without a
// key are choices of a single sit: flags and presets have them, the config
// file does not.
func table() []row {
	return append(practiceRows(), append(soundRows(), append(lookRows(), sitRows()...)...)...)
}

func practiceRows() []row {
	const g = "Practice"
	variants := []string{"no-breath", "no-pictures", "seated", "child", "no-bell"}
	return []row{
		whole(about(g, "days_a_week", "days_a_week", "Days a week", "days a week I mean to sit; the others are rest"), 1, 7, func(s *Sit) *int { return &s.DaysAWeek }),
		whole(about(g, "day_turn", "day_turn", "A day begins at", "hour at which a new day begins; before it, it is the evening before"), 0, 6, func(s *Sit) *int { return &s.DayTurn }).in("o'clock"),
		weekStart(about(g, "week_start", "week_start", "A week begins on", "first day of the week")),
		length(about(g, "min_day", "min_day", "A practice day", "minutes that make a practice day"), time.Minute, time.Minute, 30*time.Minute, func(s *Sit) *time.Duration { return &s.MinDay }),
		enum(about(g, "guidance", "guidance", "Guidance", "how many words: all that fit, about half, or bells alone"), []string{"full", "light", "bells"}, func(s *Sit) *sessions.Guidance { return &s.Guidance }).means("as many words as fit", "about half the words", "bells, no words").inPresets(),
		seconds(about(g, "max_gap", "max_gap", "Longest silence", "seconds of silence before a line that helps to return"), []int{60, 90, 120, 300}, func(s *Sit) *time.Duration { return &s.MaxGap }).in("s").inPresets(),
		enum(about(g, "order", "order", "Who comes first", "who comes first in scripts that offer it"), []string{"", "easy-first", "self-first"}, func(s *Sit) *string { return &s.Order }).means("", "someone easy, then me", "me, then someone easy").empty("as written").inPresets(),
		word(about(g, "phrases", "phrases", "Wishes", "set of wishes to use"), []string{"plain", "ordinary", "sturdy"}, func(s *Sit) *string { return &s.Phrases }).empty("plain").inPresets(),
		list(about(g, "variants", "variants", "Other wordings", "other wordings to prefer: no-breath, no-pictures, seated, child, no-bell"), variants, func(s *Sit) *[]string { return &s.Variants }).empty("none").inPresets(),
		line(about(g, "stand_for", "stand_for", "What I stand for", "what I stand for, in my own words"), func(s *Sit) *string { return &s.StandFor }).empty("not written yet"),
		onOff(about(g, "show_optin", "show_optin", "All practices", "list the practices that are not for everyone, too"), func(s *Sit) *bool { return &s.ShowOptIn }),
	}
}

func soundRows() []row {
	const g = "Sound"
	bells := []string{"bowl-large", "bowl-small", "temple", "gong", "rin", "inkin", "tingsha", "handbell", "woodblock", "han"}
	customs := make([]string, 0, len(sessions.Customs()))
	for _, c := range sessions.Customs() {
		customs = append(customs, string(c))
	}
	meanings := []string{"as the script asks", "one, and one at the end", "three, and one at the end", "a half sound, three, two at the end", "three, and one at the end", "silence at both ends"}
	ambiences := []string{off, "brown", "pink", "rain", "ocean", "stream", "wind", "night", "room-tone", "bowl-drone"}
	narrators := []string{off, "auto", "recorded", "piper", "espeak-ng", "flite", "festival", "say", "sapi", "command"}
	devices := []string{"auto", "pulse", "pw-cat", "pacat", "aplay", "sox", "oto", "bel", "none"}
	return []row{
		enum(about(g, "bells.custom", "bells", "Bells", "how a sit is opened and closed; auto: as the script wishes"), customs, func(s *Sit) *sessions.Custom { return &s.Bells.Custom }).means(meanings...).inPresets(),
		word(about(g, "bells.bell", "bell", "Bell", "the bell that opens and closes"), bells, func(s *Sit) *string { return &s.Bells.Bell }).inPresets(),
		whole(about(g, "bells.volume", "bells_volume", "Volume of bells", "the bells against everything else, in percent"), 0, 100, func(s *Sit) *int { return &s.Bells.Volume }).in("%"),
		length(about(g, "bells.interval", "interval", "Bell in between", "a small bell every so many minutes; off: none"), time.Minute, 0, 3*time.Hour, func(s *Sit) *time.Duration { return &s.Bells.Interval }).inPresets(),
		maybe(about(g, "bells.stage", "stage", "Bell at a stage", "a small bell where a new stage begins; auto: as the script wishes"), func(s *Sit) **bool { return &s.Bells.Stage }).means("as the script asks", "yes", "no").inPresets(),
		length(about(g, "prepare", "prepare", "Time to settle", "seconds to settle before the first bell"), time.Second, 0, time.Minute, func(s *Sit) *time.Duration { return &s.Prepare }).inPresets(),
		word(about(g, "audio.device", "device", "Device", "where the sound goes"), devices, func(s *Sit) *string { return &s.Audio.Device }),
		whole(about(g, "audio.volume", "volume", "Volume", "how loud, in percent"), 0, 100, func(s *Sit) *int { return &s.Audio.Volume }).in("%"),
		word(about(g, "audio.ambience", "ambience", "Ambience", "a sound beneath the sit, or two of them; rain+wind:-6 has the wind 6 dB lower"), ambiences, func(s *Sit) *string { return &s.Audio.Ambience }).inPresets(),
		onOff(about(g, "audio.tick", "tick", "Tick before a line", "a soft tick before each line"), func(s *Sit) *bool { return &s.Audio.Tick }),
		word(about(g, "voice.name", "voice", "Narrator", "who speaks the lines; auto: the best there is here"), narrators, func(s *Sit) *string { return &s.Voice.Name }).inPresets(),
		whole(about(g, "voice.rate", "rate", "Words a minute", "how fast a narrator speaks"), 60, 220, func(s *Sit) *int { return &s.Voice.Rate }),
		command(about(g, "voice.tts_command", "tts_command", "Narrator of my own", "a narrator of one's own: program and arguments, {text_file} {out}"), func(s *Sit) *[]string { return &s.Voice.Command }).empty("none"),
	}
}

func lookRows() []row {
	const look, seasons, safety = "Look", "Seasons", "Safety"
	themes := []string{"auto", "dawn", "night", "moss", "ink", "high-contrast"}
	return []row{
		word(about(look, "ui.theme", "theme", "Theme", "colours; auto follows the terminal's background"), themes, func(s *Sit) *string { return &s.UI.Theme }),
		enum(about(look, "ui.glyphs", "glyphs", "Drawn with", "what the ring and the calendar are drawn with"), []string{"auto", "braille", "blocks", "ascii"}, func(s *Sit) *string { return &s.UI.Glyphs }).means("what fits here", "fine dots", "for fonts without fine dots", "letters alone"),
		enum(about(look, "ui.motion", "motion", "Motion", "reduced: nothing moves"), []string{"full", "reduced"}, func(s *Sit) *string { return &s.UI.Motion }),
		onOff(about(look, "ui.clock", "clock", "Clock in a sit", "show the time left in a sit"), func(s *Sit) *bool { return &s.UI.Clock }),
		onOff(about(look, "ui.run", "show_run", "Run of days", "show the run of days on the calendar"), func(s *Sit) *bool { return &s.UI.Run }),
		onOff(about(look, "ui.private", "private", "Private", "hide notes, and the script's name in the window title"), func(s *Sit) *bool { return &s.UI.Private }),
		word(about(seasons, "ui.season", "season", "Season", "ill, grieving, travelling, newborn: hides runs and the weekly goal"), []string{off, "ill", "grieving", "travelling", "newborn", "caring"}, func(s *Sit) *string { return &s.UI.Season }),
		enum(about(seasons, "ui.leaning", "leaning", "Leaning", "leaning on purpose: no hints about it"), []string{off, "self", "other"}, func(s *Sit) *string { return &s.UI.Leaning }).means("hints come as ever", "toward myself", "toward others"),
		day(about(seasons, "ui.until", "until", "Until", "last day of the season and the leaning, as YYYY-MM-DD"), func(s *Sit) *sessions.Day { return &s.UI.Until }).empty("I change it"),
		line(about(safety, "safety.person", "person", "Someone to call", "someone to call on a hard day, with the number"), func(s *Sit) *string { return &s.Safety.Person }).empty("nobody written yet"),
	}
}

func sitRows() []row {
	const g = "This sit"
	return []row{
		word(about(g, "", "script", "Script", "id of the script; none: a silent sit"), nil, func(s *Sit) *string { return &s.Script }).inPresets(),
		length(about(g, "", "for", "For", "how long"), time.Minute, time.Second, 3*time.Hour, func(s *Sit) *time.Duration { return &s.For }).inPresets(),
		onOff(about(g, "", "open", "Open", "a silent sit that counts up and is ended by hand"), func(s *Sit) *bool { return &s.Open }).inPresets(),
		breathRow(about(g, "", "breath", "Breath", "breath pattern")).inPresets(),
		maybe(about(g, "", "difficult", "Difficult", "the difficult person; auto: as the script has it"), func(s *Sit) **bool { return &s.Difficult }).inPresets(),
	}
}
