// Package device is what a place for samples looks like from outside: a
// Device is opened into a Stream, and a Stream takes frames, says which frame
// is being heard, and can be corked. Each device is one package below this
// one; which of them is used, and when one is opened again, is decided by
// package audio.
//
// Every device here runs without cgo, writes nothing on the terminal (nor do
// its children), and gives up on a server that does not answer. None of them
// keeps time: they only report.
package device

import (
	"context"
	"time"
)

// Rate is the frames a second every device is fed with, two channels each.
const Rate = 48000

// Buffer is how much sound a device is asked to hold. Below half a second a
// busy machine cannot feed it in time, and what came late stays late.
const Buffer = 500 * time.Millisecond

// Device is one way to make sound.
type Device struct {
	Name   string
	Lead   time.Duration // how long a fresh stream may take until it is heard
	Usable func(env func(string) string) error
	Open   func(ctx context.Context, o Options) (Stream, error)
}

// Options say how to open a Device.
type Options struct {
	Env   func(string) string // the environment
	Title string              // what a mixer calls the stream
}

// Stream is an open device. It starts corked. After the first error every
// call returns at once, and Dead has the error.
type Stream interface {
	// Room returns how many frames Write takes now without waiting.
	Room() int
	// Write queues frames. The slice is free again when it returns.
	Write(frames [][2]float64) error
	// Cork holds the stream (true) or lets it sound.
	Cork(on bool) error
	// Heard asks where the device is. ok is false while it does not sound.
	Heard() (r Report, ok bool)
	// Dead delivers the reason once, when the device is gone.
	Dead() <-chan error
	// Close ends the stream and everything it started.
	Close() error
}

// Report says which frame, counted from the first one written, was heard at
// an instant, and how many had left the queue by then. Dry says that the queue
// has been empty since the last report: what follows is heard later.
type Report struct {
	Heard, Taken int64
	At           time.Time
	Dry          bool
}
