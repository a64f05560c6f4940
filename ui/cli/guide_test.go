package cli_test

import (
	"os"
	"strings"
	"testing"

	"karuna/assets"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

// The pages that teach how a script is written.
func guides() []string {
	return []string{"../../docs/writing-a-script.md", "../../assets/learn/6-writing.md"}
}

// code returns the indented blocks of a page.
func code(t *testing.T, page string) []string {
	t.Helper()
	src, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	var block strings.Builder
	for line := range strings.SplitSeq(string(src), "\n") {
		text, in := strings.CutPrefix(line, "    ")
		switch {
		case in:
			block.WriteString(text + "\n")
		case line == "" && block.Len() > 0:
			block.WriteString("\n")
		case block.Len() > 0:
			blocks = append(blocks, strings.TrimRight(block.String(), "\n")+"\n")
			block.Reset()
		}
	}
	return append(blocks, block.String())
}

// A script that a page shows is one that can be sat; that of the guide leaves
// nothing to be mended.
func TestGuidesShowScriptsThatWork(t *testing.T) {
	lib := library.Open(assets.Scripts(), nil)
	opt := script.CheckOptions{Phrases: lib.Phrases(), Returns: lib.Returns(), Conventions: lib.Conventions()}
	for i, page := range guides() {
		shown := 0
		for _, block := range code(t, page) {
			if !strings.HasPrefix(block, "---\n") {
				continue
			}
			shown++
			s, problems := script.Parse([]byte(block))
			if i == 0 {
				problems = append(problems, script.Check(s, opt)...)
			}
			if i == 0 && len(problems) > 0 || script.Failed(problems) {
				t.Errorf("%s: %v", page, problems)
			}
		}
		if shown != 1 {
			t.Errorf("%s shows %d scripts", page, shown)
		}
	}
}

// Every command that a page names is there, with its flags.
func TestGuidesNameCommandsThatExist(t *testing.T) {
	for _, page := range guides() {
		named := 0
		for _, block := range code(t, page) {
			for line := range strings.SplitSeq(block, "\n") {
				call, ok := strings.CutPrefix(line, "karuna ")
				if !ok {
					continue
				}
				named++
				call, _, _ = strings.Cut(call, "   ")
				root := tree()
				cmd, rest, err := root.Find(strings.Fields(call))
				if err == nil {
					err = cmd.ParseFlags(rest)
				}
				if err != nil || cmd == root || cmd.HasSubCommands() {
					t.Errorf("%s: karuna %s: %v", page, call, err)
				}
			}
		}
		if named < 4 {
			t.Errorf("%s names %d commands", page, named)
		}
	}
}
