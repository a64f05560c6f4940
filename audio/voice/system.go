package voice

import (
	"errors"
	"math"
	"runtime"
	"strconv"
)

// say finds the voice of macOS.
func say(w wish) (tool, error) {
	if runtime.GOOS != "darwin" {
		return tool{}, errors.New("it is part of macOS")
	}
	path, err := program(w.env, "say")
	if err != nil {
		return tool{}, err
	}
	t := tool{path: path, about: path}
	if w.voice != "" {
		t.args = []string{"-v", w.voice}
		t.about += ", voice " + w.voice
	}
	t.args = append(t.args, "-r", strconv.Itoa(int(w.rate)), "-f", "-", "-o", outFile,
		"--file-format=WAVE", "--data-format=LEI16@22050")
	return t, nil
}

// speakScript is all that PowerShell is ever told: the words come by its
// standard input, the rest by its environment.
const speakScript = "$ErrorActionPreference = 'Stop'; " +
	"Add-Type -AssemblyName System.Speech; " +
	"$in = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8); " +
	"$text = $in.ReadToEnd(); " +
	"$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; " +
	"$voice.Rate = [int]$env:KARUNA_RATE; " +
	"if ($env:KARUNA_VOICE) { $voice.SelectVoice($env:KARUNA_VOICE) }; " +
	"$voice.SetOutputToWaveFile($env:KARUNA_OUT); " +
	"$voice.Speak($text); $voice.Dispose()"

// sapi finds the voice of Windows.
func sapi(w wish) (tool, error) {
	if runtime.GOOS != "windows" {
		return tool{}, errors.New("it is part of Windows")
	}
	path, err := program(w.env, "powershell")
	if err != nil {
		return tool{}, err
	}
	t := tool{path: path, about: path, args: []string{"-NoProfile", "-NonInteractive", "-Command", speakScript}}
	t.env = []string{"KARUNA_OUT=" + outFile, "KARUNA_RATE=" + strconv.Itoa(sapiRate(w.rate))}
	if w.voice != "" {
		t.env = append(t.env, "KARUNA_VOICE="+w.voice)
		t.about += ", voice " + w.voice
	}
	return t, nil
}

// sapiRate turns words a minute into a step of -10 to 10, where ten steps are a
// factor of three (documentation of SAPI 5) and 0 is taken for 180 words.
func sapiRate(rate float64) int {
	return int(min(max(math.Round(10*math.Log(rate/180)/math.Log(3)), -10), 10))
}
