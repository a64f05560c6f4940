package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// prompts is someone who reads lines and types one back.
type prompts struct {
	a   *App
	ctx context.Context
	in  <-chan string // nil: nobody can answer
}

// door is a numbered choice. What was typed after its number is rest.
type door struct {
	title string
	enter func(p prompts, rest string) error
}

// menu is numbered choices and what is asked below them.
type menu struct {
	tell  func() error           // what stands above them; nil: nothing
	doors func() ([]door, error) // as they are now
	ask   string
	other func(p prompts, line string) error // what is typed and no number; nil: there is nothing
	again bool                               // it is offered again after a choice
	home  bool                               // there is nothing behind it: an empty line asks again
}

// errGone says that who typed has gone.
var errGone = errors.New("standard input has ended")

// ask puts a question and returns the line typed; errGone when there is none.
func (p prompts) ask(question string) (string, error) {
	if err := p.a.print("%s\n", question); err != nil {
		return "", err
	}
	line, ok := <-p.in
	if !ok {
		return "", errGone
	}
	return strings.TrimSpace(line), nil
}

// choose offers a menu until a choice was carried out, or the line is empty or
// q. What was typed wrong does not bring the whole of it again, since it may be
// listened to; nor does, at home, what was carried out. Where nobody can answer
// it is printed once.
func (p prompts) choose(m menu) error {
	for told := false; ; {
		doors, err := p.offer(m, told)
		if err != nil || p.in == nil {
			return err
		}
		line, err := p.ask(m.ask)
		if err != nil || leaves(m, line) {
			return err
		}
		done, err := p.carryOut(m, doors, line)
		if err != nil || done && !m.again {
			return err
		}
		told = line != "" && (!done || m.home)
	}
}

func leaves(m menu, line string) bool { return line == "q" || line == "" && !m.home }

// offer returns the choices there are now, and prints them where they were not
// told yet.
func (p prompts) offer(m menu, told bool) ([]door, error) {
	doors, err := m.doors()
	if err != nil || told {
		return doors, err
	}
	if m.tell != nil {
		if err := m.tell(); err != nil {
			return doors, err
		}
	}
	for i, d := range doors {
		if err := p.a.print("%d  %s\n", i+1, d.title); err != nil {
			return doors, err
		}
	}
	return doors, nil
}

// carryOut does what a line says. What could not be done is told and asked
// again; only what ends the program is an error.
func (p prompts) carryOut(m menu, doors []door, line string) (done bool, err error) {
	number, rest, _ := strings.Cut(line, " ")
	n, bad := strconv.Atoi(number)
	switch {
	case line == "":
		return false, nil
	case bad == nil && n >= 1 && n <= len(doors):
		err = doors[n-1].enter(p, strings.TrimSpace(rest))
	case bad != nil && m.other != nil:
		err = m.other(p, line)
	default:
		p.a.say("There are the numbers 1 to %d.", len(doors))
		return false, nil
	}
	if err == nil || ends(err) {
		return true, err
	}
	p.a.say("karuna: %v", err)
	return false, nil
}

// ends reports whether an error ends the prompts.
func ends(err error) bool {
	var code status
	return errors.As(err, &code) || errors.Is(err, errGone)
}
