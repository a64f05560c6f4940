package cli

import (
	"strings"
	"testing"
	real "text/template"
)

// What the template says is what text/template says of the same values, and
// what it refuses is refused there, or is left out on purpose.
func TestTemplate(t *testing.T) {
	values := []fields{
		{"Run": "", "Week": "0/5", "Today": "0s", "TodayS": 0, "RunDays": nil, "Sitting": nil},
		{"Run": "17", "Week": "4/5", "Today": "20m", "TodayS": 1200, "RunDays": 17, "Sitting": fields{"Script": "two-wheels", "ElapsedS": 61, "TotalS": nil, "Paused": true}},
	}
	check := func(text string) {
		t.Helper()
		theirs, terr := real.New("format").Option("missingkey=error").Parse(text)
		ours, err := parseTemplate(text)
		if (err == nil) != (terr == nil) {
			t.Errorf("%s: %v, text/template says %v", text, err, terr)
		}
		for _, v := range values {
			if err != nil || terr != nil {
				return
			}
			var want strings.Builder
			terr := theirs.Execute(&want, v)
			got, err := ours.execute(v)
			if (err == nil) != (terr == nil) || err == nil && got != want.String() {
				t.Errorf("%s: %q, %v; text/template says %q, %v", text, got, err, want.String(), terr)
			}
		}
	}
	for text := range strings.Lines(`{{.Run}} {{.Week}} {{.Today}}
plain
{{/* a comment */}}{{.TodayS}}
{{with .Sitting}}{{.Script}}{{else}}not now{{end}}
{{with .Sitting}}{{if .Paused}}paused{{end}} {{.ElapsedS}}{{end}}
{{with $s := .Sitting}}{{$s.Script}} {{$.Week}}{{end}}
{{if .Run}}run {{.Run}}{{else if .TodayS}}today{{else}}-{{end}}
{{if and .Run .TodayS}}both{{end}}{{if or .Run .TodayS}}one{{end}}{{if not .Run}}none{{end}}
{{printf "%5s|%-4s|%03d" .Run .Week .TodayS}}
{{.Week | printf "<%s>"}}
{{print .Run "/" .TodayS}}{{println .Week}}
{{len .Week}}
{{eq .Run "17"}} {{ne .Run "17"}} {{eq .Week "1" "4/5"}}
{{lt .TodayS 60}}{{le .TodayS 0}}{{gt .TodayS 60}}{{ge .Week "1"}}
{{$x := .Run}}{{$x}}{{$x = "2"}}{{$x}}
{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}
{{(.Sitting).Script}}
{{.Sitting.Script}}
{{.Sitting.Nothing}}
{{.Nothing}}
{{.Run.Week}}
{{"a" | .Run}}
{{.Run 1}}
{{printf}}
{{nothing}}
{{
{{end}}
{{not 1 2}}
{{lt 1 "a"}}
{{len 3}}
{{true}} {{3}} {{1.5}} {{"q"}}
{{- .Run -}} x
{{.}}
`) {
		check(strings.TrimSuffix(text, "\n"))
	}
	for _, text := range []string{`{{range .Sitting}}x{{end}}`, `{{define "a"}}x{{end}}{{template "a"}}`} {
		ours, err := parseTemplate(text)
		if err == nil {
			_, err = ours.execute(values[1])
		}
		if err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}
