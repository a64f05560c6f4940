package script

import (
	"fmt"
	"strings"

	"karuna/sessions"
)

// Format writes s in the one canonical form. What Parse reported as an Error
// and left out is gone, so format only a script that parsed without one.
func Format(s sessions.Script) []byte {
	var b strings.Builder
	formatFront(&b, s)
	if s.Purpose != "" {
		for i, paragraph := range strings.Split(s.Purpose, "\n") {
			if i > 0 {
				b.WriteByte('\n')
			}
			if strings.HasPrefix(paragraph, "#") || strings.HasPrefix(paragraph, ">") || strings.HasPrefix(paragraph, `\`) {
				b.WriteByte('\\')
			}
			b.WriteString(paragraph + "\n")
		}
	}
	for _, c := range s.Comments {
		b.WriteString(comment(c))
	}
	for _, st := range s.Stages {
		fmt.Fprintf(&b, "\n## %s{%s}\n", prefix(escapeText(st.Title), " "), stageAttributes(st))
		formatSteps(&b, st)
	}
	return []byte(b.String())
}

func prefix(s, after string) string {
	if s == "" {
		return ""
	}
	return s + after
}

func comment(s string) string { return strings.TrimRight("> "+s, " ") + "\n" }

func formatFront(b *strings.Builder, s sessions.Script) {
	b.WriteString("---\n")
	for _, k := range frontKeys() {
		if v := k.write(s); v != "" || k.name == "flags" {
			b.WriteString(strings.TrimRight(k.name+": "+v, " ") + "\n")
		}
	}
	for _, f := range s.Extra {
		if f.Key == "#" {
			b.WriteString(strings.TrimRight("# "+f.Value, " ") + "\n")
			continue
		}
		b.WriteString(strings.TrimRight(f.Key+": "+f.Value, " ") + "\n")
	}
	b.WriteString("---\n")
}

func some(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func length(r sessions.Range) string {
	switch {
	case r == sessions.Range{}:
		return ""
	case r.Min == r.Max:
		return sessions.FormatDuration(r.Min)
	}
	return fmt.Sprintf("%s..%s, usually %s", sessions.FormatDuration(r.Min),
		sessions.FormatDuration(r.Max), sessions.FormatDuration(r.Usual))
}

func bells(b sessions.BellPlan) string {
	if !b.Given {
		return ""
	}
	closing := fmt.Sprintf("close %d", b.Close)
	switch {
	case b.Soft && b.Close == 1:
		closing = "close soft"
	case b.Soft:
		closing += " soft"
	}
	out := fmt.Sprintf("open %d, %s", b.Open, closing)
	if b.Stage {
		out += ", stage"
	}
	return out
}

// options says that the difficult person is off only where a stage could
// bring that person in.
func options(s sessions.Script) string {
	var out []string
	if s.Options.Order != "" {
		out = append(out, "order "+s.Options.Order)
	}
	switch {
	case s.Options.Difficult:
		out = append(out, "difficult on")
	case optionalStage(s):
		out = append(out, "difficult off")
	}
	return strings.Join(out, ", ")
}

func optionalStage(s sessions.Script) bool {
	for _, st := range s.Stages {
		if st.Optional && st.ID == "difficult" {
			return true
		}
	}
	return false
}

func stageAttributes(st sessions.Stage) string {
	var out []string
	if st.Given {
		out = append(out, "#"+st.ID)
	}
	out = append(out, string(st.Wheel), "weight "+number(st.Weight))
	span := inSeconds(st.Min) + ".."
	if st.Max > 0 {
		span += inSeconds(st.Max)
	}
	out = append(out, span)
	add := func(on bool, words string) {
		if on {
			out = append(out, words)
		}
	}
	add(st.Optional, "optional off")
	add(st.Quiet, "quiet")
	add(st.Returns != "", "returns "+st.Returns)
	add(st.Pacer != "", "pacer "+st.Pacer)
	add(st.Noting && !hasOp(st, sessions.OpNoting), "noting")
	add(st.Bell != "", "bell "+st.Bell)
	return strings.Join(out, ", ")
}

func hasOp(st sessions.Stage, op sessions.Op) bool {
	for _, s := range st.Steps {
		if s.Op == op {
			return true
		}
	}
	return false
}

func formatSteps(b *strings.Builder, st sessions.Stage) {
	ordinal := 0
	if len(st.Steps) > 0 {
		b.WriteByte('\n')
	}
	for _, s := range st.Steps {
		if s.Op == sessions.OpCue {
			ordinal++
		}
		b.WriteString(formatStep(s, defaultID(st.ID, ordinal)))
		if s.Op != sessions.OpComment {
			b.WriteByte('\n')
		}
	}
}

func formatStep(s sessions.Step, usualID string) string {
	plus := prefix(strings.Repeat("+", max(s.Priority-1, 0)), " ")
	switch s.Op {
	case sessions.OpBell:
		times := ""
		if s.Count > 1 {
			times = fmt.Sprintf(" x%d", s.Count)
		}
		return "[bell" + strings.TrimRight(" "+s.Name, " ") + times + "]"
	case sessions.OpPause:
		return "[pause " + hold(s) + "]"
	case sessions.OpBreathe:
		if s.Share == 1 {
			return "[breathe " + s.Name + "]"
		}
		return "[breathe " + s.Name + " " + percent(s.Share) + "]"
	case sessions.OpNoting:
		return "[noting]"
	case sessions.OpAsk:
		return fmt.Sprintf(`[ask %s %s "%s"]`, s.Kind, s.Name, escapeText(s.Text))
	case sessions.OpAlt:
		return "[alt " + s.Name + ": " + escapeText(s.Text) + "]"
	case sessions.OpWishes:
		return plus + "[wishes " + s.Name + "]"
	case sessions.OpClip:
		return "[clip " + s.Name + "]"
	case sessions.OpComment:
		return comment(s.Text)
	}
	return plus + escapeText(s.Text) + cueAttributes(s, usualID)
}

func hold(s sessions.Step) string {
	if s.HoldMax > 0 {
		return inSeconds(s.Hold) + ".." + inSeconds(s.HoldMax)
	}
	return inSeconds(s.Hold)
}

func percent(share float64) string { return number(float64(int(share*1e6+0.5))/1e4) + "%" }

func cueAttributes(s sessions.Step, usualID string) string {
	var out []string
	if s.ID != "" && s.ID != usualID {
		out = append(out, "#"+s.ID)
	}
	if s.Hold > 0 {
		out = append(out, "hold "+hold(s))
	}
	if s.Gap > 0 {
		out = append(out, "gap "+number(s.Gap))
	}
	if s.Name != "" {
		out = append(out, "clip "+s.Name)
	}
	if len(out) == 0 {
		return ""
	}
	return " {" + strings.Join(out, ", ") + "}"
}
