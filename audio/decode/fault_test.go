package decode_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"karuna/audio/decode"
)

// processes are the programs this one can be: the right one, and those that go
// wrong in one way each.
func processes() map[string]func() error {
	return map[string]func() error{
		"decode-audio": func() error { return decode.Serve(os.Stdin, os.Stdout) },
		"hang":         func() error { <-time.After(time.Hour); return nil },
		"spin":         func() error { return spin(0) },
		"panic":        func() error { panic("the decoder fell over") },
		"overflow":     func() error { return decode.Serve(overflow{}, os.Stdout) },
		"silent":       func() error { return nil },
		"other":        func() error { fmt.Println("this is another program altogether"); return nil },
		"header":       func() error { fmt.Print(stereo); return nil },
		"flood":        flood,
		"dribble":      dribble,
		"greedy":       func() error { return decode.Serve(greedy{}, os.Stdout) },
		"stuck":        func() error { return decode.Serve(stuck{}, os.Stdout) },
		"noisy": func() error {
			return errors.New("first\x1b[31m line\u202e " + strings.Repeat("long ", 10000) + "\nsecond line")
		},
		"environment": func() error { return fmt.Errorf("%d variables", len(os.Environ())) },
	}
}

// overflow is a file whose reading calls itself for ever.
type overflow struct{}

func (overflow) Read([]byte) (int, error) { return deeper(1), nil }

func deeper(n int) int {
	if n < 0 {
		return 0
	}
	return deeper(n+1) + 1
}

func spin(n uint) error {
	for n%2 == 0 {
		n += 2
	}
	return errors.New("it came round")
}

const stereo = "karuna\x01\x02\xff\xff\xff\xff\xff\xff\xff\xff"

func flood() error {
	block := make([]byte, 1<<16)
	fmt.Print(stereo)
	for {
		if _, err := os.Stdout.Write(block); err != nil {
			return err
		}
	}
}

// dribble gives a little sound every now and then, for ever.
func dribble() error {
	fmt.Print(stereo)
	for range time.Tick(10 * time.Millisecond) {
		if _, err := os.Stdout.Write(make([]byte, 8)); err != nil {
			return err
		}
	}
	return nil
}

// greedy is a file whose reading takes all memory there is.
type greedy struct{}

func (greedy) Read([]byte) (int, error) {
	var all [][]byte
	for {
		all = append(all, make([]byte, 1<<20))
		if len(all) > 8<<10 {
			return 0, errors.New("8 GiB and no end")
		}
	}
}

// stuck is a file whose reading takes one piece of memory that cannot be had.
type stuck struct{}

func (stuck) Read([]byte) (int, error) {
	n := 64 << 30
	return len(make([]byte, n)), nil
}

// TestFaults: whatever the other process does, there is an error that says so,
// in time.
func TestFaults(t *testing.T) {
	const slow = "it took too long"
	check := func(name, why string) {
		t.Helper()
		d := self(t, name)
		if why == slow {
			d.Wait = 300 * time.Millisecond
		}
		begun := time.Now()
		c, err := d.Clip(t.Context(), "a", strings.NewReader("anything"), 5*time.Second)
		if err == nil || !strings.HasPrefix(err.Error(), `decode "a": `+why) || len(err.Error()) > 300 || c != nil {
			t.Errorf("%s: %v, want %q", name, err, why)
		}
		if took := time.Since(begun); took > 6*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	for name, why := range map[string]string{
		"panic": "it is damaged", "silent": "there is no sound in it", "other": "it is damaged", "header": "there is no sound in it",
		"flood": "it is longer than 5s", "noisy": "first[31m line long long", "environment": "0 variables",
		"greedy": "it needs too much memory", "stuck": "it needs too much memory", "overflow": "it needs too much memory",
		"hang": slow, "spin": slow, "dribble": slow,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(name, why)
		})
	}
}

func TestNoProgram(t *testing.T) {
	for _, self := range [][]string{nil, {"/nowhere/karuna"}} {
		_, err := decode.Decoder{Self: self}.Clip(t.Context(), "a", strings.NewReader("x"), 0)
		if err == nil {
			t.Errorf("%q decoded it", self)
		}
	}
}
