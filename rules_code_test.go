package main_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strings"
)

const (
	maxFile     = 400 // lines, tests too
	maxFunction = 50  // lines between the braces, tables left out
	maxUpdate   = 40  // of the root model's Update
	maxMain     = 120 // of main.go
)

func inits(t *tree) []finding {
	var out []finding
	for s := range t.production {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				out = append(out, t.at(s, f.Pos(), "an init function: make the value where it is used, or in a constructor"))
			}
		}
	}
	return out
}

// variables finds package variables that could change. What may stay: errors,
// embedded files, values of functions whose result never changes, interface
// checks, main.version (set by the linker), and unexported tables that no line
// of their package assigns to.
func variables(t *tree) []finding {
	written := map[string]bool{} // dir and name
	for s := range t.production {
		for _, name := range assigned(s.file) {
			written[s.dir()+" "+name] = true
		}
	}
	var out []finding
	for s := range t.production {
		for _, d := range s.file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					if why := t.mutable(s, g, v, i, written); why != "" {
						out = append(out, t.at(s, name.Pos(), "package variable %s %s: make it a constant, a function or a field", name.Name, why))
					}
				}
			}
		}
	}
	return out
}

// mutable says why the i-th name of a variable declaration may change, or "".
func (t *tree) mutable(s source, g *ast.GenDecl, v *ast.ValueSpec, i int, written map[string]bool) string {
	name := v.Names[i]
	switch {
	case name.Name == "_", embedded(g.Doc), embedded(v.Doc), s.dir() == "." && name.Name == "version":
		return ""
	case written[s.dir()+" "+name.Name]:
		return "is assigned to"
	case i >= len(v.Values):
		return "has no value of its own"
	case name.IsExported() && !made(v.Values[i], "errors.New"):
		return "is exported, so any package may assign to it"
	}
	value := v.Values[i]
	if ref, ok := value.(*ast.UnaryExpr); ok && ref.Op == token.AND {
		value = ref.X
	}
	if _, ok := value.(*ast.CompositeLit); ok {
		return ""
	}
	if made(value, "errors.New", "regexp.MustCompile", "strings.NewReplacer", "crc32.MakeTable", "sync.OnceValue", "safe.Lit", "safe.Join") {
		return ""
	}
	return "is neither a literal nor made by a function known to give a constant value"
}

func embedded(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if strings.HasPrefix(c.Text, "//go:embed ") {
			return true
		}
	}
	return false
}

// made reports whether the expression is a call of one of the functions.
func made(e ast.Expr, functions ...string) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	for _, f := range functions {
		if ok && pkg.Name+"."+sel.Sel.Name == f {
			return true
		}
	}
	return false
}

// assigned lists the plain names that a file assigns to with =, op=, ++ or --,
// or whose address it takes, through fields and elements too. A local variable
// of the same name counts as well: the two should not share one.
func assigned(file *ast.File) []string {
	var out []string
	note := func(e ast.Expr) {
		if name := rootName(e); name != "" {
			out = append(out, name)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, l := range n.Lhs {
					note(l)
				}
			}
		case *ast.IncDecStmt:
			note(n.X)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (id.Name == "delete" || id.Name == "clear" || id.Name == "copy") {
				note(n.Args[0])
			}
		}
		return true
	})
	return out
}

func rootName(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

func packageComments(t *tree) []finding {
	first, documented := map[string]source{}, map[string]bool{}
	for s := range t.production {
		if _, seen := first[s.dir()]; !seen {
			first[s.dir()] = s
		}
		begins := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			begins = "Command " + module + " "
			if s.dir() != "." {
				begins = "Command " + path.Base(s.dir()) + " "
			}
		}
		documented[s.dir()] = documented[s.dir()] || strings.HasPrefix(s.file.Doc.Text(), begins)
	}
	var out []finding
	for dir, s := range first {
		if !documented[dir] {
			out = append(out, t.at(s, s.file.Package, "%s has no package comment: say what it is, what it promises, what it leaves out", dir))
		}
	}
	return out
}

func exportedComments(t *tree) []finding {
	var out []finding
	for s := range t.production {
		for _, d := range s.file.Decls {
			for _, name := range undocumented(d) {
				out = append(out, t.at(s, name.Pos(), "%s is exported and has no comment: say what it means, its units and its errors", name.Name))
			}
		}
	}
	return out
}

// undocumented lists the exported names of a declaration that nothing explains.
// A group's comment explains all its members.
func undocumented(d ast.Decl) []*ast.Ident {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var out []*ast.Ident
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && spec.Doc == nil && spec.Name.IsExported() {
					out = append(out, spec.Name)
				}
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					if d.Doc == nil && spec.Doc == nil && spec.Comment == nil && n.IsExported() {
						out = append(out, n)
					}
				}
			}
		}
		return out
	}
	return nil
}

// receiver returns the name of a method's type.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	e := f.Recv.List[0].Type
	if i, ok := e.(*ast.IndexExpr); ok {
		e = i.X
	}
	if s, ok := e.(*ast.StarExpr); ok {
		e = s.X
	}
	if i, ok := e.(*ast.IndexExpr); ok {
		e = i.X
	}
	return rootName(e)
}

func lengths(t *tree) []finding {
	var out []finding
	for _, s := range t.code {
		limit := maxFile
		if s.path == "main.go" {
			limit = maxMain
		}
		if n := strings.Count(s.text, "\n"); n > limit {
			out = append(out, t.at(s, s.file.FileStart, "%d lines, at most %d: split it by subject", n, limit))
		}
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			limit := maxFunction
			if s.dir() == "ui" && f.Name.Name == "Update" {
				limit = maxUpdate
			}
			if n := t.span(f.Body) - t.tables(f.Body); n > limit {
				out = append(out, t.at(s, f.Pos(), "%s has %d lines, at most %d: name its parts", f.Name.Name, n, limit))
			}
		}
	}
	return out
}

// span returns the lines between the braces of a node.
func (t *tree) span(n ast.Node) int {
	return max(t.fset.Position(n.End()).Line-t.fset.Position(n.Pos()).Line-1, 0)
}

// tables returns the lines of a function that are rows of a slice or map
// literal.
func (t *tree) tables(body *ast.BlockStmt) int {
	lines := 0
	ast.Inspect(body, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		switch lit.Type.(type) {
		case *ast.ArrayType, *ast.MapType:
			lines += t.span(lit)
			return false
		}
		return true
	})
	return lines
}

func errands(t *tree) []finding {
	errand := regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b|(?i)\bfor now(?:[.,;:)]|$)|\bplaceholder for\b|\bwill be (done|added|implemented)\b`)
	var out []finding
	for _, s := range t.code {
		for _, g := range s.file.Comments {
			for _, c := range g.List {
				if m := errand.FindString(c.Text); m != "" {
					out = append(out, t.at(s, c.Pos(), "%q in a comment: do it, or say why it is as it is", m))
				}
			}
		}
	}
	return out
}

// skips finds tests left out without a reason that a reader can act on.
func skips(t *tree) []finding {
	reason := regexp.MustCompile(`KARUNA_SYSTEM_TESTS|^"(needs|not on|this system) |\bhere\b`)
	var out []finding
	for _, s := range t.code {
		if !s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !strings.HasPrefix(sel.Sel.Name, "Skip") || !testingValue(sel.X) {
				return true
			}
			if len(call.Args) > 0 {
				if lit, ok := call.Args[0].(*ast.BasicLit); ok && reason.MatchString(lit.Value) {
					return true
				}
			}
			out = append(out, t.at(s, call.Pos(), `%s without a known reason: "system test: set KARUNA_SYSTEM_TESTS=1", or what the machine lacks: "needs …", "not on …", "no … here"`, sel.Sel.Name))
			return true
		})
	}
	return out
}

// testingValue reports whether an expression is a test's own t, b or f.
func testingValue(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && (id.Name == "t" || id.Name == "b" || id.Name == "f" || id.Name == "tb")
}
