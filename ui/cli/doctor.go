package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"karuna/audio"
)

func (a *App) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "What karuna finds here: places, terminal, sound, log",
		Long: "What karuna finds here: places, terminal, sound, log. It plays nothing, starts nothing\n" +
			"and writes nothing.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			d := a.examine()
			if a.flags.json {
				return a.printJSON(d)
			}
			return a.print("%s", d.text())
		},
	}
}

// diagnosis is `doctor --json`.
type diagnosis struct {
	Version  string         `json:"version"`
	Paths    paths          `json:"paths"`
	Terminal terminal       `json:"terminal"`
	Audio    []deviceReport `json:"audio"`
	Chosen   string         `json:"chosen_device"`

	ChosenWhy string        `json:"chosen_why"`
	Voices    []voiceReport `json:"voices"`
	Journal   journalReport `json:"journal"`
	Config    []finding     `json:"config_problems"`
}

type paths struct {
	Config  string `json:"config"`
	Data    string `json:"data"`
	State   string `json:"state"`
	Cache   string `json:"cache"`
	File    string `json:"config_file"`
	Scripts string `json:"scripts"`
	Why     string `json:"why,omitempty"` // why some of them are not known
}

type terminal struct {
	Stdin     bool   `json:"stdin"` // is a terminal
	Stdout    bool   `json:"stdout"`
	Stderr    bool   `json:"stderr"`
	Term      string `json:"term"`
	ColorTerm string `json:"colorterm"`
	Columns   int    `json:"columns"` // 0: standard output is no terminal
	Lines     int    `json:"lines"`
	Glyphs    string `json:"glyphs"`
	Theme     string `json:"theme"`
}

type deviceReport struct {
	Device string `json:"device"`
	Usable bool   `json:"usable"`
	Why    string `json:"why"`
	About  string `json:"about"` // what is behind it
}

type voiceReport struct {
	Name   string `json:"name"`
	Usable bool   `json:"usable"`
	Why    string `json:"why"`
}

type journalReport struct {
	Files    int      `json:"files"`
	Entries  int      `json:"entries"`
	Bytes    int64    `json:"bytes"`
	Problems int      `json:"problems"`
	Details  []string `json:"details"` // of the problems, and why the log cannot be written
	Writable bool     `json:"writable"`
}

func (a *App) examine() diagnosis {
	places, err := a.house.Places()
	d := diagnosis{
		Version: a.house.Options().Version,
		Paths:   paths{places.Config, places.Data, places.State, places.Cache, places.ConfigFile, places.Scripts, ""},
		Voices:  a.voiceReports(), Config: []finding{},
		Terminal: a.examineTerminal(), Audio: []deviceReport{},
	}
	if err != nil {
		d.Paths.Why = err.Error()
	}
	for _, r := range audio.Probe(a.house.Options().Env) {
		d.Audio = append(d.Audio, deviceReport{r.Name, r.Usable, r.Why, r.About})
	}
	bel := deviceReport{Device: "bel", Usable: a.io.OutTTY || a.io.ErrTTY}
	if !bel.Usable {
		bel.Why = "there is no terminal"
	}
	d.Audio = append(d.Audio, bel)
	d.Chosen, d.ChosenWhy = a.house.Sounding(bel.Usable)
	if named := a.house.Device(); named != "auto" && d.Chosen != named {
		d.Chosen, d.ChosenWhy = named, "as you chose, though "+d.ChosenWhy
	}
	d.Journal = a.examineJournal()
	for _, p := range a.house.Problems() {
		d.Config = append(d.Config, finding{places.ConfigFile, max(p.Line, 1), max(p.Col, 1), string(p.Severity), p.Text})
	}
	return d
}

func (a *App) examineTerminal() terminal {
	env := a.house.Options().Env
	t := terminal{
		Stdin: a.io.InTTY, Stdout: a.io.OutTTY, Stderr: a.io.ErrTTY,
		Term: env("TERM"), ColorTerm: env("COLORTERM"),
		Glyphs: a.glyphs().String(), Theme: a.house.Prefs().UI.Theme,
	}
	if f, ok := a.io.Out.(*os.File); ok && a.io.OutTTY {
		if w, h, err := term.GetSize(f.Fd()); err == nil {
			t.Columns, t.Lines = w, h
		}
	}
	return t
}

func (a *App) examineJournal() journalReport {
	r := journalReport{Details: []string{}}
	j, err := a.journal()
	if err != nil {
		r.Details = append(r.Details, err.Error())
		return r
	}
	log, err := j.Read()
	if err != nil {
		r.Problems, r.Details = 1, append(r.Details, err.Error())
		return r
	}
	r.Files, r.Entries, r.Bytes, r.Problems = len(log.Files), len(log.Entries), log.Bytes, len(log.Problems)
	for _, p := range log.Problems {
		r.Details = append(r.Details, p.String())
	}
	if err := j.Writable(); err != nil {
		r.Details = append(r.Details, err.Error())
	} else {
		r.Writable = true
	}
	return r
}

func (d diagnosis) text() string {
	var b strings.Builder
	line := func(name, text string) { fmt.Fprintf(&b, "%-10s %s\n", name, text) }
	line("version", d.Version)
	line("config", d.Paths.File)
	line("data", d.Paths.Data)
	line("state", d.Paths.State)
	line("cache", d.Paths.Cache)
	if d.Paths.Why != "" {
		line("", d.Paths.Why)
	}
	line("terminal", fmt.Sprintf("%s, drawn in %s", orNone(d.Terminal.Term), d.Terminal.Glyphs))
	for _, r := range d.Audio {
		text := "usable"
		switch {
		case !r.Usable:
			text = r.Why
		case r.About != "":
			text += ", " + r.About
		}
		line("sound", r.Device+": "+text)
	}
	line("", "karuna plays by "+d.Chosen+": "+d.ChosenWhy)
	line("voices", orNone(strings.Join(usableVoices(d.Voices), ", ")))
	line("log", fmt.Sprintf("%s in %s, %s", count(d.Journal.Entries, "sit"), count(d.Journal.Files, "file"), count(int(d.Journal.Bytes), "byte")))
	for _, text := range d.Journal.Details {
		line("", text)
	}
	for _, f := range d.Config {
		line("config", f.String())
	}
	return b.String()
}

func usableVoices(all []voiceReport) []string {
	var names []string
	for _, v := range all {
		if v.Usable {
			names = append(names, v.Name)
		}
	}
	return names
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
