package cli_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/score"
)

const libraryPage = "../../docs/library.md"

// TestLibraryPage holds docs/library.md to the scripts and to what becomes of
// them.
func TestLibraryPage(t *testing.T) {
	want := libraryText(t)
	if *update {
		if err := os.WriteFile(libraryPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(libraryPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the scripts say: go test ./ui/cli -update", libraryPage)
	}
}

func libraryText(t *testing.T) string {
	t.Helper()
	lib := library.Open(assets.Scripts(), nil)
	all := lib.All()
	if p := lib.Problems(); len(all) == 0 || len(p) > 0 {
		t.Fatalf("%d scripts, and %v", len(all), p)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# The library\n\n"+
		"The %d practices that ship with karuna, and what becomes of their words at each length.\n"+
		"This page is made from the scripts themselves: `go test ./ui/cli -update`. How one is\n"+
		"written: [writing a script](writing-a-script.md).\n\n", len(all))
	b.WriteString("## What they are\n\n" +
		"*self*, *others* and *ground* (neither) say which way a sit of the usual length turns,\n" +
		"optional stages left out. A practice stands on the shelf of its first need.\n\n" +
		"| practice | title | kind | length, usually | self | others | ground | needs |\n" +
		"| --- | --- | --- | --- | ---: | ---: | ---: | --- |\n")
	for _, s := range all {
		self, other, ground := score.Shares(s, s.Length.Usual)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s..%s, %s | %s | %s | %s | %s |\n", s.ID, s.Title, s.Kind,
			sessions.FormatDuration(s.Length.Min), sessions.FormatDuration(s.Length.Max), sessions.FormatDuration(s.Length.Usual),
			percent(self), percent(other), percent(ground), strings.Join(s.Needs, ", "))
	}
	b.WriteString("\n## What they come to\n\n" +
		"At the shortest, the usual and the longest length, with all guidance and nobody speaking:\n" +
		"*words* of guidance, *a minute*, the *silence* left when they are read at 110 words a minute,\n" +
		"how many words there is *room* for and how much of that is *used*, and the *returns* that\n" +
		"come into long silences, whose words are not counted. Time with a breath to follow is\n" +
		"neither words nor silence.\n\n" +
		"The room is 65 words for the first minute, 31 more for the second, and from there\n" +
		"T · min(48, 88 · T^-0.405) for T minutes; stages with a breath to follow, noting or chosen\n" +
		"quiet leave T first. At the shortest and usual length 80 to 120 % of it are used, at the\n" +
		"longest 45 % or more; practices of a minute are free beyond their usual length.\n\n" +
		"| practice | length | words | a minute | silence | room | used | returns |\n" +
		"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	texts := score.Texts{Returns: lib.Returns(), Phrases: lib.Phrases()}
	for _, s := range all {
		for _, length := range lengthsOf(s) {
			sc, err := score.Compile(s, score.Want{Length: length, Texts: texts})
			if err != nil {
				t.Fatalf("%s in %v: %v", s.ID, length, err)
			}
			f := score.Measure(s, sc)
			fmt.Fprintf(&b, "| `%s` | %s | %d | %.0f | %s | %d | %s | %d |\n", s.ID, sessions.FormatDuration(length), f.Words,
				float64(f.Words)/length.Minutes(), percent(float64(f.Silence)/float64(length)), f.Room,
				percent(float64(f.Words)/float64(f.Room)), f.Returns)
		}
	}
	return b.String()
}

func lengthsOf(s sessions.Script) []time.Duration {
	all := []time.Duration{s.Length.Min}
	for _, d := range []time.Duration{s.Length.Usual, s.Length.Max} {
		if d > all[len(all)-1] {
			all = append(all, d)
		}
	}
	return all
}

func percent(share float64) string { return fmt.Sprintf("%d %%", int(float64(100*share)+0.5)) }
