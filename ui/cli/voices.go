package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"karuna/audio/clip"
	"karuna/audio/mix"
	"karuna/audio/voice"
	"karuna/audio/wav"
)

func (a *App) voicesCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "voices [NAME]", Short: "Who can speak the lines of a sit here",
		Long: "Who can speak the lines of a sit here, and what stands in the way of the others.\n" +
			"With a NAME it says one line, for trying it; with --output the line goes into a WAV file\n" +
			"and nothing is played. A narrator may be asked for one of its voices, as in flite:slt.",
		Example: "karuna voices\nkaruna voices espeak-ng\nkaruna sit kind-pause --voice espeak-ng",
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, r := range a.house.Voices() {
				if r.Usable {
					names = append(names, r.Name)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 1:
				return a.sample(cmd.Context(), args[0], file)
			case file != "":
				return usagef("say which narrator: karuna voices NAME -o %s", file)
			}
			return a.listVoices()
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "write the line to a WAV `file`")
	return cmd
}

func (a *App) voiceReports() []voiceReport {
	all := []voiceReport{}
	for _, r := range a.house.Voices() {
		all = append(all, voiceReport{r.Name, r.Usable, r.Why})
	}
	return all
}

func (a *App) listVoices() error {
	rows := a.voiceReports()
	if a.flags.json {
		return a.printJSON(rows)
	}
	var b strings.Builder
	usable := ""
	for _, r := range rows {
		switch {
		case r.Usable:
			fmt.Fprintf(&b, "%-12s can speak\n", r.Name)
			if usable == "" {
				usable = r.Name
			}
		default:
			fmt.Fprintf(&b, "%-12s %s\n", r.Name, r.Why)
		}
	}
	if usable != "" {
		fmt.Fprintf(&b, "\nkaruna voices %s lets you hear: %s\n", usable, voice.Sample)
	}
	return a.print("%s", b.String())
}

// sample lets a narrator say its line, on the device or into a file.
func (a *App) sample(ctx context.Context, name, file string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer a.took(func(int) { cancel() }, func() {}, nil)()
	said, err := a.house.Sample(ctx, name)
	if err != nil {
		return err
	}
	if file != "" {
		return a.clipFile(name, said, file)
	}
	sound, err := a.house.Play(ctx, said)
	if err != nil {
		if sound.Line != "" {
			a.say("%s", sound.Line)
		}
		return err
	}
	if a.flags.json {
		return a.printJSON(struct {
			Voice  string `json:"voice"`
			Device string `json:"device"`
		}{name, sound.Device})
	}
	return a.print("%s, by %s\n", name, sound.Device)
}

func (a *App) clipFile(name string, said *clip.Clip, file string) error {
	if file == "-" {
		return usagef("a WAV file needs a name: it cannot go to standard output")
	}
	if err := replace(file, func(w io.WriteSeeker) error { return writeClip(w, said) }); err != nil {
		return err
	}
	seconds := math.Round(10*said.Duration().Seconds()) / 10
	if a.flags.json {
		return a.printJSON(struct {
			Voice   string  `json:"voice"`
			File    string  `json:"file"`
			Seconds float64 `json:"seconds"`
		}{name, file, seconds})
	}
	return a.print("%s, %.1f s, in %s\n", name, seconds, file)
}

func writeClip(w io.WriteSeeker, said *clip.Clip) error {
	out, err := wav.NewWriter(w, wav.Format{Rate: mix.Rate, Channels: 1, Bits: 16})
	if err != nil {
		return err
	}
	buf := make([][2]float64, 4096)
	for at := 0; at < said.Len(); at += len(buf) {
		if err := out.Write(buf[:said.Copy(buf, at)]); err != nil {
			return err
		}
	}
	return out.Close()
}
