package safe

import "unicode"

// joins reports whether a joiner or non-joiner has a meaning after r: Indic
// and Arabic letters and their marks, and emoji with their selectors.
func joins(r rune) bool {
	switch {
	case r < 0x600:
		return r == 0xA9 || r == 0xAE
	case r == 0xFE0F:
		return true
	}
	return emoji(r) || unicode.In(r,
		unicode.Arabic, unicode.Syriac, unicode.Mandaic, unicode.Nko, unicode.Adlam, unicode.Mongolian,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
		unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Brahmi, unicode.Kaithi, unicode.Newa) ||
		unicode.Is(unicode.Inherited, r) && r >= 0x64B && r <= 0x655 // Arabic vowel signs
}

// emoji reports whether r lies in the blocks that hold pictographs.
func emoji(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF:
		return true
	case r >= 0x2190 && r <= 0x2BFF && r != dottedRing:
		return true
	case r == 0xA9, r == 0xAE, r == 0x203C, r == 0x2049, r == 0x2122, r == 0x2139,
		r == 0x3030, r == 0x303D, r == 0x3297, r == 0x3299:
		return true
	}
	return false
}

// rightToLeft reports whether r is a letter of a right-to-left script.
func rightToLeft(r rune) bool {
	return r >= 0x590 && unicode.IsLetter(r) && unicode.In(r,
		unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Samaritan, unicode.Mandaic, unicode.Adlam, unicode.Hanifi_Rohingya)
}

func directionMark(r rune) bool { return r == 0x200E || r == 0x200F || r == 0x61C }

// variation reports whether r is a variation selector of any kind.
func variation(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r >= 0x180B && r <= 0x180D || r == 0x180F
}

// varies reports whether selector v has a meaning right after r.
func varies(r, v rune) bool {
	switch {
	case v == 0xFE0E || v == 0xFE0F:
		return emoji(r) || r == '#' || r == '*' || r >= '0' && r <= '9'
	case v >= 0xE0100:
		return unicode.Is(unicode.Han, r)
	case v < 0xFE00:
		return unicode.Is(unicode.Mongolian, r) && !variation(r)
	}
	return unicode.In(r, unicode.Han, unicode.Myanmar, unicode.Phags_Pa) || unicode.Is(unicode.Sm, r)
}

// ignorable reports whether r is drawn as nothing: format controls, fillers,
// tags. Joiners, direction marks and selectors have had their hearing before.
func ignorable(r rune) bool {
	switch r {
	case 0x034F, // grapheme joiner
		0x115F, 0x1160, 0x3164, 0xFFA0, // Hangul fillers
		0x17B4, 0x17B5: // Khmer inherent vowels
		return true
	}
	return unicode.Is(unicode.Cf, r) && !prepended(r) || r >= 0xE0000 && r <= 0xE0FFF
}

// prepended reports whether r is one of the format characters that are drawn:
// Arabic number signs and their kin.
func prepended(r rune) bool {
	switch {
	case r >= 0x600 && r <= 0x605, r == 0x6DD, r == 0x70F, r == 0x890, r == 0x891, r == 0x8E2, r == 0x110BD, r == 0x110CD:
		return true
	}
	return false
}
