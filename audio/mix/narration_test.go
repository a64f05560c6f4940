package mix_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/faiface/beep"

	"karuna/audio/audiotest"
	"karuna/audio/clip"
	"karuna/audio/mix"
	"karuna/sessions"
)

const ms = mix.Rate / 1000

// level is a sound of one unchanging value.
type level float64

func (l level) Stream(samples [][2]float64) (int, bool) {
	for i := range samples {
		samples[i] = [2]float64{float64(l), float64(l)}
	}
	return len(samples), true
}

func (level) Err() error { return nil }

// said is a phrase that sounds as an unchanging value for a while, so that
// what is heard says where it came from.
func said(value float32, length int) *clip.Clip {
	all := make([]float32, length)
	for i := range all {
		all[i] = value
	}
	return clip.Mono(all)
}

// ramp is a clip whose value is its own place.
func ramp(length int) *clip.Clip {
	all := make([]float32, length)
	for i := range all {
		all[i] = float32(i+1) / float32(2*length)
	}
	return clip.Mono(all)
}

func sayAll(sounds map[string]*clip.Clip) mix.Speech {
	return func(p mix.Phrase) (*clip.Clip, bool) {
		c, ok := sounds[p.Text]
		return c, ok
	}
}

func phrasesAt(at ...time.Duration) []mix.Phrase {
	var out []mix.Phrase
	for i, a := range at {
		out = append(out, mix.Phrase{At: a, Text: string(rune('a' + i))})
	}
	return out
}

func pull(t *testing.T, s *mix.Stage, n, block int) [][2]float64 {
	t.Helper()
	var out [][2]float64
	for len(out) < n {
		if err := s.Feed(block); err != nil {
			t.Fatal(err)
		}
		buf := make([][2]float64, min(block, n-len(out)))
		got, ok := s.Stream(buf)
		out = append(out, buf[:got]...)
		if !ok {
			break
		}
	}
	return out
}

// heard checks that the left side is about want from frame from to frame to.
func heard(t *testing.T, all [][2]float64, from, to int, want float64) {
	t.Helper()
	for i := from; i < to; i++ {
		if math.Abs(all[i][0]-want) > 1e-6 {
			t.Fatalf("frame %d is %.6f, want %.6f", i, all[i][0], want)
		}
	}
}

func TestPhrasesBeginAtTheirFrame(t *testing.T) {
	for _, block := range []int{1, 333, 4096} {
		s := mix.NewStage(nil)
		s.Speak(sayAll(map[string]*clip.Clip{"a": said(0.25, 100*ms), "c": said(-0.25, 50*ms)}))
		s.Score(nil, phrasesAt(200*time.Millisecond, 400*time.Millisecond, 600*time.Millisecond), time.Second)
		all := pull(t, s, 48000, block)
		heard(t, all, 0, 200*ms, 0)
		heard(t, all, 200*ms, 300*ms, 0.25)
		heard(t, all, 300*ms, 600*ms, 0) // there is no sound of b
		heard(t, all, 600*ms, 650*ms, -0.25)
		heard(t, all, 650*ms, 1000*ms, 0)
	}
}

func TestPhrasesOfAScore(t *testing.T) {
	got := mix.Phrases(sessions.Score{Cues: []sessions.Cue{
		{At: 1, Type: sessions.CueBell},
		{At: 2, Type: sessions.CueSpeak, Text: "x", Clip: "x.ogg"},
		{At: 3, Type: sessions.CueBreathe},
		{At: 4, Type: sessions.CueReturn, Text: "y", Template: "{y|y}"},
	}})
	want := []mix.Phrase{{At: 2, Text: "x", Clip: "x.ogg"}, {At: 4, Text: "y", Template: "{y|y}"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("phrases %+v, want %+v", got, want)
	}
}

// A place that was jumped to is in the middle of a phrase: it is joined there.
func TestPhraseIsJoinedMidway(t *testing.T) {
	s := mix.NewStage(nil)
	s.Speak(sayAll(map[string]*clip.Clip{"a": ramp(mix.Rate)}))
	s.Score(nil, phrasesAt(time.Second), 4*time.Second)
	s.Place(mix.Rate + mix.Rate/2)
	all := pull(t, s, mix.Rate, 500)
	if all[0][0] > 1e-3 {
		t.Errorf("joined with a step to %v", all[0][0])
	}
	at := 100 * ms // after the fade
	want := float64(mix.Rate/2+at+1) / (2 * mix.Rate)
	heard(t, all, at, at+1, want)
	heard(t, all, mix.Rate/2, mix.Rate, 0)
}

// A clock that is locked anew moves the score by milliseconds, and words do
// not stumble over it.
func TestSmallMoveIsUnheard(t *testing.T) {
	s := mix.NewStage(nil)
	s.Speak(sayAll(map[string]*clip.Clip{"a": ramp(mix.Rate)}))
	s.Score(nil, phrasesAt(0), 4*time.Second)
	first := pull(t, s, 300*ms, 480)
	s.Place(int64(305 * ms))
	second := pull(t, s, 300*ms, 480)
	step := second[0][0] - first[len(first)-1][0]
	if math.Abs(step-1.0/(2*mix.Rate)) > 1e-6 {
		t.Errorf("a step of %v across a small move", step)
	}
	s.Place(0)
	third := pull(t, s, 300*ms, 480)
	if step := math.Abs(third[0][0] - second[len(second)-1][0]); step > 1e-3 {
		t.Errorf("a step of %v where the score goes back", step)
	}
	at := 250 * ms
	heard(t, third, at, at+1, float64(at+1)/(2*mix.Rate))
}

func TestHoldFadesTheVoice(t *testing.T) {
	s := mix.NewStage(nil)
	s.Speak(sayAll(map[string]*clip.Clip{"a": said(0.5, 2*mix.Rate)}))
	s.Score(nil, phrasesAt(0), 4*time.Second)
	pull(t, s, mix.Rate, 480)
	s.Hold(true)
	all := pull(t, s, mix.Rate, 480)
	if all[0][0] < 0.45 {
		t.Errorf("cut to %v", all[0][0])
	}
	heard(t, all, 200*ms, mix.Rate, 0)
	s.Hold(false)
	s.Place(mix.Rate)
	again := pull(t, s, 2*mix.Rate, 480)
	heard(t, again, 100*ms, mix.Rate, 0.5)
	heard(t, again, mix.Rate, 2*mix.Rate, 0)
}

func TestMute(t *testing.T) {
	s := mix.NewStage(nil)
	s.Speak(sayAll(map[string]*clip.Clip{"a": said(0.5, mix.Rate), "b": said(0.25, mix.Rate)}))
	s.Score(nil, phrasesAt(0, 2*time.Second), 4*time.Second)
	s.Mute(true)
	heard(t, pull(t, s, 2500*ms, 480), 0, 2500*ms, 0)
	s.Mute(false)
	heard(t, pull(t, s, 500*ms, 480), 100*ms, 500*ms, 0.25)
}

// A replan keeps what is past: the phrase under way is spoken to its end.
func TestReplanKeepsThePhraseUnderWay(t *testing.T) {
	s := mix.NewStage(nil)
	s.Speak(sayAll(map[string]*clip.Clip{"a": said(0.5, mix.Rate), "b": said(0.25, mix.Rate)}))
	s.Score(nil, phrasesAt(0, 3*time.Second), 4*time.Second)
	pull(t, s, 500*ms, 480)
	s.Score(nil, phrasesAt(0, 2*time.Second), 4*time.Second)
	all := pull(t, s, 2000*ms, 480)
	heard(t, all, 0, 500*ms, 0.5)
	heard(t, all, 500*ms, 1500*ms, 0)
	heard(t, all, 1500*ms, 2000*ms, 0.25)
}

func TestAmbienceBetweenTheBells(t *testing.T) {
	s := mix.NewStage(nil)
	s.Lie(mix.Layer{Sound: level(0.1), Gain: 0}, mix.Layer{Sound: level(0.1), Gain: -20})
	s.Score(nil, nil, 20*time.Second)
	s.Place(-mix.Rate)
	all := pull(t, s, 60*mix.Rate, 4096)
	heard(t, all, 0, mix.Rate, 0)
	heard(t, all, 9*mix.Rate+1, 21*mix.Rate, 0.11)
	if got, want := len(all), (1+20+10)*mix.Rate; got < want || got > want+512 {
		t.Errorf("the stage ends after %d frames, want %d and at most a block", got, want)
	}
	for i := 1; i < len(all); i++ {
		if d := math.Abs(all[i][0] - all[i-1][0]); d > 1e-6 {
			t.Fatalf("a step of %g at frame %d", d, i)
		}
	}
}

func TestAmbienceMakesRoomForWords(t *testing.T) {
	s := mix.NewStage(nil)
	s.Lie(mix.Layer{Sound: level(0.1)})
	s.Speak(sayAll(map[string]*clip.Clip{"a": said(0, mix.Rate)}))
	s.Score(nil, phrasesAt(10*time.Second), 20*time.Second)
	all := pull(t, s, 15*mix.Rate, 4096)
	heard(t, all, 9*mix.Rate, 9700*ms, 0.1)
	heard(t, all, 10*mix.Rate, 11*mix.Rate, 0.1*0.501187)
	heard(t, all, 12*mix.Rate+1, 15*mix.Rate, 0.1)
}

func TestAmbienceOfAnotherSit(t *testing.T) {
	s := mix.NewStage(nil)
	s.Lie(mix.Layer{Sound: level(0.1)})
	s.Score(nil, nil, time.Minute)
	pull(t, s, 20*mix.Rate, 4096)
	s.Lie()
	all := pull(t, s, 3*mix.Rate, 4096)
	if all[0][0] < 0.099 {
		t.Errorf("cut to %v", all[0][0])
	}
	heard(t, all, 2*mix.Rate, 3*mix.Rate, 0)
}

func TestStageWithVoiceAndAmbienceKeepsTheContract(t *testing.T) {
	tone := make([]float32, mix.Rate)
	for i := range tone {
		tone[i] = float32(0.2 * math.Sin(float64(i)/20) * math.Sin(math.Pi*float64(i)/mix.Rate))
	}
	audiotest.Contract(t, func() beep.Streamer {
		s := mix.NewStage(nil)
		s.Lie(mix.Layer{Sound: level(0.05)})
		s.Speak(sayAll(map[string]*clip.Clip{"a": clip.Mono(tone), "b": clip.Mono(tone)}))
		s.Score(nil, phrasesAt(200*time.Millisecond, 1500*time.Millisecond), 2*time.Second)
		if err := s.Feed(0); err != nil {
			t.Fatal(err)
		}
		return s
	}, 13*mix.Rate)
}

type broken struct{ level }

var errBroken = errors.New("no such file")

func (broken) Feed(int) error { return errBroken }

func TestFeedTellsWhatCannotBeRead(t *testing.T) {
	s := mix.NewStage(nil)
	s.Lie(mix.Layer{Sound: broken{}})
	if err := s.Feed(100); !errors.Is(err, errBroken) {
		t.Errorf("Feed: %v", err)
	}
}

func TestNextCountsWordsAndAmbience(t *testing.T) {
	check := func(s *mix.Stage, want time.Duration) {
		t.Helper()
		if got, ok := s.Next(); !ok || got != want {
			t.Errorf("Next: %v, %v, want %v", got, ok, want)
		}
	}
	s := mix.NewStage(nil)
	s.Score(nil, phrasesAt(3*time.Second), time.Minute)
	if at, ok := s.Next(); ok {
		t.Errorf("nobody speaks, and Next is %v", at)
	}
	s.Speak(sayAll(nil))
	check(s, 3*time.Second)
	s.Lie(mix.Layer{Sound: level(0.1)})
	check(s, 0)
}
