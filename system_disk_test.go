//go:build linux

package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"karuna/sessions"
)

// record returns the sit's own line, which is printed when it cannot be
// written: the last line of standard output.
func record(t *testing.T, out string) string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	last := lines[len(lines)-1]
	if !strings.HasPrefix(last, `{"v":1,`) || !strings.Contains(last, `"op":"sit"`) {
		t.Fatalf("no record in\n%s", out)
	}
	return last
}

// takesBack gives the record to import, twice.
func (h home) takesBack(line string) {
	h.t.Helper()
	for range 2 {
		if r := h.run(line+"\n", "import", "-"); r.code != 0 {
			h.t.Errorf("import ends with %d: %s%s", r.code, r.out, r.err)
		}
	}
	if e := h.only(); e.Ended != sessions.Complete || e.Sat != 60 {
		h.t.Errorf("taken back as %s, %d s", e.Ended, e.Sat)
	}
}

// TestReadOnlyHome sits as somebody to whom nothing belongs: told before the
// sit, and handed the record after it.
func TestReadOnlyHome(t *testing.T) {
	h := newHome(t, program(t, "systemtest"))
	needed(t, "setpriv")
	// A place that the other user can reach, and write nothing in.
	open, err := os.MkdirTemp("", "karuna")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(open); err != nil {
			t.Error(err)
		}
	})
	bin, err := os.ReadFile(h.bin)
	if err != nil {
		t.Fatal(err)
	}
	theirs := filepath.Join(open, "karuna")
	if err := os.WriteFile(theirs, bin, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{open, theirs} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("setpriv", "--reuid", "65534", "--clear-groups", theirs, "timer", "60s", "--prepare", "0", "--plain")
	cmd.Env = append(h.env("KARUNA_TEST_SPEED=40"), "KARUNA_HOME="+open, "HOME="+open)
	r := ends(t, cmd)
	if r.code != 1 || !strings.HasPrefix(r.err, "This sit cannot be written down") || !strings.Contains(r.err, "could not be written down") {
		t.Errorf("exit code %d, told %q", r.code, r.err)
	}
	h.takesBack(record(t, r.out))
}

// onFullDisk sits on a small file system that is filled once the sit runs, and
// emptied after it. Before is done while there is room. It returns what the
// sit said, and what the log then lists, with what that said.
func (h home) onFullDisk(before string) (sit, list result) {
	h.t.Helper()
	needed(h.t, "unshare", "mount", "dd")
	out := h.t.TempDir()
	script := `set -e
mount -t tmpfs -o size=600k none "$KARUNA_HOME"
` + before + `
"$BIN" timer 60s --prepare 0 --plain >"$OUT/sit" 2>"$OUT/told" & pid=$!
until ls "$KARUNA_HOME"/state/active/*.ckpt >/dev/null 2>&1; do sleep 0.01; done
dd if=/dev/zero of="$KARUNA_HOME/ballast" bs=4k 2>/dev/null || full=yes
code=0; wait $pid || code=$?
test "$full" = yes
rm "$KARUNA_HOME/ballast"
"$BIN" log list --json >"$OUT/list" 2>"$OUT/recovered"
tail -n 1 "$OUT/sit" | "$BIN" import - >&2 || true
"$BIN" log list --json >"$OUT/again"
exit $code
`
	cmd := exec.Command("unshare", "-m", "sh", "-c", script)
	cmd.Env = h.env("KARUNA_TEST_SPEED=15", "BIN="+h.bin, "OUT="+out)
	r := ends(h.t, cmd)
	file := func(name string) string {
		b, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			h.t.Fatalf("%v: %+v", err, r)
		}
		return string(b)
	}
	if file("again") != file("list") {
		h.t.Errorf("the record that was handed over makes another sit of it:\n%s\n%s", file("list"), file("again"))
	}
	return result{file("sit"), file("told"), r.code}, result{file("list"), file("recovered"), 0}
}

// TestFullDisk: a sit whose record finds no room is handed over as a line, and
// its minutes are in the checkpoint when there is room again; both together
// are one sit. Where the journal has a reserve the sit is simply written.
func TestFullDisk(t *testing.T) {
	bin := program(t, "systemtest")
	together(t, []scene{
		{"first sit", func(t *testing.T) {
			sit, list := newHome(t, bin).onFullDisk("")
			if sit.code != 1 || !strings.Contains(sit.err, "could not be written down") || !strings.Contains(sit.out, "not saved") {
				t.Errorf("exit code %d\n%s\n%s", sit.code, sit.err, sit.out)
			}
			record(t, sit.out)
			if strings.Count(list.out, `"id"`) != 1 || !strings.Contains(list.out, `"sat_s":60`) || !strings.Contains(list.out, `"complete"`) {
				t.Errorf("kept as\n%s\n%s", list.out, list.err)
			}
		}},
		{"with a reserve", func(t *testing.T) {
			sit, list := newHome(t, bin).onFullDisk(`"$BIN" log add --minutes 10 >/dev/null; test -s "$KARUNA_HOME/data/journal/.reserve"`)
			if sit.code != 0 || sit.err != "" || !strings.Contains(sit.out, " saved ") {
				t.Errorf("exit code %d\n%s\n%s", sit.code, sit.err, sit.out)
			}
			if strings.Count(list.out, `"id"`) != 2 || list.err != "" {
				t.Errorf("kept as\n%s\n%s", list.out, list.err)
			}
		}},
	})
}
