package voice

import (
	"math"
	"strconv"
)

// espeak finds eSpeak NG, which knows many languages.
func espeak(w wish) (tool, error) {
	path, err := program(w.env, "espeak-ng")
	if err != nil {
		return tool{}, err
	}
	voice := w.voice
	switch {
	case voice != "":
	case w.language == "en":
		voice = "en-us"
	default:
		voice = w.language
	}
	// With a gap of 8 between words, version 1.51 speaks 104 words a minute of
	// our lines when asked for 110, 127 for 130, 149 for 150, 186 for 180.
	rate := int(math.Round((w.rate + 22) / 1.145))
	return tool{path: path, about: path + ", voice " + voice, args: []string{
		"-v", voice, "-s", strconv.Itoa(max(rate, 80)), "-p", "40", "-g", "8", "-b", "1", "--stdin", "--stdout",
	}}, nil
}
