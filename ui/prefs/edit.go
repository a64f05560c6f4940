package prefs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

var errReadOnly = errors.New("read-only")

// Set changes one choice in the config file at path, making file and
// directory when they are not there. See Edit and Save.
func Set(path, key, text string) error {
	return change(path, func(src []byte) ([]byte, error) { return Edit(src, key, text) })
}

func change(path string, edit func([]byte) ([]byte, error)) error {
	src, err := readFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	out, err := edit(src)
	if err != nil {
		return err
	}
	return Save(path, out)
}

// Edit returns src with the setting (its key, or its name) at the value that
// text stands for. All other bytes stay. It refuses a value the setting
// cannot have, a setting it does not know, and a file with a fault in its
// TOML.
func Edit(src []byte, key, text string) ([]byte, error) {
	r, ok := find(key)
	if !ok || r.Key == "" {
		return nil, fmt.Errorf("set %s: no such setting", key)
	}
	trial := Sit{Prefs: Default()}
	if err := r.set(&trial, value{text: text}); err != nil {
		return nil, fmt.Errorf("set %s: %w", r.Key, err)
	}
	d := scan(src)
	if d.fault != nil {
		row, col := position(src, d.faultAt)
		return nil, fmt.Errorf("set %s: the config file has a fault at %d:%d: %w", r.Key, row, col, d.fault)
	}
	want := r.text(&trial)
	out := d.with(r.Key, r.literal(&trial))
	after, _ := Parse(out)
	if again := scan(out); again.fault != nil || r.text(&Sit{Prefs: after}) != want {
		return nil, fmt.Errorf("set %s: the file is written in a way this cannot change; edit it by hand", r.Key)
	}
	return out, nil
}

// with puts the literal in the place of the old one, else after the last
// line of its table, else in a new table at the end.
func (d document) with(key, literal string) []byte {
	for _, e := range d.entries {
		if e.preset < 0 && e.path == key {
			return splice(d.src, e.from, e.to, literal)
		}
	}
	table, name := "", key
	if i := strings.IndexByte(key, '.'); i >= 0 {
		table, name = key[:i], key[i+1:]
	}
	added := name + " = " + literal + d.newline()
	at, ok := d.endOf(table)
	if ok {
		return d.insert(at, added)
	}
	added = "[" + table + "]" + d.newline() + added
	if len(bytes.TrimSpace(d.src)) > 0 {
		added = d.newline() + added
	}
	return d.insert(len(d.src), added)
}

// endOf returns where the next line of a table goes. For the choices above
// all tables that is always somewhere.
func (d document) endOf(table string) (at int, ok bool) {
	at = d.top()
	ok = table == ""
	for _, h := range d.headers {
		if h.name == table && h.preset < 0 {
			at, ok = h.to, true
		}
	}
	for _, e := range d.entries {
		if e.table == table && e.preset < 0 && ok {
			at = max(at, lineEnd(d.src, max(e.to-1, 0)))
		}
	}
	return at, ok
}

// top returns the offset below a comment that heads the file.
func (d document) top() int {
	at := 0
	if bytes.HasPrefix(d.src, []byte(bom)) {
		at = len(bom)
	}
	begin := at
	for at < len(d.src) && d.src[at] == '#' {
		at = lineEnd(d.src, at)
	}
	if rest := d.src[at:]; at > begin && (len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r') {
		return min(lineEnd(d.src, at), len(d.src))
	}
	return begin
}

func (d document) newline() string {
	if bytes.Contains(d.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// insert adds whole lines.
func (d document) insert(at int, lines string) []byte {
	if at > 0 && at == len(d.src) && d.src[at-1] != '\n' && !bytes.HasSuffix(d.src, []byte(bom)) {
		lines = d.newline() + lines
	}
	return splice(d.src, at, at, lines)
}

func splice(src []byte, from, to int, text string) []byte {
	out := make([]byte, 0, len(src)+len(text))
	out = append(out, src[:from]...)
	out = append(out, text...)
	return append(out, src[to:]...)
}

func (r row) literal(s *Sit) string {
	switch r.form {
	case bare:
		return r.text(s)
	case array:
		return arrayLiteral(r.items(s))
	case loose:
		if _, err := yesNo(r.text(s)); err == nil {
			return r.text(s)
		}
	}
	return quote(r.text(s))
}

// items returns the list of an array row.
func (r row) items(s *Sit) []string {
	v := value{text: r.text(s)}
	items, err := v.split(func(c rune) bool { return c == ',' })
	if err != nil {
		return nil
	}
	return items
}

func arrayLiteral(items []string) string {
	texts := make([]string, len(items))
	for i, t := range items {
		texts[i] = quote(t)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// quote writes a TOML basic string.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ' || c == 0x7f:
			b.WriteString(`\u` + fmt.Sprintf("%04x", c))
		case c == utf8.RuneError:
			b.WriteString(string(utf8.RuneError))
		default:
			b.WriteRune(c)
		}
	}
	return b.String() + `"`
}

// Save replaces the config file at path by src; see Replace.
func Save(path string, src []byte) error {
	if err := Replace(path, src); err != nil {
		return fmt.Errorf("save the config file: %w", err)
	}
	return nil
}

// Replace puts src in the place of the file at path in one step, readable by
// its owner alone; folders on the way are made. When path is a symbolic link,
// the file it leads to is replaced. One that may not be written is left as it
// is.
func Replace(path string, src []byte) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o222 == 0 {
		return &fs.PathError{Op: "write", Path: path, Err: errReadOnly}
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".karuna-*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(src)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
