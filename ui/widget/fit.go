package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"karuna/ui/theme"
)

// Piece is part of a page of words. The more it matters, the longer it stays
// when there is too little room.
type Piece struct {
	Block  theme.Block
	Matter Matter
}

// Matter says how much a piece matters.
type Matter int

// What matters, the least first. From Keep on a piece is cut before it is left
// out. Spare is air beside other air: it goes first, so that each place keeps
// some.
const (
	Spare Matter = iota
	Air
	Extra
	Useful
	Keep
	Vital
)

// Gap is a free line.
func Gap() Piece { return Piece{theme.Blank(1, 1), Air} }

// Wider is one more free line beside a Gap.
func Wider() Piece { return Piece{theme.Blank(1, 1), Spare} }

// Fit puts pieces below one another in at most h rows; those that matter least
// are left out, of equal ones the last.
func Fit(h int, across theme.Align, pieces ...Piece) theme.Block {
	rows := 0
	for _, p := range pieces {
		rows += p.Block.Height()
	}
	for rows > h {
		p := least(pieces)
		if p == nil {
			break
		}
		high := p.Block.Height()
		if rest := high - (rows - h); rest > 0 && p.Matter >= Keep {
			p.Block = theme.Clip(p.Block.Width(), rest, p.Block)
			break
		}
		rows -= high
		p.Block = theme.Block{}
	}
	blocks := make([]theme.Block, len(pieces))
	for i, p := range pieces {
		blocks[i] = p.Block
	}
	return Solid(theme.Vertical(across, blocks...))
}

func least(pieces []Piece) *Piece {
	var found *Piece
	for i := range pieces {
		p := &pieces[i]
		if p.Block.Height() > 0 && (found == nil || p.Matter <= found.Matter) {
			found = p
		}
	}
	return found
}

// Solid returns b with every line as wide as b, so that its lines keep their
// places beside one another wherever it is put.
func Solid(b theme.Block) theme.Block {
	return theme.Place(b.Width(), b.Height(), theme.Start, theme.Start, b)
}

// Says reports whether the words stand at x, y of a view, and not as part of
// longer ones: what a click there means.
func Says(view theme.Block, x, y int, words string) bool {
	lines := strings.Split(view.String(), "\n")
	if y < 0 || y >= len(lines) || words == "" {
		return false
	}
	line := " " + ansi.Strip(lines[y]) + " "
	for from := 0; ; {
		i := strings.Index(line[from:], " "+words+" ")
		if i < 0 {
			return false
		}
		from += i + 1
		start := ansi.StringWidth(line[:from]) - 1
		if x >= start && x < start+ansi.StringWidth(words) {
			return true
		}
	}
}

// Lines is n where there are to be so many lines, else 0.
func Lines(n int, are bool) int {
	if are {
		return n
	}
	return 0
}
