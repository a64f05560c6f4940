package prefs

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// document is a config file as bytes with the places of its parts.
type document struct {
	src     []byte
	entries []entry
	headers []header
	faultAt int   // offset of the first thing that is not TOML; len(src) when all is
	fault   error // nil when all is TOML
}

// entry is one key with its value; a key in an inline table is one too.
type entry struct {
	table  string // "" above the first header
	preset int    // number of the [[preset]] it stands in, from 0; -1 elsewhere
	path   string // whole key, dots between the parts
	at     int    // offset of the key
	from   int    // offsets of the value
	to     int
	inline bool
	value  value
	kind   unstable.Kind
}

// header is the line of a [table] or [[table]].
type header struct {
	name   string
	preset int
	from   int // offset of the line's start
	to     int // offset after the line
}

const bom = "\ufeff"

// scan reads src as far as it is TOML.
func scan(src []byte) document {
	d := document{src: src, faultAt: len(src)}
	skip := 0
	if bytes.HasPrefix(src, []byte(bom)) {
		skip = len(bom)
	}
	body := src[skip:]
	var all map[string]any
	if err := toml.Unmarshal(body, &all); err != nil {
		d.fault = err
		d.faultAt = skip
		var at *toml.DecodeError
		if errors.As(err, &at) {
			row, col := at.Position()
			d.faultAt += offset(body, row, col)
			d.fault = errors.New(strings.TrimPrefix(at.Error(), "toml: "))
		}
	}
	w := walker{doc: &d, skip: skip, preset: -1, presets: -1}
	w.parser.Reset(body)
	for w.parser.NextExpression() {
		w.expression(w.parser.Expression())
	}
	return d
}

type walker struct {
	doc     *document
	parser  unstable.Parser
	skip    int
	table   string
	preset  int
	presets int
}

func (w *walker) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table, unstable.ArrayTable:
		name, at := path(e.Key())
		w.table, w.preset = name, -1
		if name == "preset" && e.Kind == unstable.ArrayTable {
			w.presets++
			w.preset = w.presets
		}
		from := bytes.LastIndexByte(w.doc.src[:w.skip+at], '\n') + 1
		w.doc.headers = append(w.doc.headers, header{name, w.preset, from, lineEnd(w.doc.src, w.skip+at)})
	case unstable.KeyValue:
		prefix := ""
		if w.table != "" && w.preset < 0 {
			prefix = w.table + "."
		}
		w.keyValue(e, prefix, false)
	}
}

func (w *walker) keyValue(e *unstable.Node, prefix string, inline bool) {
	name, at := path(e.Key())
	v := e.Value()
	if v.Kind == unstable.InlineTable {
		children := v.Children()
		for children.Next() {
			w.keyValue(children.Node(), prefix+name+".", true)
		}
		return
	}
	n := entry{table: w.table, preset: w.preset, path: prefix + name, at: w.skip + at, inline: inline, kind: v.Kind}
	n.to = w.skip + int(e.Raw.Offset+e.Raw.Length)
	n.from = w.skip + int(v.Raw.Offset)
	if v.Kind == unstable.Array { // the parser keeps no range for arrays
		n.from = n.at + bytes.IndexByte(w.doc.src[n.at:n.to], '[')
	}
	n.value, n.kind = valueOf(v)
	w.doc.entries = append(w.doc.entries, n)
}

// valueOf returns the kind Invalid for what no setting can be: a table, or a
// list of other things than texts.
func valueOf(v *unstable.Node) (value, unstable.Kind) {
	switch v.Kind {
	case unstable.String, unstable.Integer, unstable.Float, unstable.Bool, unstable.LocalDate:
		return value{text: string(v.Data)}, v.Kind
	case unstable.Array:
		out := value{many: true}
		items := v.Children()
		for items.Next() {
			if items.Node().Kind == unstable.Comment {
				continue
			}
			if items.Node().Kind != unstable.String {
				return value{}, unstable.Invalid
			}
			out.items = append(out.items, string(items.Node().Data))
		}
		return out, v.Kind
	}
	return value{}, unstable.Invalid
}

// path joins the parts of a key. A dot inside a part is not a separator, so
// it is made something no setting's key has.
func path(key unstable.Iterator) (name string, at int) {
	var parts []string
	at = -1
	for key.Next() {
		if at < 0 {
			at = int(key.Node().Raw.Offset)
		}
		parts = append(parts, strings.ReplaceAll(string(key.Node().Data), ".", "·"))
	}
	return strings.Join(parts, "."), max(at, 0)
}

// offset is the reverse of position for columns counted in bytes.
func offset(src []byte, row, col int) int {
	at := 0
	for ; row > 1; row-- {
		next := bytes.IndexByte(src[at:], '\n')
		if next < 0 {
			return len(src)
		}
		at += next + 1
	}
	return min(max(at+col-1, 0), len(src))
}

// position returns line and column, both from 1, the column in runes.
func position(src []byte, at int) (row, col int) {
	before := src[:min(at, len(src))]
	row = bytes.Count(before, []byte{'\n'}) + 1
	last := before[bytes.LastIndexByte(before, '\n')+1:]
	if row == 1 {
		last = bytes.TrimPrefix(last, []byte(bom))
	}
	return row, utf8.RuneCount(last) + 1
}

// lineEnd returns the offset after the line that holds at.
func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}
