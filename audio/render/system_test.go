package render_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"karuna/audio/render"
)

// tool runs a program of others on a file and returns what it writes.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is needed: %v", name, err)
	}
	var out, talk bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &talk
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, talk.String())
	}
	return out.String()
}

func saved(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The tools that people open such files with find in them what was put there.
func TestToolsReadTheFiles(t *testing.T) {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	flac := saved(t, "sit.flac", tagged(t, render.FLAC))
	wav := saved(t, "sit.wav", tagged(t, render.WAV))
	tool(t, "flac", "--test", "--silent", "--warnings-as-errors", flac)
	list := tool(t, "metaflac", "--list", flac)
	for _, want := range []string{"total samples: 1440017", "TITLE=Two Wheels", "CHAPTER002NAME=Tū", "seek points: 3", "number of tracks: 4"} {
		if !strings.Contains(list, want) {
			t.Errorf("metaflac does not find %q:\n%s", want, list)
		}
	}
	probed(t, flac)
	probed(t, wav)
	raw := func(path string) string { return tool(t, "ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-") }
	if raw(flac) != raw(wav) {
		t.Error("ffmpeg hears another sound in FLAC than in WAV")
	}
	if raw(flac) != tool(t, "flac", "--decode", "--silent", "--stdout", "--force-raw-format", "--endian=little", "--sign=signed", flac) {
		t.Error("flac hears another sound than ffmpeg")
	}
	for name, b := range map[string][]byte{
		"sit.srt": render.SRT(render.Subtitles(spoken(), render.Said)),
		"sit.vtt": render.VTT(render.Subtitles(spoken(), render.Said)),
	} {
		if got := tool(t, "ffmpeg", "-v", "error", "-xerror", "-i", saved(t, name, b), "-f", "srt", "-"); !strings.Contains(got, "\n8\n02:00:00,000 --> 02:00:02,000\n(bell)\n") {
			t.Errorf("ffmpeg reads other subtitles in %s:\n%s", name, got)
		}
	}
}

// probed checks title, length and chapters as ffprobe, and so most players,
// see them.
func probed(t *testing.T, path string) {
	t.Helper()
	var got struct {
		Chapters []struct {
			Start string            `json:"start_time"`
			End   string            `json:"end_time"`
			Tags  map[string]string `json:"tags"`
		}
		Format struct {
			Duration string
			Tags     map[string]string
		}
	}
	out := tool(t, "ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_format", path)
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	var chapters []string
	for _, c := range got.Chapters {
		chapters = append(chapters, c.Start[:6]+" "+c.End[:6]+" "+c.Tags["title"])
	}
	if want := []string{"0.0000 9.8760 Settle", "9.8760 20.000 Tū", "20.000 30.000 All"}; !slices.Equal(chapters, want) {
		t.Errorf("%s: chapters %q, want %q", path, chapters, want)
	}
	title := got.Format.Tags["title"] + got.Format.Tags["TITLE"]
	if title != "Two Wheels" || !strings.HasPrefix(got.Format.Duration, "30.000") {
		t.Errorf("%s: %q of %s s", path, title, got.Format.Duration)
	}
}

// A file of a disk without room says so and is gone.
func TestFullDisk(t *testing.T) {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	dir := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir).Run(); err != nil {
		t.Logf("no small disk can be made here: %v", err)
		return
	}
	defer func() {
		if err := exec.Command("umount", dir).Run(); err != nil {
			t.Error(err)
		}
	}()
	for _, f := range []render.Format{render.WAV, render.FLAC} {
		file, err := render.Create(filepath.Join(dir, "sit."+string(f)))
		if err != nil {
			t.Fatal(err)
		}
		err = render.Write(t.Context(), file, noise(), render.Options{Format: f})
		if err == nil || !strings.HasSuffix(err.Error(), "no space left on device") || strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", f, err)
		}
		if err := file.Discard(); err != nil || names(t, dir) != "" {
			t.Errorf("%s: %v, left %q", f, err, names(t, dir))
		}
	}
}
