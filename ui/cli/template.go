package cli

import (
	"errors"
	"fmt"
	"strings"
	"text/template/parse"
)

// template is a Go template over plain values. It is text/template's own
// grammar, walked here: text/template itself looks methods up by name, for
// which the linker keeps every method of everything in the binary. What is
// left out is range, define and template; the functions are print, printf,
// len, and, or, not and the comparisons.
type template struct{ root *parse.ListNode }

// fields is a value with named parts. A part that is nil is false and prints
// as <nil>.
type fields map[string]any

// parseTemplate reads a template.
func parseTemplate(text string) (template, error) {
	known := map[string]any{}
	for name := range functions() {
		known[name] = true
	}
	trees, err := parse.Parse("format", text, "", "", known)
	if err != nil {
		return template{}, err
	}
	if len(trees) > 1 {
		return template{}, errors.New("define is not known here")
	}
	if t := trees["format"]; t != nil {
		return template{t.Root}, nil
	}
	return template{&parse.ListNode{}}, nil
}

// execute returns the template's text for dot.
func (t template) execute(dot fields) (string, error) {
	w := walk{vars: []variable{{"$", dot}}}
	err := w.node(t.root, dot)
	return w.out.String(), err
}

// walk is one execution.
type walk struct {
	out  strings.Builder
	vars []variable // the innermost last
}

type variable struct {
	name  string
	value any
}

func (w *walk) node(n parse.Node, dot any) error {
	switch n := n.(type) {
	case *parse.ListNode:
		for _, each := range n.Nodes {
			if err := w.node(each, dot); err != nil {
				return err
			}
		}
	case *parse.TextNode:
		w.out.Write(n.Text)
	case *parse.CommentNode:
	case *parse.ActionNode:
		v, err := w.pipe(n.Pipe, dot)
		if err == nil && len(n.Pipe.Decl) == 0 {
			fmt.Fprint(&w.out, v)
		}
		return err
	case *parse.IfNode:
		return w.branch(&n.BranchNode, dot, false)
	case *parse.WithNode:
		return w.branch(&n.BranchNode, dot, true)
	default:
		return fmt.Errorf("%s is not known here", n)
	}
	return nil
}

// branch is if, or with, which moves the dot. What it declares ends with it.
func (w *walk) branch(n *parse.BranchNode, dot any, moves bool) error {
	defer func(had int) { w.vars = w.vars[:had] }(len(w.vars))
	v, err := w.pipe(n.Pipe, dot)
	switch {
	case err != nil:
		return err
	case truth(v) && moves:
		return w.node(n.List, v)
	case truth(v):
		return w.node(n.List, dot)
	case n.ElseList != nil:
		return w.node(n.ElseList, dot)
	}
	return nil
}

func (w *walk) pipe(p *parse.PipeNode, dot any) (any, error) {
	var last []any // the value before a |
	for _, c := range p.Cmds {
		v, err := w.command(c, dot, last)
		if err != nil {
			return nil, err
		}
		last = []any{v}
	}
	for _, d := range p.Decl {
		w.declare(d.Ident[0], last[0], p.IsAssign)
	}
	return last[0], nil
}

func (w *walk) declare(name string, v any, assign bool) {
	for i := len(w.vars) - 1; assign && i >= 0; i-- {
		if w.vars[i].name == name {
			w.vars[i].value = v
			return
		}
	}
	w.vars = append(w.vars, variable{name, v})
}

func (w *walk) command(c *parse.CommandNode, dot any, last []any) (any, error) {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		if len(c.Args) > 1 || len(last) > 0 {
			return nil, fmt.Errorf("%s takes no values", c.Args[0])
		}
		return w.value(c.Args[0], dot)
	}
	var args []any
	for _, n := range c.Args[1:] {
		v, err := w.value(n, dot)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	v, err := functions()[name.Ident](append(args, last...))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name.Ident, err)
	}
	return v, nil
}

func (w *walk) value(n parse.Node, dot any) (any, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot, nil
	case *parse.FieldNode:
		return field(dot, n.Ident)
	case *parse.VariableNode:
		return w.variable(n.Ident)
	case *parse.ChainNode:
		v, err := w.value(n.Node, dot)
		if err != nil {
			return nil, err
		}
		return field(v, n.Field)
	case *parse.PipeNode:
		return w.pipe(n, dot)
	case *parse.IdentifierNode:
		return functions()[n.Ident](nil)
	}
	return constant(n)
}

// variable returns the innermost variable of that name, or a part of it.
func (w *walk) variable(names []string) (any, error) {
	for i := len(w.vars) - 1; i >= 0; i-- {
		if w.vars[i].name == names[0] {
			return field(w.vars[i].value, names[1:])
		}
	}
	return nil, fmt.Errorf("there is no %s", names[0])
}

// constant returns what is written in the template itself.
func constant(n parse.Node) (any, error) {
	switch n := n.(type) {
	case *parse.BoolNode:
		return n.True, nil
	case *parse.StringNode:
		return n.Text, nil
	case *parse.NumberNode:
		if n.IsInt {
			return int(n.Int64), nil
		}
		return n.Float64, nil
	}
	return nil, fmt.Errorf("%s is not a value here", n)
}

// field returns a part of a value, by the names that lead to it.
func field(v any, names []string) (any, error) {
	for _, name := range names {
		f, ok := v.(fields)
		if !ok {
			return nil, fmt.Errorf("there is no .%s here", name)
		}
		if v, ok = f[name]; !ok {
			return nil, fmt.Errorf("there is no .%s", name)
		}
	}
	return v, nil
}

func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case fields:
		return len(v) > 0
	}
	return true
}
