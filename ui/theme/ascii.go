package theme

import "strings"

// fold returns s with every character that has a likeness of the same width in
// ASCII replaced by it. Marks without a base letter of ours and other scripts
// stay as they are.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return strings.Map(likeness, s)
		}
	}
	return s
}

func likeness(r rune) rune {
	if r < 0x80 {
		return r
	}
	if i := strings.IndexRune(likenessFrom, r); i >= 0 {
		n := 0
		for range likenessFrom[:i] {
			n++
		}
		return rune(likenessTo[n])
	}
	return r
}

// The two constants are read together, character by character.
const (
	likenessFrom = "·•…–—−‘’“”«»×←↑→↓↕↔⋮◌◦\u00a0␛" +
		"āàáâãäåēèéêëīìíîïōòóôõöøūùúûüýÿçñńṅṇñṃṁṭḍḷḹṛṝṣśšḥž" +
		"ĀÀÁÂÃÄÅĒÈÉÊËĪÌÍÎÏŌÒÓÔÕÖØŪÙÚÛÜÝÇÑṄṆṂṬḌḶṚṢŚŠḤŽ"
	likenessTo = "-*.---''\"\"\"\"x<^>v|-:oo ?" +
		"aaaaaaaeeeeeiiiiiooooooouuuuuyycnnnnnmmtdllrrssshz" +
		"AAAAAAAEEEEEIIIIIOOOOOOOUUUUUYCNNNMTDLRSSSHZ"
)

// Plain returns s with Latin letters, punctuation and arrows as their ASCII
// likeness, for comparing what was typed with what is written.
func Plain(s string) string { return fold(s) }
