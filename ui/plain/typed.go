package plain

import (
	"strings"

	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
)

// typed carries out one line of input.
func (v *view) typed(line string) {
	word := strings.ToLower(strings.TrimSpace(line))
	switch s := v.c.Snapshot(); s.State {
	case sitting.Asking:
		if word == "q" {
			v.c.Do(conductor.Confirm)
		} else {
			v.c.Do(conductor.Cancel)
		}
	case sitting.Away:
		v.choose(word, conductor.Count, conductor.LeaveOut, conductor.EndHere)
	case sitting.Grounding:
		v.ground(word)
	case sitting.Preparing, sitting.Sitting, sitting.Paused:
		v.command(s, word)
	case sitting.Closing:
		v.c.Do(conductor.Leave)
	case sitting.Reflecting:
		switch {
		case v.asked == sitting.Reflecting:
			v.answer(line)
		case word != "": // not a second enter on the way out of the ring
			v.ahead = append(v.ahead, line)
		}
	}
}

func (v *view) choose(word string, ops ...conductor.Op) {
	for i, op := range ops {
		if word == string(rune('1'+i)) {
			v.c.Do(op)
		}
	}
}

func (v *view) ground(word string) {
	switch word {
	case "":
		v.c.Do(conductor.ShowChoice)
	case "q":
		v.c.Do(conductor.Ask)
	default:
		v.choose(word, conductor.Gently, conductor.BellsOnly, conductor.Enough)
	}
}

func (v *view) command(s conductor.Snapshot, word string) {
	ops := map[string]conductor.Op{
		"p": conductor.Toggle, "g": conductor.GoToGround, "q": conductor.Ask,
		"+": conductor.More, "-": conductor.Less,
		"n": conductor.NextCue, "b": conductor.BackCue,
	}
	switch {
	case s.State == sitting.Preparing:
		ops["q"] = conductor.Leave
	case s.Quick != nil: // a rehearsal is nothing to keep
		ops["q"] = conductor.EndNow
	}
	notes := map[string]conductor.NoteKind{
		"past": conductor.NotePast, "plan": conductor.NotePlanning, "judge": conductor.NoteJudging,
		"compare": conductor.NoteComparing, "other": conductor.NoteOther,
	}
	if op, ok := ops[word]; ok {
		v.c.Do(op)
	} else if n, ok := notes[word]; ok {
		v.c.Note(n)
	}
}

// ask puts the question that belongs to a state, once.
func (v *view) ask(s conductor.Snapshot) error {
	if s.State != v.asked {
		v.asked, v.choice = s.State, false
		if s.State == sitting.Reflecting {
			return v.reflect(s)
		}
		if text := question(s); text != "" && !v.cfg.JSON {
			return v.line(text)
		}
	}
	if s.State == sitting.Grounding && s.Choice && !v.choice {
		v.choice = true
		if !v.cfg.JSON {
			return v.line("1 go on gently, 2 bells only, 3 enough for today")
		}
	}
	return nil
}

func question(s conductor.Snapshot) string {
	switch s.State {
	case sitting.Away:
		return "1 count it, 2 leave it out, 3 end here"
	case sitting.Grounding:
		return "Feel both feet, or whatever holds you. Name five things you can see. Say where you are, and the date. Enter shows three ways on."
	}
	return ""
}

// reflect asks how it was, where that was wanted and the sit was kept.
func (v *view) reflect(s conductor.Snapshot) error {
	if !v.cfg.Reflect || v.cfg.JSON || s.Saved == nil || !s.Saved.Kept {
		if s.Saved == nil {
			v.asked = sitting.Closing // not written yet: look again
			return nil
		}
		v.left = v.c.Do(conductor.Leave)
		return nil
	}
	err := v.line("How is it now? 1 lighter, 2 same, 3 heavier, enter for neither")
	for _, line := range v.ahead {
		v.answer(line)
	}
	return err
}

// answer takes a line of the reflection, and asks what comes next: the feeling,
// a note, a small act, how much air the wheels have.
func (v *view) answer(line string) {
	line = strings.TrimSpace(line)
	v.step++
	switch v.step {
	case 1:
		if feel := third(line, "lighter", "same", "heavier"); feel != "" {
			v.c.Amend(journal.Fields{"feel": feel})
		}
	case 2:
		v.amend("note", line)
	case 3:
		v.amend("act", line)
	case 4:
		v.air.Back = third(line, "soft", "fine", "full")
	case 5:
		v.air.Front = third(line, "soft", "fine", "full")
		v.tellAir()
	}
	next := []string{"", "A note, or enter for none", "A small act: who else might feel this? Or enter for none"}
	if v.cfg.Air != nil {
		next = append(next, "The back wheel, for yourself: 1 soft, 2 fine, 3 full, enter for neither",
			"The front wheel, for others: 1 soft, 2 fine, 3 full, enter for neither")
	}
	if v.step < len(next) && v.line(next[v.step]) == nil {
		return
	}
	v.left = v.c.Do(conductor.Leave)
}

func (v *view) amend(field, text string) {
	if text != "" {
		v.c.Amend(journal.Fields{field: text})
	}
}

// third returns the word that 1, 2 or 3 stands for, "" for anything else.
func third(line string, words ...string) string {
	for i, w := range words {
		if line == string(rune('1'+i)) {
			return w
		}
	}
	return ""
}

// tellAir keeps the answers when both wheels have one.
func (v *view) tellAir() {
	if v.air.Back == "" || v.air.Front == "" {
		return
	}
	if err := v.cfg.Air(v.air); err != nil && v.line("warn "+safe.Line(err.Error()).String()) != nil {
		return // nobody reads any more, which the next line of the sit tells
	}
}
