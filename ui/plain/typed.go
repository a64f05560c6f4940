package plain

import (
	"strings"

	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/sitting"
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
		if v.asked == sitting.Reflecting { // not a second enter on the way out of the ring
			v.answer(line)
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
	return v.line("How is it now? 1 lighter, 2 same, 3 heavier, enter for neither")
}

// answer takes a line of the reflection: the feeling, then a note.
func (v *view) answer(line string) {
	v.step++
	if v.step == 1 {
		feel := map[string]string{"1": "lighter", "2": "same", "3": "heavier"}
		if f, ok := feel[strings.TrimSpace(line)]; ok {
			v.c.Amend(journal.Fields{"feel": f})
		}
		if err := v.line("A note, or enter for none"); err == nil {
			return
		}
	} else if note := strings.TrimSpace(line); note != "" {
		v.c.Amend(journal.Fields{"note": note})
	}
	v.left = v.c.Do(conductor.Leave)
}
