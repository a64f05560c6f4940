package prefs_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"karuna/ui/prefs"
)

// The template chooses nothing as it is, and with its notes made choices it
// chooses the defaults; every setting is in it.
func TestTemplate(t *testing.T) {
	src := prefs.Template()
	check := func(what string, src []byte) {
		t.Helper()
		if p, problems := prefs.Parse(src); len(problems) > 0 || !reflect.DeepEqual(p, prefs.Default()) {
			t.Errorf("%s: problems %v, choices %+v", what, problems, p)
		}
	}
	check("as it is", src)
	chosen := regexp.MustCompile(`(?m)^# ([a-z_]+ = )`).ReplaceAll(src, []byte("$1"))
	check("with every choice made", chosen)
	if got, want := strings.Count(string(chosen), " = "), len(prefs.Settings()); got != want {
		t.Errorf("%d choices, there are %d settings", got, want)
	}
	for _, s := range prefs.Settings() {
		if out, err := prefs.Edit(src, s.Key, s.Default); err != nil {
			t.Errorf("%s: %v", s.Key, err)
		} else {
			check(s.Key, out)
		}
	}
}
