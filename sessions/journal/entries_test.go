package journal_test

import (
	"encoding/json"
	"testing"
	"time"

	"karuna/sessions"
)

// fullEntries are sits with every field in use, and with texts that JSON must
// escape.
func fullEntries() []sessions.Entry {
	base := sessions.Entry{
		Start: time.Date(2026, 3, 1, 23, 59, 59, 0, time.FixedZone("", -(9*3600+1800))), Day: 20513,
		Planned: 1200, Sat: 1199, Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 3, SHA256: "ab"},
		Ended: sessions.Grounded, Wheels: sessions.WheelSeconds{Self: 500, Other: 600, Ground: 99}, People: 2,
		Flags: []string{"grounded", "clock"},
	}.From(sessions.Origin{Source: "live", TZ: "Pacific/Marquesas", DayTurn: 4}).With(sessions.Detail{
		Feel: "lighter", Noting: sessions.Noting{Past: 1, Planning: 2, Judging: 3, Comparing: 4, Other: 5},
		Bells:     []sessions.Stroke{{Role: sessions.Opening, AskedMS: 0, PlayedMS: 12, Played: true}, {Role: sessions.Closing, AskedMS: 1_200_000}, {Role: "odd", AskedMS: -5, PlayedMS: 0, Played: true}},
		Intention: "to be here", Act: "called home", Note: "plain",
	})
	var out []sessions.Entry
	for _, note := range []string{"plain", "", "a\nb\t\"c\" \\ \\\\", "<b>&amp;</b>", "\u2028\u2029", "ends in \\", `{"v":1,"c":"00000000"}`, "नमस्ते ཀརུཎཱ 🪷", "\x00\x1f\x7f"} {
		d := base.Detail()
		d.Note, d.Intention = note, note
		out = append(out, base.With(d))
	}
	bare := sessions.Entry{Start: time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), Day: sessions.Date(2024, 2, 29), Ended: sessions.Complete, People: 1}.From(sessions.Origin{Source: "live"})
	quoted := base
	quoted.Flags = nil
	d := quoted.Detail()
	d.Note, d.Act, d.Feel = "", "", ""
	return append(out, bare, quoted.With(d))
}

func checkSame(t *testing.T, in string, got, want sessions.Entry) {
	t.Helper()
	a, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	check(t, in, string(a), string(b))
	if got.Start.String() != want.Start.String() && !got.Start.Equal(want.Start) {
		t.Errorf("%s: start %v, want %v", in, got.Start, want.Start)
	}
}
