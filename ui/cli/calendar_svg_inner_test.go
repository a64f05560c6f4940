package cli

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/theme"
)

// The picture is XML whatever a day says, has a shape of its own for every
// state, and names no colour that is not the theme's.
func TestCalendarPicture(t *testing.T) {
	light, err := theme.Load(assets.Themes(), "moss", theme.Terminal{Colors: theme.TrueColor})
	if err != nil {
		t.Fatal(err)
	}
	first := sessions.Date(2024, time.January, 1)
	draw := func(c practice.Cell) string {
		p := picture{
			title: `a & <b> "c"`, first: first, next: first + 366, start: time.Sunday, light: light, dark: light,
			cell: func(d sessions.Day) practice.Cell {
				c.Day = d
				return c
			},
			told: func(practice.Cell) string { return `<script>alert("1")</script> & more` },
		}
		var out strings.Builder
		if err := p.draw(&out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	seen := map[string]practice.State{}
	for _, c := range []practice.Cell{
		{State: practice.Sat, Seconds: 60, Sits: 1},
		{State: practice.Sat, Seconds: 300, Sits: 1},
		{State: practice.Sat, Seconds: 900, Sits: 1},
		{State: practice.Sat, Seconds: 1800, Sits: 1},
		{State: practice.Remembered, Seconds: 60, Sits: 1},
		{State: practice.Remembered, Seconds: 1800, Sits: 1},
		{State: practice.Rest},
		{State: practice.Travel},
		{State: practice.Today, Today: true},
		{State: practice.Empty},
	} {
		svg := draw(c)
		if was, known := seen[svg]; known {
			t.Errorf("%v looks like %v", c, was)
		}
		seen[svg] = c.State
		days := 0
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v: %v", c, err)
			}
			if e, ok := token.(xml.StartElement); ok {
				switch e.Name.Local {
				case "g":
					days++
				case "svg", "style", "rect", "text", "title", "circle", "path":
				default:
					t.Errorf("%v has an element %q", c, e.Name.Local)
				}
			}
		}
		if days != 366 || !strings.Contains(svg, light.Background()) || !strings.Contains(svg, light.Accent.Hex()) {
			t.Errorf("%v: %d days in\n%.400s", c, days, svg)
		}
	}
}
