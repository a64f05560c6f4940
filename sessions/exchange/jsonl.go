package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"karuna/sessions/journal"
)

// maxLine is the longest line of the journal's own format, in bytes.
const maxLine = 4 << 20

// WriteJSONL writes every record of the journal as it stands, one a line.
func WriteJSONL(w io.Writer, j *journal.Journal) error {
	out := bufio.NewWriter(w)
	err := j.Lines(func(line []byte) error {
		_, err := out.Write(append(line[:len(line):len(line)], '\n'))
		return err
	})
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// ReadJSONL reads lines that WriteJSONL wrote, verbatim. A line that is no
// record, or has a name twice in one object, or in two cases, is refused:
// two programs could read two things in it.
func ReadJSONL(r io.Reader) (Found, error) {
	src, err := readAll(r)
	if err != nil {
		return Found{}, err
	}
	f := Found{Source: "karuna", ops: map[string]int{}}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	for n := 1; len(src) > 0; n++ {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		src = rest
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		op, col, err := record(line)
		if err != nil {
			f.refuse(n, col, "%v", err)
			continue
		}
		f.lines = append(f.lines, line)
		f.ops[op]++
	}
	return f, nil
}

// IsJSONL reports whether src looks like the journal's own lines.
func IsJSONL(src []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\n"))
	_, _, err := record(bytes.TrimSpace(line))
	return err == nil
}

// record returns the kind of a record, or what is wrong with the line and at
// which column.
func record(line []byte) (op string, col int, err error) {
	if len(line) >= maxLine {
		return "", 1, errors.New("longer than 4 MiB")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil { // also refuses deep nesting
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return "", max(int(syntax.Offset), 1), fmt.Errorf("not a record: %w", err)
		}
		return "", 1, errors.New("not a record: want a JSON object")
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	name, err := twice(dec)
	if err != nil {
		return "", int(dec.InputOffset()) + 1, fmt.Errorf("not a record: %w", err)
	}
	if name != "" {
		return "", int(dec.InputOffset()) - len(name) - 1, fmt.Errorf("the name %q stands twice", name)
	}
	var id string
	if json.Unmarshal(members["id"], &id) != nil || json.Unmarshal(members["op"], &op) != nil || id == "" {
		return "", 1, errors.New("not a record: it has no id, or no op")
	}
	return op, 0, nil
}

// twice reads one value and returns a name that one of its objects has twice,
// letter case aside.
func twice(dec *json.Decoder) (string, error) {
	token, err := dec.Token()
	if err != nil {
		return "", err
	}
	open, nested := token.(json.Delim)
	if !nested {
		return "", nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			token, err := dec.Token()
			if err != nil {
				return "", err
			}
			name, _ := token.(string) // the names of an object are strings
			folded := strings.ToLower(name)
			if seen[folded] {
				return name, nil
			}
			seen[folded] = true
		}
		if name, err := twice(dec); name != "" || err != nil {
			return name, err
		}
	}
	_, err = dec.Token()
	return "", err
}
