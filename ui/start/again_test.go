package start_test

import (
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/programme"
	"karuna/ui/prefs"
	"karuna/ui/start"
)

// again is the sit before, in words.
func again(t *testing.T, h *start.House) string {
	t.Helper()
	log, err := h.Log().Read()
	if err != nil {
		t.Fatal(err)
	}
	r, title, ok := h.Again(log)
	if !ok {
		return "nothing"
	}
	length := sessions.FormatDuration(r.Length)
	if r.Open {
		length = "open"
	}
	return strings.Join(strings.Fields(title+" "+length+" "+string(r.Wheel)+" "+r.Step.Flag()), " ")
}

// What a sit was is read from its entry: also one of another device, or of an
// older karuna.
func TestAgain(t *testing.T) {
	h := house(t, "", nil)
	entry := func(change func(*sessions.Entry)) {
		t.Helper()
		e := sessions.Entry{
			Start: now, Day: h.Today(), Sat: 300, Planned: 300, Ended: sessions.Complete, People: 1,
			Wheels: sessions.WheelSeconds{Ground: 300},
		}.From(sessions.Origin{Source: "live"})
		change(&e)
		if _, err := h.Log().Append(now, e); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want string) {
		t.Helper()
		if got := again(t, h); got != want {
			t.Errorf("sit again is %q, want %q", got, want)
		}
	}
	check("nothing")
	entry(func(e *sessions.Entry) { *e = e.From(sessions.Origin{Source: start.Remembered}) })
	check("nothing")
	entry(func(*sessions.Entry) {})
	check("Silent sit 5m ground")
	entry(func(e *sessions.Entry) { e.Wheels = sessions.WheelSeconds{Self: 300} })
	check("Silent sit 5m self")
	entry(func(e *sessions.Entry) { e.Wheels = sessions.WheelSeconds{Other: 20, Ground: 280} }) // solid ground was used
	check("Silent sit 5m other")
	entry(func(e *sessions.Entry) { e.Planned, e.Wheels = 0, sessions.WheelSeconds{Self: 100, Other: 200} })
	check("Silent sit open both")
	entry(func(e *sessions.Entry) { e.Script = &sessions.ScriptRef{ID: "kind-pause", Title: "A Kind Pause"} })
	check("A Kind Pause 5m")
	entry(func(e *sessions.Entry) { e.Script = &sessions.ScriptRef{ID: "gone", Title: "Gone"} })
	check("A Kind Pause 5m")
	from := programme.StepRef{Programme: "thirty-sits", Step: 1}
	step := func(e *sessions.Entry) {
		e.Script, e.Flags = &sessions.ScriptRef{ID: "arriving", Title: "Arriving"}, []string{from.Flag()}
	}
	entry(step)
	check("Arriving 5m") // the programme is not under way
	done(t)(h.Programmes().Start("thirty"))
	entry(step)
	check("Arriving 5m step:thirty-sits/1")
	done(t)(h.Programmes().Leave(""))
	check("Arriving 5m")
}

// Every choice of a sit that a preset could hold comes again, and nothing that
// is of one sit alone is written down for it.
func TestAgainKeepsChoices(t *testing.T) {
	config := "guidance = \"light\"\nvariants = [\"seated\"]\n"
	given := map[string]string{
		"guidance": "full", "bells": "zen", "bell": "rin", "interval": "5m", "stage": "true", "prepare": "3", "order": "self-first",
		"difficult": "true", "phrases": "sturdy", "variants": "", "max_gap": "120", "breath": "even-6", "ambience": "rain", "voice": "auto",
	}
	h := house(t, config, map[string]string{"KARUNA_BELLS": "village"})
	choices, err := h.Choices("", given)
	if err != nil {
		t.Fatal(err)
	}
	script, err := h.Library().Find("well-wishing")
	if err != nil {
		t.Fatal(err)
	}
	none := time.Duration(0)
	sit, err := h.Compose(start.Request{
		Script: script, Choices: choices, Length: 20 * time.Minute, People: 2, Prepare: &none,
		Intention: "for my brother", Slots: map[string]string{"easy": "Åse"},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := h.Begin(sit, false)
	if !c.Do(conductor.GoToGround) { // a sit that used it is written however short
		t.Fatal("the conductor is deaf")
	}
	c.Interrupt("left")
	sat := c.Snapshot().Entry
	r, _, ok := h.Again(journal.Log{Entries: []sessions.Entry{sat}})
	if !ok || r.Script.ID != "well-wishing" || r.Length != 20*time.Minute || r.People != 2 || r.Intention != "" || len(r.Slots) > 0 {
		t.Fatalf("sit again is %+v, %v", r, ok)
	}
	if beyond := r.Choices.Beyond(choices); len(beyond) > 0 {
		t.Errorf("sit again has %v in place of %v", beyond, given)
	}
	usual := prefs.Sit{Prefs: prefs.Default()}
	if n := len(r.Choices.Beyond(usual)); n != len(given)-2 { // guidance and variants are as for someone who chose nothing
		t.Errorf("%d choices of %d are unusual: not all were checked", n, len(given))
	}
	for _, f := range sat.Flags {
		if strings.Contains(f, "Åse") || strings.Contains(f, "brother") || strings.Contains(f, "stand_for") {
			t.Errorf("flag %q", f)
		}
	}
}

// A sit by the usual choices follows them, and what cannot be chosen any more
// is as usual.
func TestAgainFollows(t *testing.T) {
	check := func(flags []string, config string, want sessions.Guidance) {
		t.Helper()
		h := house(t, config, nil)
		e := sessions.Entry{
			Start: now, Day: h.Today(), Sat: 300, Planned: 300, Ended: sessions.Complete, People: 1,
			Script: &sessions.ScriptRef{ID: "kind-pause"}, Flags: flags,
		}.From(sessions.Origin{Source: "live"})
		if _, err := h.Log().Append(now, e); err != nil {
			t.Fatal(err)
		}
		log, err := h.Log().Read()
		if err != nil {
			t.Fatal(err)
		}
		if r, _, ok := h.Again(log); !ok || r.Choices.Guidance != want {
			t.Errorf("%q after %q: %v, guidance %q, want %q", flags, config, ok, r.Choices.Guidance, want)
		}
	}
	check(nil, "", sessions.Full)
	check(nil, "guidance = \"bells\"\n", sessions.BellsOnly)
	check([]string{"grounded", "with:guidance=light"}, "guidance = \"bells\"\n", sessions.Light)
	check([]string{"with:guidance=some"}, "guidance = \"bells\"\n", sessions.BellsOnly)
	check([]string{"with:nothing=1", "with:guidance", "with:=light"}, "", sessions.Full)
}
