package library_test

import (
	"reflect"
	"testing"
	"testing/fstest"

	"karuna/assets"
	"karuna/sessions/library"
)

// A script found by its id before anything else is asked of the library is the
// one that the whole library has by that id, a person's own included.
func TestFoundAlone(t *testing.T) {
	own := fstest.MapFS{"mine/script.md": {Data: []byte("---\nid: kind-pause\ntitle: Mine\n---\n## One\n\nBe here.\n")}}
	check := func(name string, open func() *library.Library) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			for _, want := range open().All() {
				got, err := open().Find(want.ID)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %v, %+v", want.ID, err, got)
				}
			}
		})
	}
	check("built in", func() *library.Library { return library.Open(assets.Scripts(), nil) })
	check("with one's own", func() *library.Library { return library.Open(assets.Scripts(), own) })
	check("one's own alone", func() *library.Library { return library.Open(nil, own) })
}
