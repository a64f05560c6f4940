package prefs

import (
	"sort"
	"strings"
	"time"
)

// Sit is what the layers say together about one sit. What none of them says
// is left to the script: "" for texts, 0 for For, Auto and nil in Bells.
type Sit struct {
	Prefs
	Script    string
	For       time.Duration
	Open      bool // a silent sit that is ended by hand; a For counts more
	Breath    string
	Difficult *bool // nil: the script decides

	From map[string]Source // by Setting.Name; names that only the config or the default spoke of are not in it
}

// Source says which layer a choice came from.
type Source string

// The layers above the config file.
const (
	FromFlag        Source = "flag"
	FromEnvironment Source = "environment"
	FromPreset      Source = "preset"
)

// Resolve lays flags over the KARUNA_* variables over the preset over the
// config. Flags are by Setting.Name, with "-" or "_"; env returns "" for a
// variable that is not set. A value that cannot be used is a Fault, and the
// layer below speaks in its place. Besides KARUNA_ and the name in capitals,
// KARUNA_ASCII=1 asks for ascii glyphs and REDUCE_MOTION=1 for reduced motion.
func Resolve(config Prefs, preset *Preset, env func(string) string, flags map[string]string) (Sit, []Problem) {
	l := layers{sit: Sit{Prefs: config, From: map[string]Source{}}}
	if preset != nil {
		for _, r := range table() {
			if text, ok := preset.Choices[r.Name]; ok && r.preset {
				l.say(r, text, FromPreset, "preset "+preset.Name+": "+r.Name)
			}
		}
	}
	l.environment(env)
	names := make([]string, 0, len(flags))
	for name := range flags {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if r, ok := find(name); ok {
			l.say(r, flags[name], FromFlag, "--"+strings.ReplaceAll(r.Name, "_", "-"))
		} else {
			l.problems = append(l.problems, Problem{Key: "--" + name, Severity: Fault, Text: "not a choice"})
		}
	}
	return l.sit, l.problems
}

type layers struct {
	sit      Sit
	problems []Problem
}

func (l *layers) environment(env func(string) string) {
	switches := []struct{ variable, name, text string }{
		{"KARUNA_ASCII", "glyphs", "ascii"}, {"REDUCE_MOTION", "motion", "reduced"},
	}
	for _, s := range switches {
		if v := env(s.variable); v != "" && v != "0" {
			r, _ := find(s.name)
			l.say(r, s.text, FromEnvironment, s.variable)
		}
	}
	for _, r := range table() {
		if r.runs() {
			continue
		}
		variable := "KARUNA_" + strings.ToUpper(r.Name)
		if text := env(variable); text != "" {
			l.say(r, text, FromEnvironment, variable)
		}
	}
}

// runs reports whether the choice names a program to run; that is for the
// config file alone.
func (r row) runs() bool { return r.Name == "tts_command" }

func (l *layers) say(r row, text string, source Source, who string) {
	if err := r.set(&l.sit, value{text: text}); err != nil {
		l.problems = append(l.problems, Problem{Key: who, Severity: Fault, Text: err.Error()})
		return
	}
	if r.Name == "open" && l.sit.Open && l.sit.From["for"] != source {
		l.sit.For = 0 // of a layer below
	}
	l.sit.From[r.Name] = source
}
