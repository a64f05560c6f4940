package voice

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// schemeName is a name that is nothing but a name in an expression of Scheme.
var schemeName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
})

// festival finds Festival by the script that comes with it, and one of its
// voices for English.
func festival(w wish) (tool, error) {
	path, err := program(w.env, "text2wave")
	if err != nil {
		return tool{}, err
	}
	if !w.english() {
		return tool{}, fmt.Errorf("festival speaks English here, not %q", w.language)
	}
	wished := []string{"cmu_us_slt_arctic_hts", "cmu_us_slt_cg", "kal_diphone"}
	if w.voice != "" {
		wished = []string{w.voice}
	}
	for _, voice := range wished {
		if !schemeName().MatchString(voice) {
			return tool{}, fmt.Errorf("%q is no name of a voice of festival", voice)
		}
		found, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(path)), "share", "festival", "voices", "*", voice))
		if err == nil && len(found) > 0 {
			return tool{path: path, about: path + ", voice " + voice, model: found[0], args: festivalArgs(voice, w.rate)}, nil
		}
	}
	if w.voice != "" {
		return tool{}, fmt.Errorf("festival has no voice %q", w.voice)
	}
	return tool{}, errors.New("festival has no English voice that is known here")
}

// festivalArgs asks for a pace. Voices of HTS have their own speed: they take
// no stretch. Both figures are words a minute of our lines at the voice's own
// pace, measured with version 2.5.
func festivalArgs(voice string, rate float64) []string {
	pace := "(Parameter.set 'Duration_Stretch " + decimal(234/rate) + ")"
	if strings.HasSuffix(voice, "_hts") {
		pace = `(set! hts_engine_params (append hts_engine_params (list (list "-r" ` + decimal(rate/232) + "))))"
	}
	return []string{"-o", outFile, "-eval", "(voice_" + voice + ")", "-eval", pace}
}
