package cli_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/ui/cli"
	"karuna/ui/start"
)

// watcher is a terminal that does something at the first line of progress.
type watcher struct {
	bytes.Buffer
	seen func()
}

func (w *watcher) Write(p []byte) (int, error) {
	if w.seen != nil && strings.Contains(string(p), "%") {
		w.seen()
		w.seen = nil
	}
	return w.Buffer.Write(p)
}

func renderApp(t *testing.T, dir string, term *watcher) *cli.App {
	t.Helper()
	house := start.Open(start.Options{
		Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir, "TERM": "xterm"}[name] },
		Now: time.Now, Version: "test", Machine: "m",
	})
	return cli.New(house, cli.Streams{In: strings.NewReader(""), Out: io.Discard, Err: term, ErrTTY: true})
}

func TestRenderTellsATerminal(t *testing.T) {
	dir := t.TempDir()
	term := &watcher{}
	file := filepath.Join(dir, "sit.wav")
	if code := renderApp(t, dir, term).Run(context.Background(), []string{"render", "silent", "--for", "60s", "-o", file}); code != cli.ExitDone {
		t.Fatalf("exit code %d: %s", code, term)
	}
	text := term.String()
	first, _, _ := strings.Cut(strings.TrimPrefix(text, "\r"), "\x1b[K")
	if n := len([]rune(first)); n != 79 || !strings.HasSuffix(first, "×") {
		t.Errorf("a line of %d columns: %q", n, first)
	}
	if !strings.HasSuffix(text, "\r\x1b[K") {
		t.Errorf("the line stays: %q", text)
	}
}

// Whoever stops it gets 130 and finds nothing new.
func TestRenderStopped(t *testing.T) {
	dir := t.TempDir()
	term := &watcher{}
	app := renderApp(t, dir, term)
	stopped := make(chan struct{})
	term.seen = func() {
		app.Stop(cli.ExitInterrupted)
		close(stopped)
	}
	code := app.Run(context.Background(), []string{"render", "silent", "--for", "3h", "-o", filepath.Join(dir, "sit.wav"), "--subtitles", filepath.Join(dir, "sit.srt")})
	<-stopped
	left, err := os.ReadDir(dir)
	if err != nil || code != cli.ExitInterrupted || len(left) != 0 {
		t.Errorf("exit code %d, left %v, %v", code, left, err)
	}
}
