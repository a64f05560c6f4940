package script_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"karuna/assets"
	"karuna/sessions/script"
)

var update = flag.Bool("update", false, "write the goldens")

// TestParse holds the messages and the canonical form of each file in
// testdata/parse: "in.md" gives "problems" and "out.md".
func TestParse(t *testing.T) {
	each(t, "testdata/parse", func(t *testing.T, in []byte) map[string]string {
		s, problems := script.Parse(in)
		out := script.Format(s)
		again, _ := script.Parse(out)
		if twice := script.Format(again); !bytes.Equal(out, twice) {
			t.Errorf("formatting again changes it to\n%s", twice)
		}
		return map[string]string{"problems": list(problems), "out.md": string(out)}
	})
}

// TestCheck holds what Check says of each file in testdata/check: to its
// writer ("own"), and of a built-in script ("built-in").
func TestCheck(t *testing.T) {
	each(t, "testdata/check", func(t *testing.T, in []byte) map[string]string {
		s, problems := script.Parse(in)
		if script.Failed(problems) {
			t.Fatalf("the file does not parse:\n%s", list(problems))
		}
		other, _ := script.Parse([]byte(neighbour))
		opt := script.CheckOptions{
			Returns:     map[string][]string{"any": {"Here again."}, "self": {"On your own side."}},
			Phrases:     map[string][]string{"plain.you": {"May you be safe.", "May you be well.", "May you have some ease."}},
			Conventions: []string{"See how it is now."},
		}
		opt.Others = append(opt.Others, other)
		own := list(script.Check(s, opt))
		opt.BuiltIn = true
		return map[string]string{"own": own, "built-in": list(script.Check(s, opt))}
	})
}

const neighbour = `---
id: neighbour
title: Neighbour
kind: mindfulness
length: 5m
---
## Only {ground, 60s..}

A sentence that the neighbour has already. See how it is now.
`

// each runs work over the archives of a folder and compares what it returns
// with the files of the same names.
func each(t *testing.T, dir string, work func(t *testing.T, in []byte) map[string]string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives in %s: %v", dir, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar := readArchive(t, name)
			got := work(t, []byte(ar[0].text))
			if *update {
				rewrite(t, name, ar[:1], got)
				return
			}
			for _, f := range ar[1:] {
				if got[f.name] != f.text {
					t.Errorf("%s\n--- got\n%s--- want\n%s", f.name, got[f.name], f.text)
				}
				delete(got, f.name)
			}
			for missing := range got {
				t.Errorf("the archive has no %q", missing)
			}
		})
	}
}

func rewrite(t *testing.T, name string, ar []section, got map[string]string) {
	t.Helper()
	for _, name := range []string{"problems", "out.md", "own", "built-in"} {
		if text, ok := got[name]; ok {
			ar = append(ar, section{name, text})
		}
	}
	writeArchive(t, name, ar)
}

func list(problems []script.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d %s: %s\n", p.Line, p.Col, p.Severity, p.Text)
	}
	return b.String()
}

// TestBuiltIn holds that every script karuna ships parses without a word and
// is formatted. That it keeps the house rules is tested in library, which
// knows the lines they share.
func TestBuiltIn(t *testing.T) {
	names, err := fs.Glob(assets.Scripts(), "*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no built-in scripts: %v", err)
	}
	for _, name := range names {
		src, err := fs.ReadFile(assets.Scripts(), name)
		if err != nil {
			t.Fatal(err)
		}
		s, problems := script.Parse(src)
		if len(problems) > 0 {
			t.Errorf("%s:\n%s", name, list(problems))
		}
		if got := script.Format(s); !bytes.Equal(got, src) {
			t.Errorf("%s is not formatted; formatted it is\n%s", name, got)
		}
		if s.ID+".md" != name {
			t.Errorf("%s has the id %q", name, s.ID)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	src, err := fs.ReadFile(assets.Scripts(), "kind-pause.md")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		script.Parse(src)
	}
}

func BenchmarkParseLargest(b *testing.B) {
	var src strings.Builder
	src.WriteString("---\ntitle: T\nkind: mindfulness\nlength: 5m..3h\n---\n## A {ground, 60s..}\n")
	for range script.MaxCues {
		src.WriteString("+ Rest here a while, {friend|someone} or nobody. [pause 10 seconds] And go on. {hold 5s}\n")
	}
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		script.Parse([]byte(src.String()))
	}
}

func BenchmarkCheck(b *testing.B) {
	src, err := fs.ReadFile(assets.Scripts(), "kind-pause.md")
	if err != nil {
		b.Fatal(err)
	}
	s, _ := script.Parse(src)
	b.ReportAllocs()
	for b.Loop() {
		script.Check(s, script.CheckOptions{BuiltIn: true})
	}
}
