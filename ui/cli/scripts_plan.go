package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/ui/plain"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/start"
)

// planSeed orders the return lines of a plan: the same arguments give the
// same bytes.
const planSeed = 1

func (a *App) planCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plan SCRIPT --for DURATION",
		Short: "The exact schedule of a sit, without sitting it",
		Long: "The exact schedule of a sit: every bell, word and breath at its offset from the first\n" +
			"stroke, then the same as a strip along its length, and what it comes to. The same\n" +
			"arguments give the same bytes. SCRIPT none is a silent sit.",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeScript,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.plan(cmd, args[0]) },
	}
	addSettings(cmd, settingFlags())
	return cmd
}

func (a *App) plan(cmd *cobra.Command, name string) error {
	choices, err := a.choices(cmd, "")
	if err != nil {
		return err
	}
	r := start.Request{Choices: choices, Seed: planSeed}
	switch {
	case name != "none" && name != string(sessions.Silent):
		if r.Script, err = a.pick(name); err != nil {
			return err
		}
	case choices.For == 0:
		return usagef("a silent sit needs --for")
	}
	sit, err := a.planned(cmd.Context(), r)
	if err != nil {
		return err
	}
	if a.flags.json {
		return a.printJSON(score.JSON(sit.Score))
	}
	for _, note := range sit.Score.Notes {
		a.say("%s", note)
	}
	return a.print("%s\n%s", schedule(sit.Score),
		stripText(sit.Score, score.Measure(sit.Script, sit.Score), a.glyphs(), a.columns(stripColumns)))
}

// planned is a sit as it would be sat. Where somebody speaks that depends on how
// long the lines take, so they are spoken first.
func (a *App) planned(ctx context.Context, r start.Request) (start.Sit, error) {
	if r.Choices.Voice.Name != prefs.Default().Voice.Name {
		return a.ready(ctx, r)
	}
	sit, err := a.house.Compose(r)
	if err != nil {
		return sit, usage{err}
	}
	return sit, nil
}

// schedule writes a score as lines of time, word and text; at one moment a
// stage comes before its bell, and that before words.
func schedule(s sessions.Score) string {
	var b strings.Builder
	line := func(at time.Duration, word, text string) {
		fmt.Fprintf(&b, "%s %s\n", plain.Clock(at), strings.TrimSpace(word+" "+safe.Line(text).String()))
	}
	next := 0
	stages := func(to time.Duration) {
		for ; next < len(s.Stages) && s.Stages[next].Start <= to; next++ {
			line(s.Stages[next].Start, "stage", s.Stages[next].Title)
		}
	}
	for _, c := range s.Cues {
		stages(c.At)
		switch c.Type {
		case sessions.CueBell:
			line(c.At, "bell", bellWords(c.Bell))
		case sessions.CueBreathe:
			line(c.At, "breathe", c.Breath.Pattern)
		case sessions.CueEnd:
			line(c.At, "end", "")
		default:
			line(c.At, "cue", c.Text)
		}
	}
	return b.String()
}

func bellWords(b sessions.Bell) string {
	text := b.Name
	if b.Half {
		text += " half"
	}
	if b.Strikes > 1 {
		text += fmt.Sprintf(" x%d", b.Strikes)
	}
	return text
}
