package score_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

func TestJSONIsTheContract(t *testing.T) {
	st := stageOfLines("a", say("See {person|someone}."))
	st.Pacer = "4-7-8"
	s := sessions.Script{ID: "x", Title: "X", Stages: []sessions.Stage{st}}
	w := score.Want{Length: 40500 * time.Millisecond, Prepare: 10 * second, Bells: score.Bells{Custom: sessions.Simple}}
	got, err := json.MarshalIndent(score.JSON(compiled(t, s, w)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "script": "x",
 "total_s": 40.5,
 "prepare_s": 10,
 "guidance": "full",
 "stages": [
  {
   "id": "a",
   "wheel": "self",
   "start_ms": 0,
   "end_ms": 40500
  }
 ],
 "cues": [
  {
   "at_ms": 0,
   "end_ms": 0,
   "stage": "a",
   "type": "bell",
   "bell": "bowl-large",
   "role": "open",
   "strikes": 1,
   "gap_ms": 0,
   "gain_db": 0
  },
  {
   "at_ms": 2000,
   "end_ms": 40000,
   "stage": "a",
   "type": "breathe",
   "pattern": "4-7-8",
   "in_ms": 4000,
   "full_ms": 7000,
   "out_ms": 8000,
   "empty_ms": 0
  },
  {
   "at_ms": 2000,
   "end_ms": 3091,
   "stage": "a",
   "type": "speak",
   "id": "a-1",
   "text": "See someone.",
   "priority": 1
  },
  {
   "at_ms": 40500,
   "end_ms": 40500,
   "stage": "a",
   "type": "bell",
   "bell": "bowl-large",
   "role": "close",
   "strikes": 1,
   "gap_ms": 0,
   "gain_db": 0
  },
  {
   "at_ms": 40500,
   "end_ms": 40500,
   "stage": "a",
   "type": "end"
  }
 ]
}`
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestJSONOfSilentSits(t *testing.T) {
	check := func(length time.Duration, want string) {
		t.Helper()
		sc, err := score.Silent(length, score.Want{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(score.JSON(sc))
		if err != nil {
			t.Fatal(err)
		}
		var head struct {
			Script any `json:"script"`
			Total  any `json:"total_s"`
		}
		if err := json.Unmarshal(got, &head); err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(head)
		if err != nil || string(b) != want {
			t.Errorf("%v: %s (%v), want %s", length, b, err, want)
		}
	}
	check(317123*time.Millisecond, `{"script":null,"total_s":317.123}`)
	check(5*minute, `{"script":null,"total_s":300}`)
	check(0, `{"script":null,"total_s":null}`)
}

func TestTheSameArgumentsGiveTheSameBytes(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		w := score.Want{Length: usual(s) + 123*time.Millisecond, Texts: tx, Seed: 7}
		a, err := json.Marshal(score.JSON(compiled(t, s, w)))
		if err != nil {
			t.Fatal(err)
		}
		w.Texts = texts(t)
		b, err := json.Marshal(score.JSON(compiled(t, s, w)))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s is not the same twice (%v)", s.ID, err)
		}
	}
}

func TestCompileLeavesTheScriptAlone(t *testing.T) {
	s, again := builtin(t, "kind-pause.md"), builtin(t, "kind-pause.md")
	compiled(t, s, score.Want{Length: 5 * minute, Variants: []string{"no-breath"}, Order: "self-first"})
	if !reflect.DeepEqual(s, again) {
		t.Error("the script is changed")
	}
}
