//go:build linux

package audio_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"karuna/audio/voice"
	"karuna/sessions"
)

// use is what a process has used of the machine so far.
type use struct {
	cpu   time.Duration
	wakes int // times one of its threads gave up the processor to wait
}

// used reads the use of a process from /proc. Threads that have ended do not
// count; Go ends none.
func used(t *testing.T, pid int) use {
	t.Helper()
	var u use
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil || len(tasks) == 0 {
		t.Fatalf("process %d has no threads: %v", pid, err)
	}
	for _, task := range tasks {
		raw, err := os.ReadFile(filepath.Join(task, "schedstat"))
		if err != nil {
			t.Fatal(err)
		}
		on, err := strconv.ParseInt(strings.Fields(string(raw))[0], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		u.cpu += time.Duration(on)
		raw, err = os.ReadFile(filepath.Join(task, "status"))
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(raw), "\nvoluntary_ctxt_switches:")
		n, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(after, "\n", 2)[0]))
		if err != nil {
			t.Fatal(err)
		}
		u.wakes += n
	}
	return u
}

func (u use) since(before use) use { return use{u.cpu - before.cpu, u.wakes - before.wakes} }

// scripted is the bells of well-wishing for that long: three strokes of the
// large bowl, a soft one of the small bowl at each of six stages, three at the
// end. Nothing else sounds.
func scripted(total time.Duration) sessions.Score {
	sc := sit(total, cue(0, sessions.Opening, 3, 6*s))
	for _, part := range []float64{0.11, 0.28, 0.47, 0.64, 0.77, 0.94} {
		c := cue(time.Duration(part*float64(total)), sessions.AtStage, 1, 0)
		c.Bell.Name, c.Bell.Gain = "bowl-small", -9
		sc.Cues = append(sc.Cues, c)
	}
	sc.Cues = append(sc.Cues, cue(total, sessions.Closing, 3, 6*s))
	return sc
}

// narrated is the same with a line every 15 seconds, which is more than any
// script says.
func narrated(total time.Duration) sessions.Score {
	sc := scripted(total)
	for at := 15 * s; at < total; at += 15 * s {
		sc.Cues = append(sc.Cues, sessions.Cue{At: at, Type: sessions.CueSpeak, Text: voice.Sample})
	}
	return sc
}

// TestSystemCost measures what a player alone costs in a process of its own.
// Its few seconds in every run show only that a bell at rest costs nothing;
// bench/cpu.sh runs whole sits.
func TestSystemCost(t *testing.T) {
	long := seconds(t, "KARUNA_COST_SECONDS", 0)
	check := func(name string, j job, most float64) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			system(t)
			if long == 0 {
				t.Skip("needs KARUNA_COST_SECONDS: it is a measurement")
			}
			t.Parallel()
			j.After = 90 * s // until the last stroke has faded and the device is at rest
			c := startChild(startServer(t, "pulseaudio"), j)
			before := used(t, c.cmd.Process.Pid) // the narrator has spoken by now
			until(t, c.base.Add(j.Score.Total+j.After-s))
			u := used(t, c.cmd.Process.Pid).since(before)
			c.ended()
			length := j.Score.Total.Seconds() // what rings on after the end counts, its time does not
			core := 100 * u.cpu.Seconds() / length
			t.Logf("table: %s, a sit of %.0f s: %.2f s of processor time, %.3f %% of a core, %.1f wakes a second; %s",
				name, length, u.cpu.Seconds(), core, float64(u.wakes)/length, load())
			if long >= 1200 && core > most {
				t.Errorf("want at most %v %%", most)
			}
		})
	}
	total := time.Duration(long) * s
	check("bells", job{Score: scripted(total)}, 0.1)
	check("bells, voice and brown noise", job{Score: narrated(total), Spoken: true}, 1)
}
