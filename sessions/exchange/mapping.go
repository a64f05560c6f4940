package exchange

import (
	"fmt"
	"slices"
	"strings"
)

// Mapping says which column of a table holds what. Keys are those of Fields,
// values are column names, or numbers from 1.
type Mapping map[string]string

// Fields lists what a Mapping can name. start and one of duration, minutes
// and seconds are needed.
func Fields() []string {
	return []string{
		"start", "duration", "minutes", "seconds", "activity", "note", "intention", "act", "feel",
		"script", "kind", "day", "planned", "ended", "self", "other", "ground", "people",
	}
}

// ParseMap reads "start=Started At,duration=Duration,note=Preset". A column
// name may hold anything but a comma.
func ParseMap(s string) (Mapping, error) {
	m := Mapping{}
	for _, part := range strings.Split(s, ",") {
		key, column, ok := strings.Cut(part, "=")
		key, column = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(column)
		switch {
		case !ok || column == "":
			return nil, fmt.Errorf("map %q: want FIELD=COLUMN", part)
		case !slices.Contains(Fields(), key):
			return nil, fmt.Errorf("map %q: the fields are %s", key, strings.Join(Fields(), ", "))
		case m[key] != "":
			return nil, fmt.Errorf("map %q: named twice", key)
		}
		m[key] = column
	}
	return m, m.check()
}

func (m Mapping) check() error {
	if m["start"] == "" {
		return fmt.Errorf("map: which column is start?")
	}
	n := 0
	for _, key := range []string{"duration", "minutes", "seconds"} {
		if m[key] != "" {
			n++
		}
	}
	if n != 1 {
		return fmt.Errorf("map: want one of duration, minutes and seconds")
	}
	return nil
}

// numbered reports whether every column is a number, as in a table without a
// header.
func (m Mapping) numbered() bool {
	for _, column := range m {
		if _, ok := columnNumber(column); !ok {
			return false
		}
	}
	return true
}

func columnNumber(column string) (index int, ok bool) {
	n := 0
	for _, c := range column {
		if c < '0' || c > '9' || n > 10_000 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n - 1, n > 0
}

// columns finds the mapped columns in a header: by name as it stands, else
// whatever its case, else by number. It returns the first that is not there.
func (m Mapping) columns(header []string) (at map[string]int, missing string) {
	at = map[string]int{}
	for _, key := range Fields() {
		column := m[key]
		if column == "" {
			continue
		}
		i := slices.Index(header, column)
		if i < 0 {
			i = slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), column) })
		}
		if n, ok := columnNumber(column); i < 0 && ok && n < len(header) {
			i = n
		}
		if i < 0 {
			return nil, column
		}
		at[key] = i
	}
	return at, ""
}
