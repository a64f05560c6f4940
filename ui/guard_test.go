package ui_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"karuna/ui"
)

func TestGuard(t *testing.T) {
	check := func(name string, hangs bool, f func(), want ...string) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			var did []string
			do := func(what string) {
				mu.Lock()
				defer mu.Unlock()
				did = append(did, what)
			}
			stuck := make(chan struct{})
			defer close(stuck)
			g := ui.Guard{
				Restore: func() {
					do("restore")
					if hangs {
						<-stuck
					}
				},
				Save: func() { do("save") },
				Report: func(p ui.Panic) {
					do(p.Name + ": " + p.Value)
					if !strings.Contains(p.Stack, "guard_test") {
						t.Errorf("%s: the stack does not say where: %s", name, p.Stack)
					}
				},
				Exit: func(status int) {
					if status != ui.StatusPanic {
						t.Errorf("%s: status %d", name, status)
					}
					do("exit")
				},
			}
			start := time.Now()
			g.Go("walker", f)
			time.Sleep(3 * time.Second)
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(did, want) {
				t.Errorf("%s: did %v, want %v", name, did, want)
			}
			if time.Since(start) != 3*time.Second {
				t.Errorf("%s took %v", name, time.Since(start))
			}
		})
	}
	check("a goroutine that ends", false, func() {})
	check("a panic", false, func() { panic("out of ink") }, "restore", "save", "walker: out of ink", "exit")
	check("a terminal that hangs", true, func() { panic("out of ink") }, "restore", "save", "walker: out of ink", "exit")
	check("an index", false, func() { _ = make([]int, 0)[time.Now().Year()*0] },
		"restore", "save", "walker: runtime error: index out of range [0] with length 0", "exit")
}

// Without any of its funcs a guard still keeps a panic from ending the process.
func TestGuardOfNothing(t *testing.T) {
	done := make(chan struct{})
	ui.Guard{}.Go("walker", func() { defer close(done); panic("out of ink") })
	<-done
}
