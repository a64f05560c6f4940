package score_test

import (
	"testing"
	"time"

	"karuna/sessions/score"
)

func BenchmarkCompile(b *testing.B) {
	s, w := builtin(b, "well-wishing.md"), score.Want{Length: 20 * minute, Texts: texts(b)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := score.Compile(s, w); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReplan(b *testing.B) {
	s, w := builtin(b, "well-wishing.md"), score.Want{Length: 20 * minute, Texts: texts(b)}
	sc, err := score.Compile(s, w)
	if err != nil {
		b.Fatal(err)
	}
	w.Length += time.Minute
	b.ReportAllocs()
	for b.Loop() {
		if _, err := score.Replan(s, sc, 7*minute, w); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShortest(b *testing.B) {
	s, w := builtin(b, "well-wishing.md"), score.Want{Texts: texts(b)}
	for b.Loop() {
		if score.Shortest(s, w) == 0 {
			b.Fatal("nothing is needed")
		}
	}
}
