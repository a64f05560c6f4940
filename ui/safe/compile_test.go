package safe_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// The type is the guarantee: what is not made by the gate must not compile.
func TestCompilerGuardsText(t *testing.T) {
	fset := token.NewFileSet()
	imports := &oneImport{std: importer.ForCompiler(fset, "source", nil)}
	imports.safe = packageSafe(t, fset, imports)
	check := func(statement string, compiles bool) {
		t.Helper()
		src := "package p\nimport \"karuna/ui/safe\"\nfunc show(safe.Text) {}\nfunc f(s string) {\n" + statement + "\n}\n"
		file, err := parser.ParseFile(fset, "p.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = (&types.Config{Importer: imports}).Check("p", fset, []*ast.File{file}, nil)
		if (err == nil) != compiles {
			t.Errorf("%s: compiles %v, want %v (%v)", statement, err == nil, compiles, err)
		}
	}
	check(`show(safe.Clean(s))`, true)
	check(`show(safe.Line(s))`, true)
	check(`show(safe.Lit("sit"))`, true)
	check(`show(safe.Format("%s", s))`, true)

	check(`show(s)`, false)
	check(`show("sit")`, false)
	check(`show(safe.Text(s))`, false)
	check(`show(safe.Text{s})`, false)
	check(`show(safe.Text{s: s})`, false)
	check(`show(safe.Lit(s))`, false)
	check(`show(safe.Lit("sit" + s))`, false)
	check(`show(safe.Format(s))`, false)
	check(`var t safe.Text; t.s = s; show(t)`, false)
	check(`show(safe.Lit(safe.literal(s)))`, false)
}

// oneImport resolves this package from its files and all others from the
// standard library's source.
type oneImport struct {
	std  types.Importer
	safe *types.Package
}

func (i *oneImport) Import(path string) (*types.Package, error) {
	if path == "karuna/ui/safe" {
		return i.safe, nil
	}
	return i.std.Import(path)
}

func packageSafe(t *testing.T, fset *token.FileSet, imports types.Importer) *types.Package {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	pkg, err := (&types.Config{Importer: imports}).Check("karuna/ui/safe", fset, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}
