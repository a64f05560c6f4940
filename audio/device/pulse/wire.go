package pulse

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

// wire is the socket as the protocol library sees it: whole messages it knows
// come in, writes have a time limit, and the first error ends it and is told.
type wire struct {
	conn net.Conn
	src  *bufio.Reader // of conn
	in   bytes.Reader  // of message
	msg  []byte
	out  []byte // a message that is not whole yet
	told func(error)

	mu     sync.Mutex
	failed error
}

const (
	header     = 20      // length, index, offset, flags
	longestMsg = 1 << 20 // no answer to a playing client comes near
	control    = 0xFFFFFFFF
)

func newWire(conn net.Conn, told func(error)) *wire {
	return &wire{conn: conn, src: bufio.NewReader(conn), told: told}
}

// Read gives out whole messages only.
func (w *wire) Read(p []byte) (int, error) {
	for w.in.Len() == 0 {
		if err := w.receive(); err != nil {
			return 0, w.fail(err)
		}
	}
	return w.in.Read(p)
}

// receive reads a message into w.in, or leaves that empty if it is none for
// the library.
func (w *wire) receive() error {
	var head [header]byte
	if _, err := io.ReadFull(w.src, head[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > longestMsg {
		return fmt.Errorf("a message of %d bytes", n)
	}
	w.msg = append(w.msg[:0], head[:]...)
	w.msg = append(w.msg, make([]byte, n)...)
	if _, err := io.ReadFull(w.src, w.msg[header:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(head[4:]) == control && known(w.msg[header:]) {
		w.in.Reset(w.msg)
	}
	return nil
}

// known reports whether the library reads the message without a word on
// standard output: it prints the number of an opcode it does not know.
func known(msg []byte) bool {
	if len(msg) < 10 { // tagged opcode and tag
		return false
	}
	switch binary.BigEndian.Uint32(msg[1:]) {
	case proto.OpError, proto.OpReply, proto.OpRequest, proto.OpOverflow, proto.OpUnderflow,
		proto.OpPlaybackStreamKilled, proto.OpPlaybackStreamSuspended, proto.OpPlaybackStreamMoved,
		proto.OpStarted, proto.OpPlaybackBufferAttrChanged:
		return true
	}
	return false
}

// Write writes whole messages, within the time limit. The library hands over
// the header and the rest of one after another.
func (w *wire) Write(p []byte) (int, error) {
	w.out = append(w.out, p...)
	if len(w.out) < header || len(w.out) < header+int(binary.BigEndian.Uint32(w.out)) {
		return len(p), nil
	}
	defer func() { w.out = w.out[:0] }()
	if err := w.conn.SetWriteDeadline(time.Now().Add(answer)); err != nil {
		return 0, w.fail(err)
	}
	if _, err := w.conn.Write(w.out); err != nil {
		return 0, w.fail(err)
	}
	return len(p), nil
}

// fail closes the socket at the first error and tells it.
func (w *wire) fail(err error) error {
	w.mu.Lock()
	first := w.failed == nil
	if first {
		w.failed = fmt.Errorf("sound server: %w", err)
	}
	err = w.failed
	w.mu.Unlock()
	if first {
		w.conn.Close() // the error that matters is err
		w.told(err)
	}
	return err
}

func (w *wire) failure() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failed
}

// Close closes the socket, which ends its reader.
func (w *wire) Close() error {
	w.mu.Lock()
	first := w.failed == nil
	if first {
		w.failed = net.ErrClosed
	}
	w.mu.Unlock()
	if !first {
		return nil
	}
	return w.conn.Close()
}
