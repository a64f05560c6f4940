package pulse_test

import (
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"testing"

	"github.com/jfreymuth/pulse/proto"
)

// server is a sound server that knows four requests. It speaks version 8 of
// the protocol, whose answers are short.
type server struct {
	t    *testing.T
	path string
	conn net.Conn // the last, once open has returned
	came chan net.Conn
	mute bool // it takes connections and never answers
	data chan int
}

func serve(t *testing.T, mute bool) *server {
	t.Helper()
	s := &server{t: t, path: filepath.Join(t.TempDir(), "native"), mute: mute, data: make(chan int, 100), came: make(chan net.Conn, 10)}
	l, err := net.Listen("unix", s.path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.came <- conn
			s.talk(conn)
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		l.Close()
		for len(s.came) > 0 {
			(<-s.came).Close()
		}
		if s.conn != nil {
			s.conn.Close()
		}
		<-done
	})
	return s
}

func (s *server) talk(conn net.Conn) {
	for {
		head := make([]byte, 20)
		if _, err := io.ReadFull(conn, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head))
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		if binary.BigEndian.Uint32(head[4:]) != 0xFFFFFFFF {
			s.data <- len(body)
			continue
		}
		if s.mute {
			continue
		}
		op, tag := binary.BigEndian.Uint32(body[1:]), binary.BigEndian.Uint32(body[6:])
		var answer []byte
		switch op {
		case proto.OpAuth:
			answer = number(8)
		case proto.OpSetClientName:
			answer = number(1)
		case proto.OpCreatePlaybackStream:
			answer = append(append(number(7), number(1)...), number(8000)...)
		}
		if _, err := conn.Write(message(proto.OpReply, tag, answer)); err != nil {
			return
		}
	}
}

func number(v uint32) []byte { return binary.BigEndian.AppendUint32([]byte{'L'}, v) }

// message is a whole one: opcode, tag, and what follows.
func message(op, tag uint32, rest []byte) []byte {
	body := append(append(number(op), number(tag)...), rest...)
	return framed(uint32(len(body)), body)
}

func framed(length uint32, body []byte) []byte {
	msg := binary.BigEndian.AppendUint32(nil, length)
	msg = append(msg, 0xFF, 0xFF, 0xFF, 0xFF)
	msg = append(msg, make([]byte, 12)...)
	return append(msg, body...)
}

// say sends what no one asked for.
func (s *server) say(op uint32, rest []byte) { s.raw(message(op, 0xFFFFFFFF, rest)) }

func (s *server) raw(msg []byte) {
	if _, err := s.conn.Write(msg); err != nil {
		s.t.Logf("server: %v", err)
	}
}

func (s *server) env(name string) string {
	if name == "PULSE_SERVER" {
		return "unix:" + s.path
	}
	return ""
}
