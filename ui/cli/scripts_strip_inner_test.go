package cli

import (
	"os"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/score"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// A strip keeps to its columns at every width, in the signs that were chosen,
// and its bells stand where they are struck.
func TestStripKeepsToItsColumns(t *testing.T) {
	lib := library.Open(assets.Scripts(), os.DirFS(t.TempDir()))
	scores := map[string]sessions.Score{}
	for _, s := range lib.All() {
		w := score.Want{Length: s.Length.Usual, Texts: score.Texts{Returns: lib.Returns(), Phrases: lib.Phrases()}}
		sc, err := score.Compile(s, w)
		if err != nil {
			t.Fatal(err)
		}
		sc.Stages[0].Title += " 坐禅 \u202e"
		scores[s.ID] = sc
	}
	silent, err := score.Silent(3*time.Hour, score.Want{Bells: score.Bells{Interval: time.Minute}})
	if err != nil {
		t.Fatal(err)
	}
	scores["none"] = silent
	for id, sc := range scores {
		for _, g := range []theme.Glyphs{theme.Braille, theme.Blocks, theme.ASCII} {
			for w := 20; w <= 140; w += 7 {
				checkStrip(t, id, sc, g, w)
			}
		}
	}
}

func checkStrip(t *testing.T, id string, sc sessions.Score, g theme.Glyphs, w int) {
	t.Helper()
	text := stripText(sc, score.Measure(sessions.Script{}, sc), g, w)
	rows, figures, ok := strings.Cut(text, "\n\n")
	if !ok || strings.TrimSpace(figures) == "" {
		t.Fatalf("%s has no figures", id)
	}
	bells := ""
	for row := range strings.SplitSeq(rows, "\n") {
		if n := theme.Width(safe.Line(row)); n > w {
			t.Fatalf("%s in %s: %d columns of %d: %q", id, g, n, w, row)
		}
		if g == theme.ASCII && strings.ContainsFunc(row, func(r rune) bool { return r >= 0x80 && r < 0x4e00 }) {
			t.Fatalf("%s is not ASCII: %q", id, row)
		}
		if strings.HasPrefix(row, "bells ") || w < stripNarrow && strings.Trim(row, " o23456789+") == "" && row != "" {
			bells = row
		}
	}
	first := strings.IndexAny(bells, "o23456789+")
	if label := map[bool]int{false: stripLabels}[w < stripNarrow]; first != label || len(bells) != w {
		t.Fatalf("%s in %d columns: the first and the last bell are not at the ends: %q", id, w, bells)
	}
}
