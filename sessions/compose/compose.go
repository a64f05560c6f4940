// Package compose makes one practice of two.
//
// The settling of the first, the cores of both, the close of the second: a
// core is what lies between a script's first stage and its last. The first
// stage of the second belongs to its core where more than settling is done in
// it: see Leaned. It promises a script that can be written, read again and sat
// at every length it names, whenever that holds for the two; the words stay as
// they are, and none of them speaks of what was left out.
//
// It writes no file and chooses nothing for anyone: which two, how long, and
// what it is called are arguments.
package compose

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"karuna/sessions"
)

// As is what the practice is called, and how long it usually is.
type As struct {
	ID, Title, For string
	Usual          time.Duration // the nearest length there can be is taken
}

// Parted reports whether a script has a core to give: stages between the one
// that settles and the one that closes.
func Parted(s sessions.Script) bool { return len(s.Stages) >= 3 }

// Two makes one practice of two. Both cores weigh the same. What either asks
// before the sit is asked. Each stage is at least as long as it is at the
// shortest of its own script, so that its words fit.
func Two(first, second sessions.Script, as As) (sessions.Script, error) {
	for _, s := range []sessions.Script{first, second} {
		if !Parted(s) {
			return sessions.Script{}, fmt.Errorf("%s has no stages between its first and its last", s.Title)
		}
	}
	if first.ID == second.ID {
		return sessions.Script{}, fmt.Errorf("%s twice: two practices are wanted", first.Title)
	}
	a, b := spread(first), spread(second)
	last := len(b) - 1
	front := carried(core(a), a[len(a)-1])
	back := core(b)
	if Leaned(second, first) {
		back = scaled(b[:last])
	}
	out := sessions.Script{
		ID: as.ID, Title: as.Title, For: as.For, Kind: first.Kind, Language: first.Language, Version: 1,
		Purpose: fmt.Sprintf("%s, and then %s, with one beginning and one end.", first.Title, second.Title),
		Stages:  slices.Concat(a[:1], front, back, b[last:]),
		Flags:   union(first.Flags, second.Flags), Needs: union(first.Needs, second.Needs),
		Options: first.Options, Credits: joined(first.Credits, second.Credits),
		Bells: sessions.BellPlan{
			Given: true, Open: strokes(first, first.Bells.Open), Close: strokes(second, second.Bells.Close), Soft: second.Bells.Soft,
		},
	}
	out.Needs = out.Needs[:min(len(out.Needs), 3)]
	if out.Options.Order == "" {
		out.Options.Order = second.Options.Order
	}
	if !slices.ContainsFunc(first.Stages, difficult) {
		out.Options.Difficult = second.Options.Difficult
	}
	open(out.Stages, len(front), max(first.Length.Max, second.Length.Max))
	renumber(&out)
	out.Wheel = turn(out.Stages)
	out.Length = within(out.Stages, max(first.Length.Max, second.Length.Max), as.Usual)
	return out, nil
}

// difficult reports whether a stage is that of the difficult person.
func difficult(st sessions.Stage) bool { return st.Optional && st.ID == "difficult" }

// spread returns the stages of a script, each at least as long as it is at the
// script's shortest, their weights as parts of a whole of ten.
func spread(s sessions.Script) []sessions.Stage {
	out := slices.Clone(s.Stages)
	var claims []sessions.Portion
	whole := 0.0
	for _, st := range out {
		if !st.Optional {
			claims = append(claims, sessions.Portion{Min: st.Min, Max: st.Max, Weight: st.Weight})
			whole += st.Weight
		}
	}
	parts, fits := sessions.Allot(claims, s.Length.Min)
	n := 0
	for i := range out {
		st := &out[i]
		st.Steps = slices.Clone(st.Steps)
		st.Weight *= 10 / whole
		if st.Optional {
			continue
		}
		if fits {
			st.Min = max(st.Min, parts[n]).Round(time.Second)
			n++
		}
		if st.Max > 0 {
			st.Max = max(st.Max, st.Min)
		}
	}
	return out
}

// core is what lies between the first stage and the last, with a weight of ten.
func core(stages []sessions.Stage) []sessions.Stage {
	return scaled(stages[1 : len(stages)-1])
}

// scaled returns the stages with a weight of ten in all.
func scaled(stages []sessions.Stage) []sessions.Stage {
	out := slices.Clone(stages)
	whole := 0.0
	for _, st := range out {
		if !st.Optional {
			whole += st.Weight
		}
	}
	for i := range out {
		out[i].Weight *= 10 / whole
	}
	return out
}

// carried takes over what a stage that is left out asks before the sit.
func carried(stages []sessions.Stage, left sessions.Stage) []sessions.Stage {
	var asks []sessions.Step
	for _, step := range left.Steps {
		if step.Op == sessions.OpAsk {
			asks = append(asks, step)
		}
	}
	stages[0].Steps = append(asks, stages[0].Steps...)
	return stages
}

// open leaves one stage of the cores without a longest length: the one that
// had none, of the second core where both had one. first is the number of
// stages of the first core.
func open(stages []sessions.Stage, first int, most time.Duration) {
	cores := stages[1 : len(stages)-1]
	at := 0
	for i := range cores {
		st, best := &cores[i], &cores[at]
		switch {
		case st.Optional:
		case best.Optional, st.Max == 0 && (best.Max > 0 || i >= first && at < first):
			at = i
		case st.Max > 0 && best.Max > 0 && st.Weight > best.Weight:
			at = i
		}
	}
	for i := range stages {
		st := &stages[i]
		if st.Max == 0 {
			st.Max = max(most/2, st.Min)
		}
	}
	cores[at].Max = 0
}

// renumber gives stages and cues ids of their own, and leaves out what is asked
// for a second time.
func renumber(s *sessions.Script) {
	taken, asked := map[string]bool{}, map[string]bool{}
	for i := range s.Stages {
		st := &s.Stages[i]
		st.ID = unique(st.ID, taken)
		st.Given, st.Line = true, 0
		taken[st.ID] = true
		st.Weight = max(math.Round(st.Weight*100)/100, 0.01)
		n := 0
		st.Steps = slices.DeleteFunc(st.Steps, func(step sessions.Step) bool {
			again := step.Op == sessions.OpAsk && asked[step.Name]
			asked[step.Name] = asked[step.Name] || step.Op == sessions.OpAsk
			return again
		})
		for j := range st.Steps {
			if step := &st.Steps[j]; step.Op == sessions.OpCue {
				n++
				step.ID = fmt.Sprintf("%s-%d", st.ID, n)
			}
		}
	}
}

// turn is the way a practice turns by the weights of its stages.
func turn(stages []sessions.Stage) sessions.Wheel {
	self, other := 0.0, 0.0
	for _, st := range stages {
		switch {
		case st.Optional:
		case st.Wheel == sessions.Self:
			self += st.Weight
		case st.Wheel == sessions.Other:
			other += st.Weight
		case st.Wheel == sessions.Both:
			self, other = self+st.Weight/2, other+st.Weight/2
		}
	}
	switch share := self / (self + other); {
	case self+other == 0:
		return sessions.Ground
	case share > 0.72:
		return sessions.Self
	case share < 0.28:
		return sessions.Other
	}
	return sessions.Both
}

// within is in whole minutes. The shortest has room for the opening bells.
func within(stages []sessions.Stage, most, usual time.Duration) sessions.Range {
	least := 20 * time.Second
	for _, st := range stages {
		if !st.Optional {
			least += st.Min
		}
	}
	least = (least + time.Minute - 1).Truncate(time.Minute)
	most = max(most, least)
	return sessions.Range{Min: least, Usual: min(max(usual, least), most), Max: most}
}

func strokes(s sessions.Script, given int) int {
	if s.Bells.Given {
		return given
	}
	return 1
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func joined(a, b string) string {
	if a == b {
		return a
	}
	return strings.TrimSpace(strings.Trim(a+" "+b, " "))
}

// unique returns id, or id-2, id-3 … when it is taken.
func unique(id string, taken map[string]bool) string {
	for n := 2; taken[id]; n++ {
		if next := fmt.Sprintf("%s-%d", id, n); !taken[next] {
			return next
		}
	}
	return id
}
