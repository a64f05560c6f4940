package bell_test

import (
	"os"
	"strings"
	"testing"

	"karuna/audio/bell"
)

const small = `title = "t"
base = 200.0
level = -12.0
[mallet]
contact = 1.0
[half]
contact = 2.0
t60 = 0.5
level = -6.0
[[mode]]
ratio = 1.0
t60 = 1.0
gain = 0.0
`

func TestParse(t *testing.T) {
	check := func(name, src, want string) {
		t.Helper()
		_, err := bell.Parse([]byte(src))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: error %v, want one with %q", name, err, want)
		}
	}
	with := func(old, new string) string { return strings.Replace(small, old, new, 1) }
	check("a bell", small, "")
	check("empty", "", "0 modes")
	check("not TOML", "= = =", "invalid")
	check("an unknown name", small+"tone = 3\n", "unknown name")
	check("too loud", with("level = -12.0", "level = -3.0"), "level is -3")
	check("not a number", with("base = 200.0", "base = nan"), "base is NaN")
	check("beyond hearing", with("ratio = 1.0", "ratio = 200.0"), "mode 1 frequency")
	check("a bell that never stops", with("t60 = 1.0", "t60 = inf"), "mode 1 t60")
	check("no mallet", with("contact = 1.0", "contact = 0.0"), "mallet contact")
	check("too many modes", small+strings.Repeat("[[mode]]\nratio = 1.0\nt60 = 1.0\n", 40), "41 modes")
	check("too long", small+strings.Repeat("# more\n", 20000), "bytes")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	for _, name := range []string{"bowl-large", "woodblock"} {
		src, err := os.ReadFile("../../assets/bells/" + name + ".toml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := bell.Parse(src)
		if err != nil {
			return
		}
		b := bell.New(s)
		b.Strike(1, 0, false)
		x := make([][2]float64, 4800)
		b.Stream(x)
		if p := peak(x); !(p <= 1) {
			t.Fatalf("a bell that parses peaks at %v", p)
		}
	})
}

func spec(t testing.TB, name string) bell.Spec {
	t.Helper()
	src, err := os.ReadFile("../../assets/bells/" + name + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := bell.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
