// Package pipe is the devices that are programs: what is played goes through
// a pipe into pw-cat, pacat, aplay or sox, found on the PATH.
//
// A program runs only while its stream is not corked, in a process group of
// its own, with nothing of the terminal in its hands. It is killed when the
// stream is corked or closed, and if karuna dies its input ends. When frames
// are heard is an estimate: a program says nothing about its buffers.
package pipe

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"karuna/audio/device"
)

// player is one such program.
type player struct {
	name    string
	args    []string
	latency time.Duration // from the first write to what is heard
	needs   func(env func(string) string) error
}

// players lists them in the order they are tried. All take 16-bit samples. The
// latencies of pacat, aplay and sox are measured on a PulseAudio null sink, that
// of pw-cat is a guess.
func players() []player {
	sox := []string{"-q", "-t", "raw", "-e", "signed", "-b", "16", "-r", "48000", "-c", "2", "-", "-d"}
	if runtime.GOOS == "linux" {
		sox = append(sox[:len(sox)-1], "-t", "alsa", "default")
	}
	return []player{
		{"pw-cat", []string{"-p", "--format", "s16", "--rate", "48000", "--channels", "2", "-"}, 50 * time.Millisecond, pipewire},
		{"pacat", []string{"--playback", "--raw", "--format=s16le", "--rate=48000", "--channels=2", "--latency-msec=200", "--client-name=karuna"}, 20 * time.Millisecond, nil},
		{"aplay", []string{"-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c", "2"}, 35 * time.Millisecond, nil},
		{"sox", sox, 25 * time.Millisecond, nil},
	}
}

// Devices returns a device for each program.
func Devices() []device.Device {
	var out []device.Device
	for _, p := range players() {
		out = append(out, device.Device{
			Name:   p.name,
			Lead:   2500 * time.Millisecond,
			Usable: func(env func(string) string) error { _, err := p.find(env); return err },
			Open: func(ctx context.Context, o device.Options) (device.Stream, error) {
				return p.open(ctx, o.Env)
			},
		})
	}
	return out
}

// find returns the path of the program, or why it is of no use.
func (p player) find(env func(string) string) (string, error) {
	if p.needs != nil {
		if err := p.needs(env); err != nil {
			return "", err
		}
	}
	for _, dir := range filepath.SplitList(env("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		path := filepath.Join(dir, p.name)
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() && st.Mode()&0o111 != 0 {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s is not installed", p.name)
}

func pipewire(env func(string) string) error {
	for _, dir := range []string{env("PIPEWIRE_RUNTIME_DIR"), env("XDG_RUNTIME_DIR")} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "pipewire-0")); err == nil {
			return nil
		}
	}
	return errors.New("no PipeWire socket")
}

// trial is how long a program gets to find that it has no sound.
const trial = 250 * time.Millisecond

// open tries the program once without a sound and leaves the stream corked.
func (p player) open(ctx context.Context, env func(string) string) (device.Stream, error) {
	path, err := p.find(env)
	if err != nil {
		return nil, err
	}
	s := &stream{player: p, path: path, env: env, dead: make(chan error, 1)}
	if err := s.start(); err != nil {
		return nil, err
	}
	select {
	case err := <-s.dead:
		s.stop()
		return nil, err
	case <-ctx.Done():
		s.stop()
		return nil, ctx.Err()
	case <-time.After(trial):
	}
	s.stop()
	return s, nil
}
