package cli

import (
	"cmp"
	"errors"
	"fmt"
)

// function is what a name in a template does with the values after it.
type function func(args []any) (any, error)

// functions are those that a template knows.
func functions() map[string]function {
	return map[string]function{
		"print":   func(args []any) (any, error) { return fmt.Sprint(args...), nil },
		"println": func(args []any) (any, error) { return fmt.Sprintln(args...), nil },
		"printf":  printf,
		"len":     lengthOf,
		"and":     firstThat(false),
		"or":      firstThat(true),
		"not": func(args []any) (any, error) {
			if len(args) != 1 {
				return nil, errors.New("wants one value")
			}
			return !truth(args[0]), nil
		},
		"eq": equal,
		"ne": func(args []any) (any, error) {
			if len(args) != 2 {
				return nil, errors.New("wants two values")
			}
			same, err := equal(args)
			return err == nil && same == false, err
		},
		"lt": compared(func(c int) bool { return c < 0 }),
		"le": compared(func(c int) bool { return c <= 0 }),
		"gt": compared(func(c int) bool { return c > 0 }),
		"ge": compared(func(c int) bool { return c >= 0 }),
	}
}

func printf(args []any) (any, error) {
	if len(args) == 0 {
		return nil, errors.New("wants a format")
	}
	format, ok := args[0].(string)
	if !ok {
		return nil, errors.New("wants a format first")
	}
	return fmt.Sprintf(format, args[1:]...), nil
}

func lengthOf(args []any) (any, error) {
	if len(args) == 1 {
		switch v := args[0].(type) {
		case string:
			return len(v), nil
		case fields:
			return len(v), nil
		}
	}
	return nil, errors.New("wants one text")
}

// firstThat returns the first value of that truth, or the last of all.
func firstThat(of bool) function {
	return func(args []any) (any, error) {
		if len(args) == 0 {
			return nil, errors.New("wants a value")
		}
		for _, v := range args {
			if truth(v) == of {
				return v, nil
			}
		}
		return args[len(args)-1], nil
	}
}

// equal reports whether the first value is one of the others.
func equal(args []any) (any, error) {
	if len(args) < 2 {
		return nil, errors.New("wants two values")
	}
	for _, v := range args {
		if _, ok := v.(fields); ok {
			return nil, errors.New("wants values of one part")
		}
	}
	for _, v := range args[1:] {
		if args[0] == v {
			return true, nil
		}
	}
	return false, nil
}

// compared reports whether two numbers, or two texts, stand so to each other.
func compared(holds func(int) bool) function {
	return func(args []any) (any, error) {
		if len(args) == 2 {
			switch a := args[0].(type) {
			case int:
				if b, ok := args[1].(int); ok {
					return holds(cmp.Compare(a, b)), nil
				}
			case string:
				if b, ok := args[1].(string); ok {
					return holds(cmp.Compare(a, b)), nil
				}
			}
		}
		return nil, errors.New("wants two numbers or two texts")
	}
}
