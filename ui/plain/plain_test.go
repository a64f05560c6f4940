package plain_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/sessions/score"
	"karuna/ui/plain"
)

// paper is what was written, and a place that may fill up.
type paper struct {
	mu   sync.Mutex
	b    bytes.Buffer
	room int // bytes left; 0: no limit
}

var errFull = errors.New("broken pipe")

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.room > 0 && p.b.Len()+len(b) > p.room {
		return 0, errFull
	}
	return p.b.Write(b)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// sit runs needs-a-minute in a bubble. Each step waits, then types a line.
type step struct {
	wait time.Duration
	line string
}

func sit(t *testing.T, cfg plain.Config, length time.Duration, steps ...step) (conductor.Snapshot, *journal.Journal, error) {
	t.Helper()
	lib := library.Open(assets.Scripts(), nil)
	s, err := lib.Find("needs-a-minute")
	if err != nil {
		t.Fatal(err)
	}
	want := score.Want{Length: length, Prepare: 10 * time.Second, Texts: score.Texts{Returns: lib.Returns(), Phrases: lib.Phrases()}}
	sc, err := score.Compile(s, want)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	log := journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Machine: "m", Host: "h"})
	c := conductor.Start(conductor.Config{Script: s, Want: want, Score: sc, Log: log, DayTurn: 4, Attended: len(steps) > 0})
	cfg.Now = time.Now
	if len(steps) > 0 {
		lines := make(chan string)
		cfg.Lines = lines
		go func() {
			for _, st := range steps {
				time.Sleep(st.wait)
				select {
				case lines <- st.line:
				case <-c.Done():
					return
				}
			}
			close(lines)
		}()
	}
	snap, err := plain.Run(c, cfg)
	return snap, log, err
}

func TestLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &paper{}
		s, log, err := sit(t, plain.Config{Out: out}, time.Minute)
		if err != nil || s.Ended != sessions.Complete {
			t.Fatal(s.Ended, err)
		}
		read, err := log.Read()
		if err != nil || len(read.Entries) != 1 || read.Entries[0].Sat != 60 {
			t.Fatalf("the journal holds %+v, %v", read.Entries, err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		for i, want := range []string{"-00:10 prepare 10s", "00:00 stage Feet", "00:00 bell bowl-large"} {
			if lines[i] != want {
				t.Errorf("line %d is %q, want %q", i, lines[i], want)
			}
		}
		tail := lines[len(lines)-3:]
		if tail[0] != "01:00 bell bowl-large" || tail[1] != "01:00 end complete 1m" || tail[2] != "01:00 saved "+read.Entries[0].ID {
			t.Errorf("the end is %q", tail)
		}
		if strings.ContainsAny(out.String(), "\x1b\a") {
			t.Error("an escape or a bell on standard output")
		}
	})
}

func TestJSON(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &paper{}
		if _, _, err := sit(t, plain.Config{Out: out, JSON: true}, time.Minute); err != nil {
			t.Fatal(err)
		}
		var types []string
		for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
			var o struct {
				AtMS *int64 `json:"at_ms"`
				Type string `json:"type"`
				Bell string `json:"bell"`
			}
			if err := json.Unmarshal([]byte(line), &o); err != nil || o.AtMS == nil {
				t.Fatalf("%s: %v", line, err)
			}
			if o.Type == "prepare" && *o.AtMS != -10000 || o.Type == "bell" && o.Bell == "" {
				t.Errorf("%s", line)
			}
			types = append(types, o.Type)
		}
		got := strings.Join(types, " ")
		if !strings.HasPrefix(got, "prepare stage bell speak ") || !strings.HasSuffix(got, " bell end saved") {
			t.Errorf("types %s", got)
		}
	})
}

func TestTyped(t *testing.T) {
	check := func(want string, steps ...step) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			out := &paper{}
			s, log, err := sit(t, plain.Config{Out: out, Reflect: true}, 3*time.Minute, steps...)
			if err != nil {
				t.Fatal(err)
			}
			read, err := log.Read()
			if err != nil {
				t.Fatal(err)
			}
			got := string(s.Ended)
			for _, e := range read.Entries {
				got += " " + sessions.FormatDuration(time.Duration(e.Sat)*time.Second) + " " + e.Detail().Feel + " " + e.Detail().Note + " " + e.Detail().Act
			}
			if strings.TrimSpace(got) != want {
				t.Errorf("%v\n got %q\nwant %q\n%s", steps, strings.TrimSpace(got), want, out)
			}
		})
	}
	check("", step{5 * time.Second, "q"})
	check("enough 1m10s", step{80 * time.Second, "q"}, step{0, "q"}, step{time.Second, ""}, step{time.Second, ""})
	check("complete 3m", step{80 * time.Second, "q"}, step{time.Second, "no"})
	check("complete 3m lighter thank you", step{80 * time.Second, "p"}, step{time.Minute, "p"}, step{3 * time.Minute, "1"}, step{time.Second, "thank you"})
	check("complete 3m same  call Jo", step{80 * time.Second, "past"}, step{3 * time.Minute, "2"}, step{time.Second, ""}, step{time.Second, " call Jo "})
	check("grounded 1m20s", step{80 * time.Second, "g"}, step{10 * time.Second, ""}, step{0, "3"}, step{time.Second, ""}, step{time.Second, ""})
	check("complete 4m", step{80 * time.Second, "+"}, step{4 * time.Minute, ""})
	check("complete 2m", step{30 * time.Second, "-"}, step{3 * time.Minute, ""})
}

// After the step of a programme that asks for it, how much air there is.
func TestAir(t *testing.T) {
	check := func(back, front string, want ...programme.Air) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			var said []programme.Air
			out := &paper{}
			cfg := plain.Config{Out: out, Reflect: true, Air: func(a programme.Air) error {
				said = append(said, a)
				return errFull
			}}
			sec := time.Second
			if _, _, err := sit(t, cfg, time.Minute, step{2 * time.Minute, ""}, step{sec, ""}, step{sec, ""}, step{sec, back}, step{sec, front}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(said, want) || strings.Contains(out.String(), "warn broken pipe") != (len(want) > 0) {
				t.Errorf("%q, %q: kept %v, want %v\n%s", back, front, said, want, out)
			}
		})
	}
	check("1", "3", programme.Air{Back: "soft", Front: "full"})
	check("", "3")
	check("2", "")
}

// A pipe that closes costs no sit.
func TestOutputCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &paper{room: 300}
		s, log, err := sit(t, plain.Config{Out: out}, 3*time.Minute)
		if !errors.Is(err, errFull) || s.Ended != sessions.Interrupted {
			t.Fatalf("%v, %v", s.Ended, err)
		}
		read, rerr := log.Read()
		if rerr != nil || len(read.Entries) > 1 {
			t.Fatalf("%+v, %v", read.Entries, rerr)
		}
	})
}

func TestClock(t *testing.T) {
	check := func(in time.Duration, want string) {
		t.Helper()
		if got := plain.Clock(in); got != want {
			t.Errorf("Clock(%v) = %q, want %q", in, got, want)
		}
	}
	check(-10*time.Second, "-00:10")
	check(0, "00:00")
	check(65*time.Second+900*time.Millisecond, "01:05")
	check(75*time.Minute, "75:00")
}
