//go:build darwin || windows

// Package oto is the device of macOS (AudioToolbox) and Windows (WASAPI),
// through the oto library. It is empty elsewhere, where the library would bind
// the program to the C library.
package oto

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ebitengine/oto/v3"

	"karuna/audio/device"
)

const (
	frameBytes = 8                      // two float32
	ahead      = 100 * time.Millisecond // what the library holds
)

// Devices returns the one device. The library allows one context for a
// process, so every stream of it shares that.
func Devices() []device.Device {
	shared := sync.OnceValues(makeContext)
	return []device.Device{{
		Name:   "oto",
		Lead:   time.Second,
		Usable: func(func(string) string) error { return nil },
		Open: func(_ context.Context, _ device.Options) (device.Stream, error) {
			c, err := shared()
			if err != nil {
				return nil, err
			}
			return open(c)
		},
	}}
}

func makeContext() (*oto.Context, error) {
	c, ready, err := oto.NewContext(&oto.NewContextOptions{
		SampleRate: device.Rate, ChannelCount: 2, Format: oto.FormatFloat32LE,
		BufferSize: ahead, ApplicationName: "karuna",
	})
	if err != nil {
		return nil, fmt.Errorf("open the sound system: %w", err)
	}
	select {
	case <-ready:
		return c, c.Err()
	case <-time.After(2 * time.Second):
		return nil, errors.New("the sound system does not answer")
	}
}

// stream feeds one player of the context from a queue.
type stream struct {
	context *oto.Context
	player  *oto.Player
	queue   queue
	dead    chan error
	corked  bool
}

func open(c *oto.Context) (device.Stream, error) {
	s := &stream{context: c, dead: make(chan error, 1), corked: true}
	s.player = c.NewPlayer(&s.queue)
	s.player.SetBufferSize(int(ahead/time.Millisecond) * device.Rate / 1000 * frameBytes)
	if err := c.Suspend(); err != nil {
		return nil, fmt.Errorf("hold the sound system: %w", err)
	}
	return s, nil
}

// Room returns what is left of half a second.
func (s *stream) Room() int {
	const most = int(device.Buffer/time.Millisecond) * device.Rate / 1000
	return max(most-s.queue.frames(), 0)
}

// Write queues frames.
func (s *stream) Write(frames [][2]float64) error {
	s.queue.put(frames)
	return s.check()
}

// Cork holds the device or lets it sound.
func (s *stream) Cork(on bool) error {
	s.corked = on
	if on {
		s.player.Pause()
		return s.context.Suspend()
	}
	if err := s.context.Resume(); err != nil {
		return err
	}
	s.player.Play()
	return nil
}

// Heard estimates which frame is heard: what the library took, less what it
// and the device hold.
func (s *stream) Heard() (device.Report, bool) {
	if s.corked || s.check() != nil {
		return device.Report{}, false
	}
	taken := s.queue.taken()
	held := int64(s.player.BufferedSize()/frameBytes) + int64(ahead.Seconds()*device.Rate)
	if taken < held {
		return device.Report{}, false
	}
	return device.Report{Heard: taken - held, Taken: taken, At: time.Now()}, true
}

func (s *stream) check() error {
	err := errors.Join(s.context.Err(), s.player.Err())
	if err != nil {
		select {
		case s.dead <- err:
		default:
		}
	}
	return err
}

// Dead delivers why the stream ended.
func (s *stream) Dead() <-chan error { return s.dead }

// Close ends the player; the context stays, held.
func (s *stream) Close() error {
	s.player.Pause()
	return s.context.Suspend()
}
