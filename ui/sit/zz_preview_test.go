package sit_test

import (
	"fmt"
	"os"
	"testing"

	"karuna/ui/screen"
	"karuna/ui/sit"
	"karuna/ui/theme"
)

func TestPreview(t *testing.T) {
	os.MkdirAll("/tmp/pv", 0o755)
	th, _ := theme.Load(os.DirFS("../../assets/themes"), "night", theme.Terminal{Dark: true, Colors: theme.TrueColor})
	for _, st := range states() {
		run(t, st.plan, func(b *bench) {
			b.play(st.play)
			b.s.Update(screen.Look{Theme: th})
			for _, z := range [][2]int{{100, 30}, {80, 24}, {40, 12}, {20, 6}, {60, 18}} {
				os.WriteFile(fmt.Sprintf("/tmp/pv/%s_%dx%d.ansi", st.name, z[0], z[1]), []byte(b.s.View(z[0], z[1]).String()), 0o644)
			}
		})
	}
	_ = sit.Options{}
}
