package score

import (
	"time"

	"karuna/sessions"
)

// Finish closes an open sit at a moment: the score it has become, with its
// closing bell's first stroke and its end there. What began before stays.
func Finish(old sessions.Score, at time.Duration, w Want) sessions.Score {
	at = max(wholeUp(at), 0)
	w = w.filled(sessions.Script{})
	l := layout{want: w, total: at, rings: ringsOf(sessions.Script{}, w, at, true)}
	sc := old
	sc.Open, sc.Total, sc.Cues, sc.Stages = false, at, nil, nil
	for _, sp := range old.Stages {
		if sp.Start < at || sp.Start == 0 {
			sp.End = at
			sc.Stages = append(sc.Stages, sp)
		}
	}
	for _, c := range old.Cues {
		if c.At <= at && c.Type != sessions.CueEnd && c.Bell.Role != sessions.Closing {
			sc.Cues = append(sc.Cues, c)
		}
	}
	l.end()
	for i := range l.cues {
		l.cues[i].Stage = sc.Stages[len(sc.Stages)-1].ID
	}
	sc.Cues = append(sc.Cues, l.cues...)
	return sc
}
