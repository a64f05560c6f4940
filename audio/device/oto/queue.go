//go:build darwin || windows

package oto

import (
	"encoding/binary"
	"math"
	"sync"

	"karuna/audio/device"
)

// queue is what is between the one who writes frames and the library that
// reads bytes. It reads as silence when it is empty, for the library would
// take an end as final.
type queue struct {
	mu   sync.Mutex
	data []byte
	out  int64 // frames read
}

func (q *queue) put(frames [][2]float64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, f := range frames {
		q.data = binary.LittleEndian.AppendUint32(q.data, math.Float32bits(float32(f[0])))
		q.data = binary.LittleEndian.AppendUint32(q.data, math.Float32bits(float32(f[1])))
	}
}

// Read gives out whole frames.
func (q *queue) Read(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	p = p[:len(p)/frameBytes*frameBytes]
	n := copy(p, q.data)
	if n == 0 {
		n = min(len(p), device.Rate/100*frameBytes)
		clear(p[:n])
		return n, nil
	}
	q.data = q.data[:copy(q.data, q.data[n:])]
	q.out += int64(n / frameBytes)
	return n, nil
}

func (q *queue) frames() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.data) / frameBytes
}

func (q *queue) taken() int64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.out
}
