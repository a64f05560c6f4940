//go:build linux

package main_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKilledEditor kills karuna -9 while somebody's editor has the terminal. As
// long as the editor lives, its file is left alone; after it, a start removes
// what holds no words of theirs, and keeps and names what does.
func TestKilledEditor(t *testing.T) {
	system(t)
	bin := program(t, "")
	check := func(writes, want string) {
		t.Helper()
		h := home{t, bin, t.TempDir()}
		if r := h.run("", "config", "set", "days_a_week", "5"); r.code != 0 {
			t.Fatal(r.err)
		}
		pids := filepath.Join(h.dir, "editor.pid")
		script := filepath.Join(h.dir, "scribe.sh")
		// Where a shell owns the terminal, nothing hangs the editor up.
		text := "#!/bin/sh\ntrap '' HUP\n" + writes + "echo $$ >\"" + pids + ".new\"\nmv \"" + pids + ".new\" \"" + pids + "\"\nexec sleep 600\n"
		if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
		x := onTerminal(t, h.env("EDITOR="+script), bin)
		x.see("Silent sit")
		for range 4 {
			x.send("j")
		}
		x.see("› All practices")
		x.send("\r")
		x.see("› Arriving")
		x.send("i")
		x.see("copy & edit")
		x.send("e")
		pid := 0
		until(t, 10*time.Second, "the editor runs", func() bool {
			b, err := os.ReadFile(pids)
			pid, _ = strconv.Atoi(strings.TrimSpace(string(b)))
			return err == nil && pid > 0
		})
		if err := syscall.Kill(x.pid(), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		<-x.ended
		folders := func() []string {
			found, err := filepath.Glob(filepath.Join(h.dir, "state", "edit-*"))
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		if r := h.run("", "--plain"); strings.Contains(r.err, "cut short") || len(folders()) != 1 {
			t.Errorf("%q: while the editor lives there is %v, told %q", writes, folders(), r.err)
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		until(t, 10*time.Second, "the editor is gone", func() bool { return syscall.Kill(pid, 0) != nil })
		told := h.run("", "--plain").err
		kept, err := filepath.Glob(filepath.Join(h.dir, "data", "kept", "*", "arriving.md"))
		if err != nil || len(folders()) != 0 {
			t.Errorf("%q: left behind: %v, %v", writes, folders(), err)
		}
		if want == "" {
			if len(kept) > 0 || strings.Contains(told, "cut short") {
				t.Errorf("%q: kept %v, told %q", writes, kept, told)
			}
			return
		}
		if len(kept) != 1 {
			t.Fatalf("%q: kept %v, told %q", writes, kept, told)
		}
		b, err := os.ReadFile(kept[0])
		if err != nil || !strings.HasSuffix(string(b), want) {
			t.Errorf("%q: kept %q, %v", writes, b, err)
		}
		if !strings.Contains(told, "What was in it is kept: ~"+strings.TrimPrefix(kept[0], h.dir)) {
			t.Errorf("%q: told %q", writes, told)
		}
		if again := h.run("", "--plain").err; strings.Contains(again, "cut short") {
			t.Errorf("%q: told again: %q", writes, again)
		}
	}
	// On the screens it is said at home, and once more where the path can be
	// copied.
	h := home{t, bin, t.TempDir()}
	if r := h.run("", "config", "set", "days_a_week", "5"); r.code != 0 {
		t.Fatal(r.err)
	}
	left := filepath.Join(h.dir, "state", "edit-1")
	err := os.MkdirAll(left, 0o700)
	for name, text := range map[string]string{".claim": "of another text", "note.md": "Rain on the roof."} {
		err = errors.Join(err, os.WriteFile(filepath.Join(left, name), []byte(text), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	x := onTerminal(t, h.env(), bin)
	x.see("Your editor was cut short.")
	x.send("q")
	x.exit(10 * time.Second)
	if !strings.Contains(string(x.bytes()), "What was in it is kept: ~/data/kept/") {
		t.Errorf("not said after the screens: %q", x.bytes())
	}

	check("", "")
	check("echo >>\"$1\"\n", "")
	check("echo 'A line of mine.' >>\"$1\"\n", "A line of mine.\n")
	check("cp \"$1\" \"$1~\"\nprintf 'Mine alone.\\n' >\"$1\"\n", "Mine alone.\n")
}
