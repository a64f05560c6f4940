package prefs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"karuna/sessions"
)

// form says how a value stands in TOML.
type form int

const (
	quoted form = iota
	bare
	array
	loose // yes and no bare, words quoted
)

// value is what a layer says: one text, or a TOML array of texts.
type value struct {
	text  string
	items []string
	many  bool
}

const longestLine = 500 // runes of a free text

func (r row) inPresets() row {
	r.preset = true
	return r
}

// in names the unit of a number.
func (r row) in(unit string) row {
	r.Unit = unit
	return r
}

// empty says what stands for no value.
func (r row) empty(text string) row {
	r.Empty = text
	return r
}

// means says what each of the choices means.
func (r row) means(texts ...string) row {
	r.Means = texts
	return r
}

// simple makes a row of one text that read understands and show writes.
func simple(s Setting, f form, show func(*Sit) string, read func(*Sit, string) error) row {
	return row{Setting: s, form: f, text: show, set: func(to *Sit, v value) error {
		if v.many {
			return errors.New("want one value, not a list")
		}
		return read(to, v.text)
	}}
}

// offOrNone lets "off" and "none" mean the one of them that is a choice.
func offOrNone(text string, choices []string) string {
	if text != off && text != "none" {
		return text
	}
	for _, c := range choices {
		if c == off || c == "none" {
			return c
		}
	}
	return text
}

func among(text string, choices []string) error {
	for _, c := range choices {
		if c == text {
			return nil
		}
	}
	shown := strings.Join(choices, ", ")
	return fmt.Errorf("want one of %s", strings.TrimPrefix(shown, ", "))
}

func enum[T ~string](s Setting, choices []string, at func(*Sit) *T) row {
	s.Choices = choices
	return simple(s, quoted, func(p *Sit) string { return string(*at(p)) }, func(p *Sit, text string) error {
		text = offOrNone(text, choices)
		if err := among(text, choices); err != nil {
			return err
		}
		*at(p) = T(text)
		return nil
	}).around()
}

// word is a name that another room looks up.
func word(s Setting, examples []string, at func(*Sit) *string) row {
	s.Choices, s.Open, s.Kind = examples, true, Word
	return simple(s, quoted, func(p *Sit) string { return *at(p) }, func(p *Sit, text string) error {
		if utf8.RuneCountInString(text) > 64 {
			return errors.New("want a name of at most 64 characters")
		}
		for _, r := range text {
			if unicode.IsSpace(r) || !unicode.IsPrint(r) {
				return errors.New("want a name without spaces")
			}
		}
		*at(p) = offOrNone(text, examples)
		return nil
	})
}

// line is free text on one line.
func line(s Setting, at func(*Sit) *string) row {
	s.Open, s.Kind = true, Text
	return simple(s, quoted, func(p *Sit) string { return *at(p) }, func(p *Sit, text string) error {
		if utf8.RuneCountInString(text) > longestLine || strings.ContainsAny(text, "\n\r") {
			return fmt.Errorf("want one line of at most %d characters", longestLine)
		}
		*at(p) = text
		return nil
	})
}

func whole(s Setting, low, high int, at func(*Sit) *int) row {
	s.Choices, s.Open, s.Kind = []string{strconv.Itoa(low), strconv.Itoa(high)}, true, Number
	r := simple(s, bare, func(p *Sit) string { return strconv.Itoa(*at(p)) }, func(p *Sit, text string) error {
		n, err := strconv.Atoi(text)
		if err != nil || n < low || n > high {
			return fmt.Errorf("want a whole number from %d to %d", low, high)
		}
		*at(p) = n
		return nil
	})
	r.turn = func(text string, by int) string {
		n, err := strconv.Atoi(text)
		if err != nil {
			return text
		}
		return strconv.Itoa(stepped(n, stepOf(low, high), low, high, by))
	}
	return r
}

// stepOf is the distance of one key press: a range is walked in a few dozen.
func stepOf(low, high int) int {
	if high-low <= 30 {
		return 1
	}
	return 5
}

// stepped goes by steps from n to the multiples of step, and stops at the ends.
func stepped(n, step, low, high, by int) int {
	if by < 0 {
		n += step - 1 // from between two of them to the one before
	}
	return min(max((n/step+by)*step, low), high)
}

func onOff(s Setting, at func(*Sit) *bool) row {
	s.Choices, s.Kind = []string{"true", "false"}, Switch
	return simple(s, bare, func(p *Sit) string { return strconv.FormatBool(*at(p)) }, func(p *Sit, text string) error {
		b, err := yesNo(text)
		if err == nil {
			*at(p) = b
		}
		return err
	}).around()
}

func yesNo(text string) (bool, error) {
	switch text {
	case "true", "yes", "on", "1":
		return true, nil
	case "false", "no", off, "none", "0":
		return false, nil
	}
	return false, errors.New("want true or false")
}

// maybe is a yes, a no, or "auto", which leaves it to the script.
func maybe(s Setting, at func(*Sit) **bool) row {
	s.Choices = []string{"auto", "true", "false"}
	show := func(p *Sit) string {
		if b := *at(p); b != nil {
			return strconv.FormatBool(*b)
		}
		return "auto"
	}
	return simple(s, loose, show, func(p *Sit, text string) error {
		if text == "auto" {
			*at(p) = nil
			return nil
		}
		b, err := yesNo(text)
		if err != nil {
			return errors.New("want auto, true or false")
		}
		*at(p) = &b
		return nil
	}).around()
}

// length is a time between low and high; a number alone counts in unit. Where
// low is 0, "off" is 0.
func length(s Setting, unit, low, high time.Duration, at func(*Sit) *time.Duration) row {
	s.Open, s.Kind = true, Length
	write := func(d time.Duration) string {
		if d == 0 && low == 0 && unit == time.Minute {
			return off
		}
		return sessions.FormatDuration(d)
	}
	r := simple(s, quoted, func(p *Sit) string { return write(*at(p)) }, func(p *Sit, text string) error {
		d := time.Duration(0)
		if low > 0 || (text != off && text != "none") {
			var err error
			if d, err = sessions.ParseDuration(text, unit); err != nil {
				return err
			}
		}
		if d < low || d > high {
			return fmt.Errorf("want from %s to %s", sessions.FormatDuration(low), sessions.FormatDuration(high))
		}
		*at(p) = d
		return nil
	})
	r.turn = func(text string, by int) string {
		var trial Sit
		if err := r.set(&trial, value{text: text}); err != nil {
			return text
		}
		first, last := int((low+unit-1)/unit), int(high/unit)
		n := stepped(int(*at(&trial)/unit), stepOf(first, last), first, last, by)
		return write(time.Duration(n) * unit)
	}
	return r
}

// around lets the choices follow one another, the first after the last.
func (r row) around() row {
	choices := r.Choices
	r.turn = func(text string, by int) string {
		n := len(choices)
		i := max(slices.Index(choices, text), 0) + by
		return choices[(i%n+n)%n]
	}
	return r
}

// seconds is one of a few numbers of seconds.
func seconds(s Setting, choices []int, at func(*Sit) *time.Duration) row {
	for _, c := range choices {
		s.Choices = append(s.Choices, strconv.Itoa(c))
	}
	show := func(p *Sit) string { return strconv.Itoa(int(*at(p) / time.Second)) }
	return simple(s, bare, show, func(p *Sit, text string) error {
		d, err := sessions.ParseDuration(text, time.Second)
		if err == nil && d%time.Second == 0 {
			err = among(strconv.Itoa(int(d/time.Second)), s.Choices)
		} else if err == nil {
			err = among(text, s.Choices)
		}
		if err == nil {
			*at(p) = d
		}
		return err
	}).around()
}

func weekStart(s Setting) row {
	s.Choices = []string{"monday", "sunday"}
	show := func(p *Sit) string { return strings.ToLower(p.WeekStart.String()) }
	return simple(s, quoted, show, func(p *Sit, text string) error {
		switch strings.ToLower(text) {
		case "monday":
			p.WeekStart = time.Monday
		case "sunday":
			p.WeekStart = time.Sunday
		default:
			return among(text, s.Choices)
		}
		return nil
	}).around()
}

func day(s Setting, at func(*Sit) *sessions.Day) row {
	s.Open, s.Kind = true, Date
	return simple(s, quoted, func(p *Sit) string { return at(p).String() }, func(p *Sit, text string) error {
		if text == "" || text == off || text == "none" {
			*at(p) = sessions.NoDay
			return nil
		}
		d, err := sessions.ParseDay(text)
		if err == nil {
			*at(p) = d
		}
		return err
	})
}

func breathRow(s Setting) row {
	for _, b := range sessions.Patterns() {
		s.Choices = append(s.Choices, b.Pattern)
	}
	s.Open, s.Kind = true, Word
	return simple(s, quoted, func(p *Sit) string { return p.Breath }, func(p *Sit, text string) error {
		if _, ok := sessions.Pattern(text); !ok && text != "" {
			return errors.New("want a pattern such as even-6, or its seconds such as 4-2-6-0")
		}
		p.Breath = text
		return nil
	})
}

// list is some of the choices, in a TOML array or with commas between.
func list(s Setting, choices []string, at func(*Sit) *[]string) row {
	s.Choices, s.Kind = choices, Text
	return row{
		Setting: s, form: array,
		text: func(p *Sit) string { return strings.Join(*at(p), ",") },
		set: func(p *Sit, v value) error {
			items, err := v.split(func(r rune) bool { return r == ',' || r == ' ' })
			if err != nil {
				return err
			}
			for _, i := range items {
				if err := among(i, choices); err != nil {
					return err
				}
			}
			*at(p) = items
			return nil
		},
	}
}

// command is a program with its arguments, never a line for a shell.
func command(s Setting, at func(*Sit) *[]string) row {
	s.Open, s.Kind = true, Program
	show := func(p *Sit) string {
		if len(*at(p)) == 0 {
			return ""
		}
		return arrayLiteral(*at(p))
	}
	return row{Setting: s, form: array, text: show, set: func(p *Sit, v value) error {
		items, err := v.split(unicode.IsSpace)
		if err != nil {
			return err
		}
		for _, i := range items {
			if strings.ContainsRune(i, 0) {
				return errors.New("an argument holds a zero byte")
			}
		}
		*at(p) = items
		return nil
	}}
}

// split returns the items of an array, of the text of one, or of a text with
// separators.
func (v value) split(separator func(rune) bool) ([]string, error) {
	if v.many {
		return v.items, nil
	}
	if !strings.HasPrefix(v.text, "[") {
		return strings.FieldsFunc(v.text, separator), nil
	}
	var read struct{ V []string }
	if err := toml.Unmarshal([]byte("V = "+v.text), &read); err != nil {
		return nil, errors.New("want a list such as [\"one\", \"two\"]")
	}
	return read.V, nil
}
