package pulse_test

import (
	"context"
	"io"
	"os"
	"testing"
	"time"

	"github.com/jfreymuth/pulse/proto"

	"karuna/audio/device"
	"karuna/audio/device/pulse"
)

func open(t *testing.T, s *server) device.Stream {
	t.Helper()
	stream, err := pulse.Device().Open(context.Background(), device.Options{Env: s.env, Title: "test"})
	if err != nil {
		t.Fatal(err)
	}
	s.conn = <-s.came
	t.Cleanup(func() { stream.Close() })
	return stream
}

// await polls until ok, for at most 5 s.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(5 * time.Second); !ok(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func dies(t *testing.T, stream device.Stream) {
	t.Helper()
	select {
	case err := <-stream.Dead():
		if err == nil {
			t.Error("dead without a reason")
		}
	case <-time.After(5 * time.Second):
		t.Fatal("not noticed within 5 s")
	}
}

func TestUnknownMessagesAreNotPrinted(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()

	s := serve(t, false)
	stream := open(t, s)
	await(t, "the first request", func() bool { return stream.Room() == 1000 })
	for _, op := range []uint32{1, 95, 96, 104, 9999, 1 << 31} {
		s.say(op, []byte("whatever"))
	}
	s.say(proto.OpSubscribeEvent, nil)
	s.raw(framed(3, []byte{1, 2, 3}))
	s.say(proto.OpRequest, append(number(7), number(800)...))
	await(t, "the request after the unknown ones", func() bool { return stream.Room() == 1100 })

	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := io.ReadAll(r); err != nil || len(out) != 0 {
		t.Errorf("standard output: %q, %v", out, err)
	}
}

func TestWritesUseUpTheRoom(t *testing.T) {
	s := serve(t, false)
	stream := open(t, s)
	if err := stream.Write(make([][2]float64, 100)); err != nil {
		t.Fatal(err)
	}
	if n := <-s.data; n != 800 {
		t.Errorf("%d bytes arrived, want 800", n)
	}
	if n := stream.Room(); n != 900 {
		t.Errorf("room for %d frames, want 900", n)
	}
	if _, ok := stream.Heard(); ok {
		t.Error("heard before it plays")
	}
}

func TestEndsAreNoticed(t *testing.T) {
	check := func(name string, end func(s *server)) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			s := serve(t, false)
			stream := open(t, s)
			end(s)
			dies(t, stream)
		})
	}
	check("stream killed", func(s *server) { s.say(proto.OpPlaybackStreamKilled, number(7)) })
	check("server gone", func(s *server) { s.conn.Close() })
	check("a message without end", func(s *server) { s.raw(framed(1<<31, nil)) })
	check("half a message", func(s *server) {
		s.raw(framed(100, []byte{'L', 0}))
		s.conn.Close()
	})
}

func TestWriteAfterTheEndFails(t *testing.T) {
	s := serve(t, false)
	stream := open(t, s)
	s.conn.Close()
	dies(t, stream)
	if err := stream.Write(make([][2]float64, 1)); err == nil {
		t.Error("a write to a dead stream says nothing")
	}
	if err := stream.Cork(true); err == nil {
		t.Error("a request to a dead stream says nothing")
	}
	if err := stream.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

func TestServerThatDoesNotAnswer(t *testing.T) {
	s := serve(t, true)
	start := time.Now()
	_, err := pulse.Device().Open(context.Background(), device.Options{Env: s.env})
	if err == nil {
		t.Error("opened a server that does not answer")
	}
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("it took %v to find out", d)
	}
}

func TestServerAddresses(t *testing.T) {
	s := serve(t, false)
	check := func(list string, usable bool) {
		t.Helper()
		err := pulse.Device().Usable(func(name string) string {
			if name == "PULSE_SERVER" {
				return list
			}
			return ""
		})
		if (err == nil) != usable {
			t.Errorf("PULSE_SERVER=%s: %v, want usable %v", list, err, usable)
		}
	}
	check("unix:"+s.path, true)
	check(s.path, true)
	check("{some-machine}unix:"+s.path, true)
	check("unix:/nowhere/native "+s.path, true)
	check("/nowhere/native", false)
	check("{unclosed", false)
	check("{}", false)
	check("unix:", false)
	check("tcp:127.0.0.1:1", false)
	check("tcp6:[::1]:1", false)
}
