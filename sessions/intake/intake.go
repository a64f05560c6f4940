// Package intake takes scripts in: it reads what somebody hands over, says what
// it found, and puts it into the person's own folder.
//
// What is handed over is not trusted. A script may hold 256 KiB, its folder 64
// recordings of 64 MiB, and one intake 200 scripts and 1 GiB of recordings;
// only plain files are read, and none that lies outside the folder handed over,
// wherever a link in it points. Only the script and the recordings it names are
// taken. A script with an error, by grammar or by what script.Check finds, is
// told and never put.
//
// Put keeps what is there: a script of the same id stays, unless it is to be
// replaced, and one that is replaced goes into the folder .replaced beside the
// others. All files are on the disk before the first of them gets its name, so
// that a full disk or a crash leaves no half script; nothing is written outside
// the folder.
//
// It reads no clock, asks nothing, and draws nothing.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

// The limits of one intake.
const (
	MaxScripts    = 200
	MaxClips      = 64       // recordings of one script
	MaxClip       = 64 << 20 // bytes of one recording
	MaxRecordings = 1 << 30  // bytes of all recordings
)

var (
	// ErrNoScript says that a Markdown file is something else.
	ErrNoScript = errors.New("no script: it does not begin with three dashes")
	// ErrTaken says that a script of the same id is there, and was to stay.
	ErrTaken = errors.New("is there already")
	// ErrTooMany says that a folder holds more scripts than one intake takes.
	ErrTooMany = errors.New("more than 200 scripts")
)

// Found is a script as it was handed over.
type Found struct {
	From     string          // its path inside what was handed over
	Script   sessions.Script // with an id, unless Failed
	Text     []byte          // as it will be put
	Clips    []string        // names of the recordings beside it that it uses
	Problems []script.Problem
	Err      error // it cannot be read, or is no script

	beside fs.FS // where the recordings are
}

// Failed reports whether the script cannot be taken.
func (f Found) Failed() bool { return f.Err != nil || script.Failed(f.Problems) }

// Text reads one script from its text. name is what it is called when it does
// not say: a title, or the name of a file.
func Text(from, name string, text []byte, opt script.CheckOptions) Found {
	f := Found{From: from, Text: text}
	if len(text) > script.MaxBytes {
		f.Err = fmt.Errorf("over %d KiB", script.MaxBytes>>10)
		return f
	}
	s, problems := script.Parse(text)
	f.Problems = append(problems, script.Check(s, opt)...)
	slices.SortStableFunc(f.Problems, func(a, b script.Problem) int {
		return cmp.Or(a.Line-b.Line, a.Col-b.Col)
	})
	if s.ID == "" {
		s.ID = script.ID(name)
	}
	if s.ID == "" {
		s.ID = script.ID(s.Title)
	}
	f.Script = s
	if f.Err = nameless(s.ID); f.Err != nil && script.Failed(f.Problems) {
		f.Err = nil // the problems say more
	}
	return f
}

// nameless says why a script cannot go by that id.
func nameless(id string) error {
	switch id {
	case "":
		return errors.New(`it has no name; write a line such as "id: my-practice" at the top`)
	case "none", string(sessions.Silent):
		return fmt.Errorf("the name %q means a silent sit; write another id at the top", id)
	}
	return nil
}

// File reads the script file at p in fsys, which may be NAME.md or the
// NAME/script.md of a folder with recordings.
func File(fsys fs.FS, p string, opt script.CheckOptions) Found {
	text, err := library.Read(fsys, p)
	if err != nil {
		return Found{From: p, Err: err}
	}
	f := Text(p, library.NameOf(p), text, opt)
	beside := fs.FS(nil)
	if dir := path.Dir(p); path.Base(p) == "script.md" && dir != "." {
		if beside, err = fs.Sub(fsys, dir); err != nil {
			f.Err = err
		}
	}
	f.recordings(beside)
	return f
}

// With returns f with the recordings it names, out of the folder beside.
func (f Found) With(beside fs.FS) Found {
	f.recordings(beside)
	return f
}

// Folder reads all scripts of a folder: those at its root and, for each folder
// in it, its script.md. A folder that holds script.md itself is one script,
// called name. Where there are more than MaxScripts the error is ErrTooMany.
func Folder(fsys fs.FS, name string, opt script.CheckOptions) ([]Found, error) {
	if _, err := fs.Stat(fsys, "script.md"); err == nil {
		return []Found{one(fsys, name, opt)}, nil
	}
	paths, err := library.Files(fsys)
	if err != nil {
		return nil, err
	}
	if len(paths) > MaxScripts {
		return nil, ErrTooMany
	}
	found := make([]Found, len(paths))
	for i, p := range paths {
		found[i] = File(fsys, p, opt)
		if !begins(found[i].Text) && found[i].Err == nil {
			found[i] = Found{From: p, Err: ErrNoScript}
		}
	}
	return found, nil
}

func one(fsys fs.FS, name string, opt script.CheckOptions) Found {
	text, err := library.Read(fsys, "script.md")
	if err != nil {
		return Found{From: "script.md", Err: err}
	}
	f := Text("script.md", name, text, opt)
	f.recordings(fsys)
	return f
}

// begins reports whether a text begins as a script does.
func begins(text []byte) bool {
	t := strings.TrimLeft(strings.TrimPrefix(string(text), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(t, "---")
}

// recordings finds the recordings that the script names, and tells of those
// that will not come along. beside is nil for a script without a folder.
func (f *Found) recordings(beside fs.FS) {
	f.beside = beside
	for _, st := range f.Script.Stages {
		for _, step := range st.Steps {
			if step.Name == "" || step.Op != sessions.OpClip && step.Op != sessions.OpCue || slices.Contains(f.Clips, step.Name) {
				continue
			}
			if why := f.refuses(step.Name); why != "" {
				f.Problems = append(f.Problems, script.Problem{
					Line: max(step.Line, 1), Col: max(step.Col, 1), Severity: script.Warning,
					Text: fmt.Sprintf("the recording %s does not come along: %s", step.Name, why),
				})
				continue
			}
			f.Clips = append(f.Clips, step.Name)
		}
	}
}

// Recordings lists the ends of the files that can be recordings.
func Recordings() []string { return []string{".wav", ".flac", ".ogg", ".mp3"} }

func (f *Found) refuses(name string) string {
	if f.beside == nil {
		return "recordings lie beside a script.md in a folder of its own"
	}
	if !slices.Contains(Recordings(), strings.ToLower(path.Ext(name))) {
		return "it is none of " + strings.Join(Recordings(), ", ")
	}
	if len(f.Clips) == MaxClips {
		return fmt.Sprintf("a script brings at most %d", MaxClips)
	}
	info, err := fs.Stat(f.beside, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it is not in the folder"
	case err != nil:
		return cause(err).Error()
	case !info.Mode().IsRegular():
		return "it is not a plain file"
	case info.Size() > MaxClip:
		return fmt.Sprintf("it is over %d MiB", MaxClip>>20)
	}
	return ""
}

// cause takes the path out of an error that is told with its path.
func cause(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}

// open returns a recording, cut off beyond what one may hold.
func (f *Found) open(clip string) (io.ReadCloser, error) {
	r, err := f.beside.Open(clip)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, MaxClip), r}, nil
}
