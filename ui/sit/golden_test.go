package sit_test

import (
	"time"

	"karuna/ui/sit"
)

// state is a moment of a sit worth looking at.
type state struct {
	name string
	plan plan
	play string
}

func states() []state {
	long := 20 * time.Minute
	return []state{
		{"preparing", plan{options: sit.Options{Notes: []string{"This one can stir things up. g is solid ground, q stops: both are good decisions."}}}, "3s"},
		{"sitting", plan{}, "10s; 12m; 40s"},
		{"begun", plan{}, "10s; 5s"},
		{"noting", plan{}, "10s; 80s"},
		{"glance", plan{}, "10s; 7m; m"},
		{"paused", plan{}, "10s; 7m; space"},
		{"asking", plan{}, "10s; 7m; q"},
		{"asking-early", plan{}, "10s; 30s; q"},
		{"away", plan{}, "10s; 7m; sleep 12m"},
		{"ground", plan{options: sit.Options{Person: "Ana, 555 0134"}}, "10s; 7m; g; 30s"},
		{"choice", plan{options: sit.Options{Person: "Ana, 555 0134"}}, "10s; 7m; g; enter"},
		{"closing", plan{}, "10s; 20m; 1s"},
		{"breath", plan{script: "breath.md", length: 5 * time.Minute}, "10s; 2m; 3s"},
		{"silent", plan{script: "silent", length: long}, "10s; 15m"},
		{"open", plan{script: "silent", open: true}, "10s; 40m; m"},
		{"writing", plan{}, "10s; 20s; w; b; e; space; k; i; n; d"},
		{"dark", plan{}, "10s; 7m; d"},
		{"line", plan{line: "No sound here: the screen marks the bells."}, "9s"},
	}
}
