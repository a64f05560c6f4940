package ui

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// The renderer of bubbletea wakes at its frame rate for the whole life of the
// program, sixty times a second, whether or not there is anything to draw. A
// sit is twenty minutes of almost nothing, so that is nearly all the processor
// time karuna would use: measured, 1.0 % and 287 wakes a second against 0.02 %
// and 5 with the ticker held back as below.
//
// The program's ticker is an unexported field, so this leans on a detail:
// bubbletea's version is pinned, a test asserts the field, and this file goes
// the day the renderer flushes when there is something to flush. Where the
// field is missing nothing happens, and the program runs at sixty frames.
const (
	tickFirst = time.Millisecond      // after the first View
	tickSoon  = 4 * time.Millisecond  // after a View, so that it is drawn at once
	tickAwake = 10 * time.Millisecond // how long after the last View it stays soon
	tickIdle  = time.Second           // for what is written without a View
)

// holdBack returns what View must call each time it is called: the frame is
// then drawn within tickSoon, and the renderer sleeps again tickAwake later.
func holdBack(p *tea.Program) func() {
	h := &held{program: p}
	return h.viewed
}

// held is a program's ticker on a long leash.
type held struct {
	program *tea.Program
	mu      sync.Mutex
	soon    bool
	idle    *time.Timer
}

// viewed is called on the program's own loop, which made the ticker.
func (h *held) viewed() {
	ticker := tickerOf(h.program)
	if ticker == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	soon := tickSoon
	if h.idle == nil {
		soon = tickFirst
		h.idle = time.AfterFunc(tickAwake, func() { h.rest(ticker) })
	} else {
		h.idle.Reset(tickAwake)
	}
	// Reset starts the interval again: done at every View of a flood of them,
	// it would put off the tick for ever.
	if !h.soon {
		h.soon = true
		ticker.Reset(soon)
	}
}

func (h *held) rest(ticker *time.Ticker) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.soon = false
	ticker.Reset(tickIdle)
}

// tickerOf returns the renderer's ticker, or nil when there is none: not
// started, or a bubbletea that has no such field.
func tickerOf(p *tea.Program) *time.Ticker {
	if p == nil {
		return nil
	}
	field := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() || !field.CanAddr() {
		return nil
	}
	return *(**time.Ticker)(unsafe.Pointer(field.UnsafeAddr()))
}
