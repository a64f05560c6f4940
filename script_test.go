package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be karuna itself, so that scripts run the
// program as a person does: its arguments, streams and exit codes.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"karuna": main, "scribe": scribe})
}

// scribe is an editor: scribe FILE writes nothing, scribe TEXT FILE adds what
// lies in TEXT to FILE.
func scribe() {
	if len(os.Args) == 2 {
		return
	}
	err := func() error {
		text, err := os.ReadFile(os.Args[1])
		if err != nil {
			return err
		}
		f, err := os.OpenFile(os.Args[2], os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			return err
		}
		_, err = f.Write(text)
		return errors.Join(err, f.Close())
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestScript runs testdata/script. Each script has its own home and a fixed
// zone, no sound, and these commands besides testscript's:
//
//	json FILE PATH == VALUE   the value at PATH, .a.b[0].c, is VALUE (JSON, or a bare word)
//	json FILE PATH has NAME…  the object there, or each one of the list, has these members
//	safe FILE                 nothing in FILE can act on a terminal
//	rc N COMMAND…             COMMAND ends with exit code N
//	keep NAME                 $NAME is what the last command wrote
//	until TEXT COMMAND…       COMMAND is run again and again until it writes TEXT
//
// FILE may be stdout or stderr.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for _, v := range []struct{ name, value string }{
				{"HOME", e.WorkDir},
				{"KARUNA_HOME", filepath.Join(e.WorkDir, "home")},
				{"TZ", "Europe/Rome"},
				{"KARUNA_DEVICE", "none"},
				{"LC_ALL", "C.UTF-8"},
				{"TERM", "xterm"},
				{"E", "\x1b"},
			} {
				e.Setenv(v.name, v.value)
			}
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"json": jsonCommand, "safe": safeCommand, "rc": rcCommand, "keep": keepCommand, "until": untilCommand,
		},
	})
}

func jsonCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 4 {
		ts.Fatalf("usage: json FILE PATH == VALUE, or json FILE PATH has NAME…")
	}
	var doc any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &doc); err != nil {
		ts.Fatalf("%s is not JSON: %v", args[0], err)
	}
	got, err := at(doc, args[1])
	if err != nil {
		ts.Fatalf("%v", err)
	}
	switch args[2] {
	case "==":
		if same := reflect.DeepEqual(got, wanted(strings.Join(args[3:], " "))); same == neg {
			ts.Fatalf("%s is %v", args[1], got)
		}
	case "has":
		if err := has(got, args[3:]); (err == nil) == neg {
			ts.Fatalf("%s: %v", args[1], err)
		}
	default:
		ts.Fatalf("json cannot %q", args[2])
	}
}

// at follows a path such as .days[0].state or .length.
func at(doc any, path string) (any, error) {
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(path, "[", ".["), func(r rune) bool { return r == '.' }) {
		if list, ok := doc.([]any); ok {
			if part == "length" {
				doc = float64(len(list))
				continue
			}
			i, err := strconv.Atoi(strings.Trim(part, "[]"))
			if err != nil || i >= len(list) {
				return nil, fmt.Errorf("%s: no element %s of %d", path, part, len(list))
			}
			doc = list[i]
			continue
		}
		object, ok := doc.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s: %q is in no object", path, part)
		}
		if doc, ok = object[part]; !ok {
			return nil, fmt.Errorf("%s: no member %q", path, part)
		}
	}
	return doc, nil
}

func wanted(text string) any {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return text
	}
	return v
}

func has(v any, names []string) error {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	if len(list) == 0 {
		return fmt.Errorf("the list is empty")
	}
	for i, element := range list {
		object, ok := element.(map[string]any)
		if !ok {
			return fmt.Errorf("element %d is no object", i)
		}
		for _, name := range names {
			if _, ok := object[name]; !ok {
				return fmt.Errorf("element %d has no member %q", i, name)
			}
		}
	}
	return nil
}

// safeCommand finds control characters and what reorders text. It knows
// nothing of the program's own gate.
func safeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: safe FILE")
	}
	text := ts.ReadFile(args[0])
	if !utf8.ValidString(text) {
		ts.Fatalf("%s is not UTF-8", args[0])
	}
	for i, r := range text {
		control := r < 0x20 && r != '\n' || r >= 0x7f && r < 0xa0
		turns := r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0xe0000 && r <= 0xe0fff
		if control || turns {
			ts.Fatalf("%s holds %U at byte %d", args[0], r, i)
		}
	}
}

func rcCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: rc N COMMAND…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

func keepCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: keep NAME")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
}

// untilCommand waits for another process, ten seconds at most.
func untilCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: until TEXT COMMAND…")
	}
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		ts.Check(ts.Exec(args[1], args[2:]...))
		if strings.Contains(ts.ReadFile("stdout"), args[0]) {
			return
		}
	}
	ts.Fatalf("%q never came", args[0])
}
