package sessions

import "strings"

// FillSlots replaces every {NAME|fallback} of a cue by values[NAME], or by its
// fallback where that is empty. Braces that are no slot stay as they are.
func FillSlots(template string, values map[string]string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(template, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(template[i:], '}')
		if j < 0 {
			break
		}
		name, fallback, ok := strings.Cut(template[i+1:i+j], "|")
		b.WriteString(template[:i])
		switch v := strings.TrimSpace(values[strings.TrimSpace(name)]); {
		case !ok:
			b.WriteString(template[i : i+j+1])
		case v != "":
			b.WriteString(v)
		default:
			b.WriteString(fallback)
		}
		template = template[i+j+1:]
	}
	b.WriteString(template)
	return b.String()
}
