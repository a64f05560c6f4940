// Package pulse is the device of PulseAudio and of PipeWire's pulse server, by
// their own protocol over a socket.
//
// Of the protocol library only the message types and their coding are used.
// What it leaves open is closed here: every request and every write has a time
// limit, a broken connection is always reported, and messages it does not know
// never reach it, for it would print them on the terminal.
//
// A suspended or moved sink is not an error here: an idle sink is suspended
// all the time. Whoever plays notices when frames stop being heard.
package pulse

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jfreymuth/pulse/proto"

	"karuna/audio/device"
)

// Device returns the device. A fresh stream of 500 ms was heard 1.06 to 1.77 s
// after it was made.
func Device() device.Device {
	return device.Device{Name: "pulse", Lead: 3500 * time.Millisecond, Usable: usable, Open: open}
}

// answer is how long the server has for one request, and for taking in what is
// written.
const answer = time.Second

const frameBytes = 8 // two float32

type stream struct {
	wire   *wire
	client *proto.Client
	index  uint32
	room   atomic.Int64 // bytes the server can hold more than it does
	spare  int64        // of those, what is beyond the buffer
	plays  bool         // by the last answer
	dry    atomic.Bool  // it had nothing to play
	buf    []byte
	dead   chan error
	once   sync.Once
}

func open(ctx context.Context, o device.Options) (device.Stream, error) {
	s := &stream{dead: make(chan error, 1)}
	if err := s.connect(ctx, o.Env); err != nil {
		return nil, err
	}
	if err := s.create(o.Title); err != nil {
		return nil, errors.Join(err, s.wire.Close())
	}
	return s, nil
}

// create makes the stream, corked. The volume is left unset, so that the
// server brings back the one the person gave to karuna last.
//
// Of the target length a server that adjusts its latency keeps half of what is
// beyond two requests, 125 ms, for the sink. The rest is more than is ever
// written ahead, so that it asks twice a second and not eight times: whoever
// writes keeps count of the queue, and each question wakes both sides.
func (s *stream) create(title string) error {
	const buffer = uint32(device.Buffer / time.Millisecond * device.Rate / 1000 * frameBytes)
	var reply proto.CreatePlaybackStreamReply
	err := s.client.Request(&proto.CreatePlaybackStream{
		SampleSpec:            proto.SampleSpec{Format: proto.FormatFloat32LE, Channels: 2, Rate: device.Rate},
		ChannelMap:            proto.ChannelMap{proto.ChannelLeft, proto.ChannelRight},
		SinkIndex:             proto.Undefined,
		BufferMaxLength:       4 * buffer,
		BufferTargetLength:    buffer * 5 / 2,
		BufferPrebufferLength: buffer / 4,
		BufferMinimumRequest:  buffer,
		Corked:                true,
		ChannelVolumes:        proto.ChannelVolumes{proto.VolumeNorm, proto.VolumeNorm},
		AdjustLatency:         true,
		Properties: proto.PropList{
			"media.name": proto.PropListString(title),
			"media.role": proto.PropListString("music"),
		},
	}, &reply)
	if err != nil {
		return fmt.Errorf("make a stream: %w", err)
	}
	s.index = reply.StreamIndex
	s.room.Add(int64(reply.Missing) + int64(reply.BufferMaxLength) - int64(reply.BufferTargetLength))
	s.spare = max(int64(reply.BufferMaxLength)-int64(buffer), 0)
	return nil
}

// hear takes in what the server says of its own accord. It runs on the
// goroutine that reads the socket and must not wait.
func (s *stream) hear(message any) {
	switch m := message.(type) {
	case *proto.Request:
		s.room.Add(int64(m.Length))
	case *proto.Underflow:
		s.dry.Store(true)
	case *proto.PlaybackStreamKilled:
		s.die(errors.New("the server ended the stream"))
	}
}

func (s *stream) die(err error) {
	s.once.Do(func() { s.dead <- err })
}

// Room returns how many frames the server can hold, which is more than it asks
// for; until they are heard, no more than the buffer. A server that wakes up may
// swallow that at once and wait for more.
func (s *stream) Room() int {
	room := s.room.Load()
	if !s.plays {
		room -= s.spare
	}
	return int(max(room, 0)) / frameBytes
}

// Write sends frames.
func (s *stream) Write(frames [][2]float64) error {
	s.buf = slices.Grow(s.buf[:0], len(frames)*frameBytes)
	for _, f := range frames {
		s.buf = binary.LittleEndian.AppendUint32(s.buf, math.Float32bits(float32(f[0])))
		s.buf = binary.LittleEndian.AppendUint32(s.buf, math.Float32bits(float32(f[1])))
	}
	s.room.Add(-int64(len(s.buf)))
	if err := s.client.Send(s.index, s.buf); err != nil {
		return fmt.Errorf("write to the sound server: %w", err)
	}
	return s.wire.failure()
}

// Cork holds the stream or lets it sound.
func (s *stream) Cork(on bool) error {
	if err := s.client.Request(&proto.CorkPlaybackStream{StreamIndex: s.index, Corked: on}, nil); err != nil {
		return fmt.Errorf("cork: %w", err)
	}
	return nil
}

// Heard asks the server which frame is heard. The instant is the one that the
// server gives, where its clock is ours, else the middle of the question's
// journey: on a busy machine most of a journey is waiting, on one side of the
// answer or the other.
func (s *stream) Heard() (device.Report, bool) {
	var reply proto.GetPlaybackLatencyReply
	asked := time.Now()
	stamp := proto.Time{Seconds: uint32(asked.Unix()), Microseconds: uint32(asked.Nanosecond() / 1000)}
	if err := s.client.Request(&proto.GetPlaybackLatency{StreamIndex: s.index, Time: stamp}, &reply); err != nil {
		return device.Report{}, false
	}
	journey := time.Since(asked)
	s.plays = reply.Running && reply.PlayingFor > 0
	if !s.plays {
		return device.Report{}, false
	}
	taken := reply.ReadIndex / frameBytes
	return device.Report{
		Heard: taken - int64(reply.Latency)*device.Rate/1e6,
		Taken: taken,
		At:    asked.Add(answered(asked, journey, reply.ReplyTime)),
		Dry:   s.dry.Swap(false),
	}, true
}

// answered returns how long after the question the server answered it.
func answered(asked time.Time, journey time.Duration, at proto.Time) time.Duration {
	said := time.Unix(int64(at.Seconds), int64(at.Microseconds)*1000).Sub(asked.Round(0))
	if said < -time.Microsecond || said > journey { // another machine's clock, or a clock that was set
		return journey / 2
	}
	return said
}

// Dead delivers why the stream ended.
func (s *stream) Dead() <-chan error { return s.dead }

// Close ends the connection; the server ends the stream with it.
func (s *stream) Close() error { return s.wire.Close() }
