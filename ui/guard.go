package ui

import (
	"fmt"
	"runtime/debug"
	"time"
)

// Guard starts the goroutines of this program. A panic in one of them would
// otherwise leave the terminal raw, on its other screen, and the sit unsaved.
// All its funcs may be nil.
type Guard struct {
	Restore func()           // gives the terminal back; may hang, is then left behind
	Save    func()           // keeps the sit that is running
	Report  func(Panic)      // tells the person, once the terminal is theirs again
	Exit    func(status int) // ends the process
}

// Panic is what a goroutine died of.
type Panic struct {
	Name  string // of the goroutine, as given to Go
	Value string
	Stack string
}

// StatusPanic is the exit status after a panic: EX_SOFTWARE of sysexits.
const StatusPanic = 70

// restoreLimit is how long giving back the terminal may take. A terminal that
// does not read must not cost the sit.
const restoreLimit = 2 * time.Second

// Go runs f in a goroutine of its own. If it panics: the terminal is restored,
// the sit saved, the person told, and the program ends with StatusPanic.
func (g Guard) Go(name string, f func()) {
	go func() {
		defer g.Recover(name)
		f()
	}()
}

// Recover does what Go does after a panic, for a goroutine that somebody else
// started. It must be deferred itself.
func (g Guard) Recover(name string) {
	v := recover()
	if v == nil {
		return
	}
	died := Panic{Name: name, Value: fmt.Sprint(v), Stack: string(debug.Stack())}
	within(restoreLimit, g.Restore)
	within(restoreLimit, g.Save)
	if g.Report != nil {
		g.Report(died)
	}
	if g.Exit != nil {
		g.Exit(StatusPanic)
	}
}

// within runs f and waits for it no longer than limit. A second panic is the
// lesser fault here and ends f only.
func within(limit time.Duration, f func()) {
	if f == nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // its value has nobody left to go to
		f()
	}()
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
}
