package library_test

import (
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

// file makes a script file: more is front matter lines.
func file(title string, more ...string) *fstest.MapFile {
	front := "---\ntitle: " + title + "\nkind: mindfulness\nlength: 5m..30m, usually 10m\n" + strings.Join(more, "\n")
	return &fstest.MapFile{Data: []byte(strings.TrimRight(front, "\n") + "\n---\n## Rest {ground, 60s..}\n\nHere.\n")}
}

func shipped() fstest.MapFS {
	return fstest.MapFS{
		"being-with.md":      file("Being With What Is", "tier: 1", "needs: busy head", "for: every day"),
		"arriving.md":        file("Arriving", "tier: 1", "needs: start here"),
		"kind-pause.md":      kinded("A Kind Pause", "self-compassion", "tier: 1", "needs: a hard moment"),
		"as-for-a-friend.md": kinded("As for a Friend", "self-compassion", "tier: 1", "needs: hard on myself"),
		"two-wheels.md":      kinded("Two Wheels", "visualization", "tier: 2", "needs: both wheels"),
		"two-way-breath.md":  kinded("Two-Way Breath", "compassion-for-others", "tier: 3"),
	}
}

func kinded(title, kind string, more ...string) *fstest.MapFile {
	f := file(title, more...)
	f.Data = []byte(strings.Replace(string(f.Data), "kind: mindfulness", "kind: "+kind, 1))
	return f
}

func ids(scripts []sessions.Script) string {
	var out []string
	for _, s := range scripts {
		out = append(out, s.ID)
	}
	return strings.Join(out, " ")
}

// TestAll holds the order of the library, and that a person's own scripts
// join it, shadow it and never hide the rest.
func TestAll(t *testing.T) {
	check := func(own fs.FS, want string, problems ...string) {
		t.Helper()
		l := library.Open(shipped(), own)
		if got := ids(l.All()); got != want {
			t.Errorf("ids %q, want %q", got, want)
		}
		var said []string
		for _, p := range l.Problems() {
			said = append(said, p.Source+" "+p.Error())
		}
		if !reflect.DeepEqual(said, problems) {
			t.Errorf("problems %q, want %q", said, problems)
		}
	}
	const all = "arriving being-with kind-pause as-for-a-friend two-wheels two-way-breath"
	check(nil, all)
	check(fstest.MapFS{}, all)
	check(missing{}, all)
	check(fstest.MapFS{
		"mine.md":             file("Mine"),
		"My Folder/script.md": file("In a folder"),
		"My Folder/a.ogg":     {Data: []byte("x")},
		"named.md":            file("Named", "id: given"),
		"empty-folder/x":      {Data: []byte("x")},
		".hidden.md":          {Data: []byte("x")},
		"README.md":           {Data: []byte("x")},
		"notes.txt":           {Data: []byte("x")},
	}, all+" my-folder mine given")
	check(fstest.MapFS{
		"bad.md":    {Data: []byte("---\ntitle: Bad\nkind: body\nlength: 5m\n---\n## A {ground, 60s..}\n[puase 1s]\n")},
		"bytes.md":  {Data: []byte{0xff, 0, 1}},
		"huge.md":   {Data: make([]byte, script.MaxBytes+1)},
		"pipe.md":   {Mode: fs.ModeNamedPipe},
		"twin-a.md": file("A", "id: twin"),
		"twin-b.md": file("B", "id: twin"),
		"zero.md":   {},
	}, all+" twin",
		"own bad.md:7:1: unknown directive [puase]; did you mean [pause]?",
		"own bytes.md:1:1: this is not UTF-8; save the file as UTF-8",
		"own huge.md: over 256 KiB",
		"own pipe.md: not a plain file",
		`own zero.md:1:1: the file is empty; a script begins with a line of three dashes and a line such as "title: A Kind Pause"`,
		`own twin-b.md: the id "twin" is that of twin-a.md already`)
}

// missing is a folder that does not exist.
type missing struct{}

func (missing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// locked is a folder of which one file cannot be opened.
type locked struct{ fs.FS }

func (l locked) Open(name string) (fs.File, error) {
	if name == "two-wheels.md" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.FS.Open(name)
}

func TestUnreadable(t *testing.T) {
	l := library.Open(locked{shipped()}, nil)
	if got, want := ids(l.All()), "arriving being-with kind-pause as-for-a-friend two-way-breath"; got != want {
		t.Errorf("ids %q, want %q", got, want)
	}
	problems := l.Problems()
	if len(problems) != 1 || !errors.Is(problems[0], fs.ErrPermission) || problems[0].Error() != "two-wheels.md: permission denied" {
		t.Errorf("problems %v, want the locked file alone", problems)
	}
}

// TestShadow holds that a person's own script stands before the built-in one
// and says so.
func TestShadow(t *testing.T) {
	l := library.Open(shipped(), fstest.MapFS{"kind-pause.md": file("My Pause", "tier: 1")})
	s, err := l.Find("kind-pause")
	if err != nil || s.Title != "My Pause" || s.Source != library.Own || s.Path != "kind-pause.md" || len(s.SHA256) != 64 {
		t.Fatalf("found %q of %q at %q, %v", s.Title, s.Source, s.Path, err)
	}
	if under, ok := l.Shadowed("kind-pause"); !ok || under.Title != "A Kind Pause" || under.Source != library.BuiltIn {
		t.Errorf("under it %q, %v", under.Title, ok)
	}
	if _, ok := l.Shadowed("arriving"); ok {
		t.Error("arriving is not shadowed")
	}
	if len(l.All()) != len(shipped()) {
		t.Errorf("%d scripts, want %d", len(l.All()), len(shipped()))
	}
}

// TestText holds that the text of a script is that of the file in force.
func TestText(t *testing.T) {
	own := fstest.MapFS{"kind-pause.md": file("My Pause", "tier: 1")}
	l := library.Open(shipped(), own)
	if src, ok := l.Text("kind-pause"); !ok || string(src) != string(own["kind-pause.md"].Data) {
		t.Errorf("text %q, %v", src, ok)
	}
	if _, ok := l.Text("nobody"); ok {
		t.Error("there is no text of a script that is not there")
	}
}

func TestFind(t *testing.T) {
	l := library.Open(shipped(), fstest.MapFS{"stille.md": file("Stille am Morgen")})
	check := func(name, want string) {
		t.Helper()
		s, err := l.Find(name)
		if got := s.ID; err != nil || got != want {
			t.Errorf("Find(%q) = %q, %v, want %q", name, got, err, want)
		}
	}
	check("kind-pause", "kind-pause")
	check("Kind Pause", "kind-pause")
	check("A KIND PAUSE", "kind-pause")
	check("mindfulness", "being-with")               // the lead
	check("compassion-for-others", "two-way-breath") // its lead is not here
	check("arr", "arriving")
	check("two-wh", "two-wheels")
	check("friend", "as-for-a-friend")
	check("morgen", "stille")
	check("what is", "being-with")
	check("ariving", "arriving")
	check("kind puase", "kind-pause")

	unknown := func(name string, want library.UnknownError, text string) {
		t.Helper()
		_, err := l.Find(name)
		var got *library.UnknownError
		if !errors.As(err, &got) || !reflect.DeepEqual(*got, want) || err.Error() != text {
			t.Errorf("Find(%q): %v (%+v), want %s", name, err, got, text)
		}
	}
	unknown("two", library.UnknownError{Name: "two", Nearest: []string{"two-wheels", "two-way-breath"}},
		`no script is called "two"; near it are two-wheels, two-way-breath`)
	unknown("equanimity", library.UnknownError{Name: "equanimity", Kinds: []string{"mindfulness", "self-compassion", "visualization", "compassion-for-others"}},
		`there is no script of the kind "equanimity"; there are scripts for mindfulness, self-compassion, visualization, compassion-for-others`)
	unknown("xyzzy", library.UnknownError{Name: "xyzzy"}, `no script is called "xyzzy"`)
	unknown("", library.UnknownError{Name: ""}, `no script is called ""`)
	unknown("pausing kindly", library.UnknownError{Name: "pausing kindly", Nearest: []string{"kind-pause", "being-with"}},
		`no script is called "pausing kindly"; near it are kind-pause, being-with`)
}

func TestFilter(t *testing.T) {
	l := library.Open(shipped(), nil)
	check := func(query, want string) {
		t.Helper()
		if got := ids(l.Filter(query)); got != want {
			t.Errorf("Filter(%q) = %q, want %q", query, got, want)
		}
	}
	check("", "arriving being-with kind-pause as-for-a-friend two-wheels two-way-breath")
	check("  ", "arriving being-with kind-pause as-for-a-friend two-wheels two-way-breath")
	check("t", "two-wheels two-way-breath") // and no word of another starts so
	check("w", "being-with two-wheels two-way-breath")
	check("two w", "two-wheels two-way-breath")
	check("self", "kind-pause as-for-a-friend")
	check("hard", "kind-pause as-for-a-friend")
	check("every", "being-with")
	check("start", "arriving")
	check("frined", "as-for-a-friend")
	check("zzz", "")
}

func TestShelves(t *testing.T) {
	var got []string
	for _, sh := range library.Shelves(library.Open(shipped(), nil).All()) {
		got = append(got, sh.Need+": "+ids(sh.Scripts))
	}
	want := []string{
		"start here: arriving", "busy head: being-with", "a hard moment: kind-pause",
		"hard on myself: as-for-a-friend", "both wheels: two-wheels", ": two-way-breath",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("shelves %q, want %q", got, want)
	}
}

func TestTexts(t *testing.T) {
	l := library.Open(shipped(), fstest.MapFS{
		"returns.toml": {Data: []byte("self = [\"Mine.\"]\n")},
		"phrases.toml": {Data: []byte("[\"my words\"]\nyou = [\"Rest.\"]\n")},
	})
	if got := l.Returns()["self"]; !reflect.DeepEqual(got, []string{"Mine."}) {
		t.Errorf("self returns %q", got)
	}
	if len(l.Returns()["any"]) < 5 || len(l.Phrases()["plain.they"]) != 4 || l.Phrases()["my words.you"][0] != "Rest." {
		t.Errorf("returns %v\nphrases %v", l.Returns(), l.Phrases())
	}
	bad := library.Open(shipped(), fstest.MapFS{"returns.toml": {Data: []byte("self = 3")}})
	if len(bad.Returns()["self"]) == 0 || len(bad.Problems()) != 1 || bad.Problems()[0].Path != "returns.toml" {
		t.Errorf("a bad file: returns %v, problems %v", bad.Returns(), bad.Problems())
	}
}

// TestShippedReturns holds the return lines to what the score expects: short,
// each once, and those of breath marked.
func TestShippedReturns(t *testing.T) {
	l := library.Open(assets.Scripts(), nil)
	seen := map[string]bool{}
	for pool, lines := range l.Returns() {
		if len(lines) < 4 {
			t.Errorf("the pool %q has %d lines", pool, len(lines))
		}
		for _, line := range lines {
			text := strings.TrimSpace(strings.TrimSuffix(line, "{breath}"))
			if n := len(strings.Fields(text)); n > 10 || n == 0 || seen[text] {
				t.Errorf("%s: %q has %d words, or stands twice", pool, text, n)
			}
			breath := strings.Contains(strings.ToLower(text), "breath") || strings.HasPrefix(text, "In, and out")
			if breath != strings.HasSuffix(line, " {breath}") {
				t.Errorf("%s: %q, marked as a line of breath: %v", pool, line, !breath)
			}
			seen[text] = true
		}
	}
	if len(l.Returns()) != 5 {
		t.Errorf("%d pools, want 5", len(l.Returns()))
	}
}

// TestShippedPhrases holds that a set says the same wishes to everyone.
func TestShippedPhrases(t *testing.T) {
	l := library.Open(assets.Scripts(), nil)
	for _, set := range []string{"plain", "ordinary", "sturdy", "child"} {
		want := len(l.Phrases()[set+".you"])
		for _, who := range sessions.Persons() {
			if got := len(l.Phrases()[set+"."+who]); got != want || got < 3 {
				t.Errorf("the set %s has %d wishes for %s and %d for you", set, got, who, want)
			}
		}
	}
	if n := len(l.Conventions()); n == 0 || n > 24 {
		t.Errorf("%d conventions, want 1 to 24", n)
	}
}

// TestBuiltIn holds every script karuna ships to the house rules.
func TestBuiltIn(t *testing.T) {
	l := library.Open(assets.Scripts(), nil)
	for _, p := range l.Problems() {
		t.Error(p)
	}
	all := l.All()
	for _, s := range all {
		problems := script.Check(s, script.CheckOptions{
			BuiltIn: true, Phrases: l.Phrases(), Returns: l.Returns(),
			Conventions: l.Conventions(), Others: all,
		})
		for _, p := range problems {
			t.Errorf("%s:%s (%s)", s.Path, p, p.Severity)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := library.Open(assets.Scripts(), nil).Find("kind-pause"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	l := library.Open(assets.Scripts(), nil)
	b.ReportAllocs()
	for b.Loop() {
		l.Filter("hard fr")
	}
}

// What stands in the place of a script on a day that is not one for it.
func TestGentler(t *testing.T) {
	all := library.Open(assets.Scripts(), nil).All()
	check := func(id, want string) {
		t.Helper()
		for _, s := range all {
			if s.ID != id {
				continue
			}
			if got := ids(library.Gentler(s, all)); got != want {
				t.Errorf("instead of %s: %s, want %s", id, got, want)
			}
		}
	}
	check("the-voice-at-the-back", "kind-pause as-for-a-friend") // its kind before two-wheels
	check("staying-near", "in-the-same-boat easy-warmth")        // its kind, then the shortest
	check("from-the-middle-of-it", "kind-pause in-the-same-boat")
	check("what-is-noticing", "a-thought-on-the-table what-matters-underneath") // one of tier 2 for want of another
	check("one-current", "evening-replay a-moment-remembered")                  // the shortest of another kind
	for _, s := range all {
		for _, g := range library.Gentler(s, all) {
			if len(g.Flags) > 0 || g.Kind == sessions.Micro || g.ID == s.ID {
				t.Errorf("instead of %s: %s", s.ID, g.ID)
			}
		}
		if len(library.Gentler(s, all)) != 2 {
			t.Errorf("instead of %s there are no two", s.ID)
		}
	}
	if got := library.Gentler(all[0], all[:1]); len(got) != 0 {
		t.Errorf("instead of the only script: %v", got)
	}
}

func TestOffered(t *testing.T) {
	all := library.Open(shipped(), fstest.MapFS{"deep.md": file("Deep", "flags: optin")}).All()
	n := len(all)
	if got := library.Offered(all, true); len(got) != n {
		t.Errorf("asked for: %s", ids(got))
	}
	if got := ids(library.Offered(all, false)); strings.Contains(got, "deep") || len(all) != n || !strings.Contains(ids(all), "deep") {
		t.Errorf("not asked for: %s, of %s", got, ids(all))
	}
}
