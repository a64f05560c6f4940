package cli

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/screen"
)

// stories is the table of them. A new state of a screen is one row.
func stories() []story {
	const long, kind = 20 * time.Minute, "kind-pause"
	of := func(name string, of ...string) func(*App) (screen.Place, error) {
		return func(*App) (screen.Place, error) { return screen.At(name, of...), nil }
	}
	all, thirty := practised(0), course("thirty-sits", 4)
	return []story{
		{"home", all, nil, ""},
		{"home new", nil, of("home"), ""},
		{"home programme", thirty, of("home"), ""},
		{"home return", practised(8), of("home"), ""},
		{"home long", practised(40), of("home"), ""},
		{"home keys", all, of("home"), "?"},
		{"practices", all, nil, ""},
		{"practices find", all, of("practices", "find"), "b r e a t h"},
		{"practices hard-day", all, of("practices", "hard-day"), ""},
		{"practices one-minute", all, of("practices", "one-minute"), ""},
		{"gate", all, of("gate", "the-voice-at-the-back"), ""},
		{"script", all, of("script", "well-wishing"), ""},
		{"script care", all, of("script", "the-voice-at-the-back", "30m"), ""},
		{"setup", all, of("setup", "two-wheels"), ""},
		{"setup more", all, of("setup", "well-wishing"), "up enter down down down down right down down"},
		{"setup naming", all, of("setup", "two-wheels"), "s"},
		{"setup typing", all, of("setup", "two-wheels"), "2 5"},
		{"setup silent", all, of("setup", "silent"), ""},
		{"setup care", all, of("setup", "the-voice-at-the-back"), ""},
		{"sit preparing", all, sitStory(kind, 6*time.Minute, nil), ""},
		{"sit", all, sitStory("two-wheels", long, part(0.6)), ""},
		{"sit glance", all, sitStory("two-wheels", long, part(0.6)), "m"},
		{"sit silent", all, sitStory("", long, part(0.6)), ""},
		{"sit noting", all, sitStory("where-the-mind-goes", long, stage(func(s sessions.Span) bool { return s.Noting })), ""},
		{"sit pacer", all, sitStory("even-breath", 5*time.Minute, stage(func(s sessions.Span) bool { return s.Pacer != "" })), ""},
		{"sit paused", all, sitStory(kind, 6*time.Minute, part(0.4)), "space"},
		{"sit asking", all, sitStory(kind, 6*time.Minute, part(0.4)), "q"},
		{"sit away", all, sitStory(kind, 6*time.Minute, part(0.4)), ""},
		{"sit ground", all, sitStory(kind, 6*time.Minute, part(0.4)), "g"},
		{"sit choice", all, sitStory(kind, 6*time.Minute, part(0.4)), "g enter"},
		{"sit dark", all, sitStory(kind, 6*time.Minute, part(0.4)), "d"},
		{"sit closing", all, sitStory(kind, 6*time.Minute, part(1)), ""},
		{"reflect", all, reflectStory(kind, 6*time.Minute, programme.StepRef{}), ""},
		{"reflect answered", all, reflectStory(kind, 6*time.Minute, programme.StepRef{}), "1 n R a i n"},
		{"reflect air", course("two-wheels-week", 6), reflectStory("two-wheels", 12*time.Minute, programme.StepRef{Programme: "two-wheels-week", Step: 7}), "1 5"},
		{"calendar", all, nil, ""},
		{"calendar year", all, of("calendar"), "y"},
		{"calendar day", all, of("calendar", "2026-05-18"), ""},
		{"calendar open", all, of("calendar", "2026-05-18"), "enter"},
		{"calendar new", nil, of("calendar"), ""},
		{"history", all, nil, "down down"},
		{"history found", all, of("history"), "/ k i n d"},
		{"history weeks", all, of("history"), "g"},
		{"history year", all, of("history"), "g w"},
		{"history hours", all, of("history"), "g right"},
		{"history kinds", all, of("history"), "g right right"},
		{"history feelings", all, of("history"), "g left"},
		{"history new", nil, of("history"), ""},
		{"addsit", all, of("addsit", "2026-05-13"), ""},
		{"addsit change", all, of("history"), "e"},
		{"learn", all, nil, ""},
		{"learn page", all, of("learn", "evidence"), ""},
		{"compose", course("thirty-sits", 28), of("compose", "thirty-sits"), ""},
		{"compose shown", course("thirty-sits", 28), of("compose", "thirty-sits"), "enter enter enter down down enter enter t e a enter down down down down enter"},
		{"programmes", thirty, nil, ""},
		{"programmes new", nil, of("programmes"), ""},
		{"programmes step", thirty, of("programmes", "thirty-sits"), ""},
		{"programmes another", thirty, of("programmes", "thirty-sits"), "w"},
		{"programmes rest", course("thirty-sits", 6), of("programmes", "thirty-sits"), ""},
		{"programmes week", course("compassion-8-weeks", 11), of("programmes", "compassion-8-weeks"), ""},
		{"programmes words", course("compassion-8-weeks", 11), of("programmes", "compassion-8-weeks"), "down enter"},
		{"programmes moments", all, of("programmes", "at-work"), ""},
		{"programmes together", course("a-minute-together", 2), of("programmes", "a-minute-together"), ""},
	}
}

// moment is an offset of a score.
type moment func(sessions.Score) time.Duration

// part is that part of the whole; with all of it the closing bell is next.
func part(of float64) moment {
	return func(s sessions.Score) time.Duration {
		return min(time.Duration(of*float64(s.Total)), s.Total-time.Millisecond)
	}
}

// stage is the middle of the first stage like that.
func stage(like func(sessions.Span) bool) moment {
	return func(s sessions.Score) time.Duration {
		for _, span := range s.Stages {
			if like(span) {
				return (span.Start + span.End) / 2
			}
		}
		return 0
	}
}
