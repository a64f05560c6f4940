package learn_test

import (
	"errors"
	"flag"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"karuna/assets"
	"karuna/sessions/script"
	"karuna/ui/learn"
	"karuna/ui/prefs"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

func topics(t testing.TB) []learn.Topic {
	t.Helper()
	all, err := learn.Topics(assets.Learn())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestGoldens(t *testing.T) {
	uitest.Golden(t, *update, "list", learn.New(topics(t), ""))
	uitest.Golden(t, *update, "how", learn.New(topics(t), "how"))
	uitest.Golden(t, *update, "writing", learn.New(topics(t), "writing"))
}

func TestKeys(t *testing.T) {
	at := uitest.Config{
		Places: []string{"learn"}, Start: screen.At("learn"),
		Open: func(p screen.Place) (screen.Screen, error) { return learn.New(topics(t), p.Of), nil },
	}
	check := func(keys, shows, hides string) {
		t.Helper()
		uitest.Run(t, at, func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(shows)
			w.Hides(hides)
		})
	}
	check("", "How karuna works", "Lally")
	check("down", "What is known, and how well", "Strohmaier")
	check("down enter", "Nothing here is a promise.", "How karuna works")
	check("enter", "through a sit: a bell", "Lally")
	check("enter space space space", "Lally", "through a sit")
	check("enter space space pgup pgup", "through a sit", "Lally")
	check("enter esc", "To read", "through a sit")
	check("up up enter", "through a sit", "To read")
	check("j j j j j j j j j enter", "karuna speaks to no network.", "To read")
	at.Start = screen.At("learn", "safety")
	check("", "everyday practice, not treatment", "To read")
}

func TestClick(t *testing.T) {
	at := uitest.Config{
		Places: []string{"learn"}, Start: screen.At("learn"),
		Open: func(screen.Place) (screen.Screen, error) { return learn.New(topics(t), ""), nil },
	}
	uitest.Run(t, at, func(w *uitest.Window) {
		for y, line := range strings.Split(w.Text(), "\n") {
			if strings.Contains(line, "Leaning") {
				w.Click(20, y)
			}
		}
		w.Shows("A bicycle is never quite upright.")
	})
}

// A page fits its width, whatever the width, and ends with its last words.
func TestWidths(t *testing.T) {
	for _, topic := range topics(t) {
		for w := 8; w <= 90; w++ {
			for _, l := range topic.Lines(w) {
				if theme.Width(l.Text) > w {
					t.Errorf("%s at %d: %q", topic.ID, w, l.Text)
				}
			}
		}
	}
}

func TestReads(t *testing.T) {
	page := "# A Page\nWhat it is.\n\nFirst \x1bwords.\nSecond.\n## Part\n- one two three\n- four\n\n    a\n\n      b\n\nEnd.\n"
	all, err := learn.Topics(fstest.MapFS{"2-two.md": {Data: []byte("# Two\n")}, "1-one.md": {Data: []byte(page)}})
	if err != nil || len(all) != 2 || all[0].ID != "one" || all[1].Title.String() != "Two" || all[0].About.String() != "What it is." {
		t.Fatalf("%v, %+v", err, all)
	}
	want := "A Page\n\nFirst ␛words.\n\nSecond.\n\nPart\n- one two\n  three\n- four\n\n  a\n\n    b\n\nEnd."
	if got := all[0].Text(13).String(); got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if _, err := learn.Topics(torn{}); err == nil {
		t.Error("a folder that cannot be read is no error")
	}
}

// torn is a folder whose pages cannot be read.
type torn struct{}

func (torn) Open(string) (fs.File, error) { return nil, errors.New("torn") }

func (torn) ReadDir(string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(assets.Learn(), ".")
	return all, err
}

// The pages keep the tone of the house and stay short.
func TestTone(t *testing.T) {
	banned := regexp.MustCompile(`(?i)!|\b(lost|broken|failed|at risk|don['’]t forget|should|must|guarantee\w*|proven|cures?|heals?)\b`)
	for _, topic := range topics(t) {
		text := topic.Text(76).String()
		if hit := banned.FindString(text); hit != "" {
			t.Errorf("%s says %q", topic.ID, hit)
		}
		if n := strings.Count(text, "\n"); n > 80 || n < 15 {
			t.Errorf("%s has %d lines; one to two screens are enough", topic.ID, n)
		}
		if topic.About.Empty() || theme.Width(topic.About) > 60 {
			t.Errorf("%s: about %q", topic.ID, topic.About)
		}
	}
}

// The example on the page about writing is a script without a problem of its
// own.
func TestExampleScript(t *testing.T) {
	var example []string
	for _, topic := range topics(t) {
		if topic.ID != "writing" {
			continue
		}
		_, text, _ := strings.Cut(topic.Text(76).String(), "The parts\n")
		for line := range strings.SplitSeq(text, "\n") {
			if l, ok := strings.CutPrefix(line, "  "); ok {
				example = append(example, l)
			} else if line == "" {
				example = append(example, "")
			} else {
				break
			}
		}
	}
	_, problems := script.Parse([]byte(strings.TrimSpace(strings.Join(example, "\n")) + "\n"))
	if len(example) < 10 || script.Failed(problems) {
		t.Errorf("%v in\n%s", problems, strings.Join(example, "\n"))
	}
}

// What is said of research is dated, and can be looked up; the page says how
// little it promises.
func TestEvidence(t *testing.T) {
	var text string
	for _, topic := range topics(t) {
		if topic.ID == "evidence" {
			text = topic.Text(500).String()
		}
	}
	found, sources, ok := strings.Cut(text, "Where to look these up\n")
	if !ok {
		t.Fatalf("no sources in\n%s", text)
	}
	dated := regexp.MustCompile(`\(([A-Z]\S+)[^()]* ((?:19|20)\d\d)[,);]`)
	cited := map[string]bool{}
	for line := range strings.SplitSeq(found, "\n") {
		hits := dated.FindAllStringSubmatch(line, -1)
		for _, h := range hits {
			cited[h[1]+" "+h[2]] = true
		}
		if strings.HasPrefix(line, "- ") && len(hits) == 0 && !strings.Contains(line, "people who") {
			t.Errorf("a finding without a year: %q", line)
		}
	}
	if len(cited) < 10 {
		t.Errorf("%d studies: %v", len(cited), cited)
	}
	for line := range strings.SplitSeq(sources, "\n") {
		entry, where, ok := strings.Cut(strings.TrimPrefix(line, "- "), ": ")
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		words := strings.Fields(entry)
		if key := words[0] + " " + words[len(words)-1]; !ok || where == "" || !cited[key] {
			t.Errorf("%q stands among the sources, and is not cited as %q", line, key)
		}
	}
	for _, hedge := range []string{"written in 2026", "mostly from the abstracts", "Nothing here is a promise", "Not known"} {
		if !strings.Contains(found, hedge) {
			t.Errorf("the page does not say %q", hedge)
		}
	}
}

// What the pages tell to write into the config file is understood there.
func TestConfigLines(t *testing.T) {
	found := 0
	for _, topic := range topics(t) {
		var lines []string
		for line := range strings.SplitSeq(topic.Text(76).String()+"\n\nend", "\n") {
			code, indented := strings.CutPrefix(line, "  ")
			if indented {
				lines = append(lines, code)
				continue
			}
			if len(lines) > 0 && strings.HasPrefix(lines[0], "[") {
				found++
				if _, problems := prefs.Parse([]byte(strings.Join(lines, "\n") + "\n")); len(problems) > 0 {
					t.Errorf("%s: %q: %v", topic.ID, lines, problems)
				}
			}
			lines = nil
		}
	}
	if found < 2 {
		t.Errorf("%d pieces of a config file, want those of leaning and safety", found)
	}
}
