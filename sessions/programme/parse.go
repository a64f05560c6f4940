package programme

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

const (
	maxFile    = 64 << 10
	maxSteps   = 400
	maxMinutes = 240
	maxLine    = 120 // runes of a line that is shown as one
)

// Problem is why a file gave no programme. Line and Col count from 1 and are 0
// where the file as a whole, or a step by its number, is meant.
type Problem struct {
	Line, Col int
	Text      string
}

// Error says where and what, on one line.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Text)
}

// Parse reads a programme file. It refuses names it does not know, so that a
// typing error is not a silent default. The error is a *Problem.
func Parse(src []byte) (Programme, error) {
	var p Programme
	if len(src) > maxFile {
		return p, problemf("%d bytes, at most %d are read", len(src), maxFile)
	}
	d := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Programme{}, located(err)
	}
	if err := p.complete(); err != nil {
		return Programme{}, err
	}
	return p, nil
}

func problemf(format string, args ...any) *Problem {
	return &Problem{Text: fmt.Sprintf(format, args...)}
}

// located takes the place of a fault out of what the TOML reader says.
func located(err error) *Problem {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		first := &strict.Errors[0]
		line, col := first.Position()
		return &Problem{line, col, fmt.Sprintf("unknown name %q", strings.Join(first.Key(), "."))}
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, col := decode.Position()
		return &Problem{line, col, strings.TrimPrefix(decode.Error(), "toml: ")}
	}
	return problemf("%v", err)
}

// complete fills in what weeks say for their steps, and refuses what cannot be.
func (p *Programme) complete() error {
	if !isID(p.ID) {
		return problemf("id %q: want lower-case words joined by hyphens", p.ID)
	}
	if p.Title == "" {
		return problemf("no title")
	}
	if p.Short == "" {
		p.Short = p.Title
	}
	n := 0
	for w := range p.Weeks {
		week := &p.Weeks[w]
		for i := range week.Steps {
			n++
			if err := week.Steps[i].complete(w, week.Minutes); err != nil {
				return problemf("step %d: %v", n, err)
			}
		}
		if err := oneLine("field", week.Field); err != nil {
			return problemf("week %d: %v", w+1, err)
		}
	}
	if n < 1 || n > maxSteps {
		return problemf("%d steps, want 1 to %d", n, maxSteps)
	}
	return p.checkMoments()
}

func (p *Programme) checkMoments() error {
	for i, m := range p.Moments {
		err := errors.Join(oneLine("when", m.When), length(m.Minutes))
		switch {
		case m.When == "":
			err = errors.New("no when")
		case !isID(m.Script):
			err = fmt.Errorf("script %q: want the id of a practice", m.Script)
		}
		if err != nil {
			return problemf("moment %d: %v", i+1, err)
		}
	}
	return nil
}

func (s *Step) complete(week, minutes int) error {
	s.Week = week
	if s.Do == "" {
		s.Do = Sit
	}
	if s.Minutes == 0 {
		s.Minutes = minutes
	}
	if err := errors.Join(length(s.Minutes), oneLine("field", s.Field), oneLine("play", s.Play)); err != nil {
		return err
	}
	for _, text := range s.Scripts {
		o, err := offer(text, s.Minutes)
		if err != nil {
			return err
		}
		s.Offers = append(s.Offers, o)
	}
	return s.fits()
}

// fits holds the practices named to what the step is.
func (s *Step) fits() error {
	few, many := 0, len(s.Offers)
	switch s.Do {
	case Sit:
		few, many = 1, 1
	case Rest:
		few = 1
	case Compose, Own:
		many = 0
	case Choice:
	default:
		return fmt.Errorf("do %q: want sit, choice, rest, compose or own", s.Do)
	}
	if n := len(s.Offers); n < few || n > many {
		return fmt.Errorf("do %q with %d practices", s.Do, n)
	}
	return nil
}

// offer reads "kind-pause", or "kind-pause 3" with minutes of its own.
func offer(text string, minutes int) (Offer, error) {
	id, own, has := strings.Cut(text, " ")
	if has {
		n, err := strconv.Atoi(own)
		if err != nil {
			return Offer{}, fmt.Errorf("%q: want the id of a practice, and minutes", text)
		}
		minutes = n
	}
	if !isID(id) {
		return Offer{}, fmt.Errorf("%q: want the id of a practice", text)
	}
	return Offer{id, minutes}, length(minutes)
}

// isID reports whether text is lower-case words and figures joined by hyphens.
func isID(text string) bool {
	if len(text) > 64 {
		return false
	}
	for word := range strings.SplitSeq(text, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

func length(minutes int) error {
	if minutes < 1 || minutes > maxMinutes {
		return fmt.Errorf("%d minutes, want 1 to %d", minutes, maxMinutes)
	}
	return nil
}

func oneLine(name, text string) error {
	if strings.ContainsAny(text, "\r\n") || len([]rune(text)) > maxLine {
		return fmt.Errorf("%s: want one line of at most %d characters", name, maxLine)
	}
	return nil
}
