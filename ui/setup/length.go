package setup

import (
	"errors"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/ui/safe"
	"karuna/ui/widget"
)

// Length is how long a sit is: for a time, until a moment, or open. One of the
// three is set.
type Length struct {
	For   time.Duration
	Until time.Time // of the closing bell
	Open  bool      // counts up; silent sits alone
}

var errLength = errors.New("a length such as 15, 90s, 1h10 or until 07:30")

// ParseLength reads what a person types for a length: "15" and "15m" are
// minutes, "90s", "1h10", "until 07:30", and for a silent sit "open". now is
// the clock that "until" is after.
func ParseLength(text string, now time.Time, silent bool) (Length, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if silent && text == "open" {
		return Length{Open: true}, nil
	}
	if moment, ok := strings.CutPrefix(text, "until "); ok {
		at, err := sessions.ParseUntil(moment, now)
		if err != nil {
			return Length{}, errLength
		}
		return Length{Until: at}, nil
	}
	d, err := sessions.ParseDuration(text, time.Minute)
	if err != nil || d <= 0 {
		return Length{}, errLength
	}
	return Length{For: d}, nil
}

// typed returns what ParseLength reads as l.
func (l Length) typed() string {
	switch {
	case l.Open:
		return "open"
	case !l.Until.IsZero():
		return "until " + l.clock()
	}
	return sessions.FormatDuration(l.For)
}

func (l Length) clock() string {
	if l.Until.Second() != 0 {
		return l.Until.Format("15:04:05")
	}
	return l.Until.Format("15:04")
}

// Text returns l for reading.
func (l Length) Text() safe.Text {
	switch {
	case l.Open:
		return safe.Lit("open")
	case !l.Until.IsZero():
		return safe.Line("until " + l.clock())
	}
	return widget.Length(l.For)
}

// Step returns l by d longer, not under least unless it is so already. The
// longest is a scripted sit's, or a silent one's.
func (l Length) Step(d, least time.Duration, silent bool) Length {
	longest := score.MaxLength
	if silent {
		longest = score.MaxSilent
	}
	switch {
	case l.Open:
	case !l.Until.IsZero():
		l.Until = l.Until.Add(d)
	case d < 0:
		l.For = max(l.For+d, min(least, l.For))
	default:
		l.For = max(min(l.For+d, longest), l.For)
	}
	return l
}
