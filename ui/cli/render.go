package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/audio"
	"karuna/audio/mix"
	"karuna/audio/render"
	"karuna/sessions"
	"karuna/ui/start"
)

// renderFlags are the flags of render that are no setting.
type renderFlags struct {
	output, format, subtitles string
	chapters                  bool
	seed                      uint64
}

func (a *App) renderCommand() *cobra.Command {
	var f renderFlags
	cmd := &cobra.Command{
		Use:   "render SCRIPT --for DURATION -o FILE",
		Short: "A sit as a sound file, to be heard anywhere",
		Long: "A sit as a sound file: the same bells, words and ambience at the same moments as in a\n" +
			"sit, from the first stroke until the last has rung. SCRIPT silent is a sit without words.\n" +
			"The same arguments give the same bytes. Words that a sit would ask for are not in it.\n" +
			"The file appears when it is whole; until then one of that name stays as it is.",
		Example: "karuna render two-wheels --for 20m -o sit.flac --subtitles sit.srt --chapters\n" +
			"karuna render silent --for 45m --interval 5m -o timer.wav",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeScript,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.render(cmd, args[0], f)
		},
	}
	var rows [][2]string
	for _, r := range settingFlags() {
		if r[0] != "prepare" { // a file begins with the first stroke
			rows = append(rows, r)
		}
	}
	addSettings(cmd, rows)
	fl := cmd.Flags()
	fl.StringVarP(&f.output, "output", "o", "", "the `file` to write, .wav or .flac")
	fl.StringVar(&f.format, "format", "", "wav or flac, where the name does not say it")
	fl.StringVar(&f.subtitles, "subtitles", "", "write the words to a `file` too, .srt or .vtt")
	fl.BoolVar(&f.chapters, "chapters", false, "mark where each stage begins")
	fl.Uint64Var(&f.seed, "seed", planSeed, "another number, other lines in long silences")
	return cmd
}

func (a *App) render(cmd *cobra.Command, name string, f renderFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	choices, err := a.choices(cmd, "")
	if err != nil {
		return err
	}
	r := start.Request{Choices: choices, Prepare: new(time.Duration), Seed: f.seed}
	switch {
	case name != "none" && name != string(sessions.Silent):
		if r.Script, err = a.pick(name); err != nil {
			return err
		}
	case choices.For == 0:
		return usagef("a silent sit needs --for")
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	defer cancel()
	defer a.took(func(int) { cancel() }, func() {}, nil)()
	sit, err := a.ready(ctx, r)
	if err != nil {
		return err
	}
	for _, note := range sit.Score.Notes {
		a.say("%s", note)
	}
	done, err := a.renderFiles(ctx, sit, f)
	if err != nil {
		return err
	}
	if a.flags.json {
		return a.printJSON(done)
	}
	return a.print("%s  %s  %s\n", done.Path, exactly(done.Seconds), megabytes(done.Bytes))
}

// check completes the flags.
func (f *renderFlags) check() error {
	switch f.output {
	case "":
		return usagef("say where the sound goes: -o sit.flac")
	case "-":
		return usagef("a sound file needs a name: it cannot go to standard output")
	}
	if f.format == "" {
		f.format = suffix(f.output)
		if f.format != string(render.WAV) && f.format != string(render.FLAC) {
			return usagef("%q ends in neither .wav nor .flac; --format wav or --format flac says which it is", f.output)
		}
	}
	if err := oneOf("--format", f.format, string(render.WAV), string(render.FLAC)); err != nil {
		return err
	}
	if s := suffix(f.subtitles); f.subtitles != "" && s != "srt" && s != "vtt" {
		return usagef("subtitles %q end in neither .srt nor .vtt", f.subtitles)
	}
	return nil
}

func suffix(path string) string { return strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")) }

// rendered is what `render --json` says.
type rendered struct {
	Path      string  `json:"path"`
	Seconds   int     `json:"seconds"` // whole, as in all JSON
	Bytes     int64   `json:"bytes"`
	Format    string  `json:"format"`
	Chapters  int     `json:"chapters"`
	Subtitles *string `json:"subtitles"`
}

// renderFiles writes all files of a sit, or none.
func (a *App) renderFiles(ctx context.Context, sit start.Sit, f renderFlags) (done rendered, err error) {
	done = rendered{Path: f.output, Format: f.format}
	sound, err := render.Create(f.output)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, sound.Discard()) }()
	files := []*render.File{sound}
	if f.subtitles != "" {
		words, err := writeSubtitles(f.subtitles, sit.Score)
		if err != nil {
			return done, err
		}
		defer func() { err = errors.Join(err, words.Discard()) }()
		files, done.Subtitles = append(files, words), &f.subtitles
	}
	o := soundOptions(sit.Score, f)
	bar := a.progressBar()
	o.Progress = bar.show
	s := &counted{Sit: a.house.Offline(sit)}
	err = render.Write(ctx, sound, s, o)
	bar.clear()
	if err != nil {
		return done, fmt.Errorf("write %q: %w", f.output, err)
	}
	done.Chapters, done.Seconds = len(o.Chapters), int((s.frames+render.Rate/2)/render.Rate)
	if done.Bytes, err = sound.Size(); err != nil {
		return done, err
	}
	for _, file := range files {
		if err := file.Keep(); err != nil {
			return done, err
		}
	}
	return done, nil
}

func soundOptions(sc sessions.Score, f renderFlags) render.Options {
	o := render.Options{
		Format: render.Format(f.format), Title: sc.Script.Title, Total: mix.Frame(sc.Total),
		Tags: []render.Tag{{Name: "ALBUM", Value: "karuna"}, {Name: "GENRE", Value: "Meditation"}},
	}
	if o.Title == "" {
		o.Title = "Silent sit"
	}
	about := sessions.FormatDuration(sc.Total)
	if sc.Script.ID != "" {
		about = sc.Script.ID + ", " + about
	}
	o.Tags = append(o.Tags, render.Tag{Name: "COMMENT", Value: about})
	if f.chapters {
		o.Chapters = render.Chapters(sc)
	}
	return o
}

// counted counts the frames of a sit.
type counted struct {
	*audio.Sit
	frames int64
}

// Stream streams the sit.
func (c *counted) Stream(samples [][2]float64) (int, bool) {
	n, ok := c.Sit.Stream(samples)
	c.frames += int64(n)
	return n, ok
}

// writeSubtitles writes the words beside their place. Bells are told: whoever
// reads may not hear them.
func writeSubtitles(path string, sc sessions.Score) (*render.File, error) {
	all := render.Subtitles(sc, render.Said)
	text := render.SRT(all)
	if suffix(path) == "vtt" {
		text = render.VTT(all)
	}
	f, err := render.Create(path)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(text); err != nil {
		return nil, errors.Join(fmt.Errorf("write %q: %w", path, err), f.Discard())
	}
	return f, nil
}

// exactly writes seconds as "20m07s", "1h05m00s".
func exactly(s int) string {
	if s >= 3600 {
		return fmt.Sprintf("%dh%02dm%02ds", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%dm%02ds", s/60, s%60)
}

func megabytes(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
