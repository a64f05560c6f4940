package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/start"
)

func (a *App) logCommand() *cobra.Command {
	list := func(*cobra.Command, []string) error { return a.listLog() }
	cmd := &cobra.Command{
		Use: "log", Short: "Your sits: list, add, show, edit, remove",
		Args: cobra.NoArgs, RunE: list,
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "All sits, the oldest first", Args: cobra.NoArgs, RunE: list},
		a.addCommand(), a.showLogCommand(), a.editCommand(), a.noteCommand(),
		a.removeCommand(), a.restoreCommand(), a.checkLogCommand(),
	)
	return cmd
}

// entryRow is a sit in `log list --json`.
type entryRow struct {
	ID        string                `json:"id"`
	Start     string                `json:"start"`
	Day       sessions.Day          `json:"day"`
	PlannedS  int                   `json:"planned_s"`
	SatS      int                   `json:"sat_s"`
	Script    *string               `json:"script"` // null for a silent sit
	Title     string                `json:"title"`
	Kind      sessions.Kind         `json:"kind"`
	Ended     sessions.Ending       `json:"ended"`
	WheelS    sessions.WheelSeconds `json:"wheel_s"`
	People    int                   `json:"people"`
	Source    string                `json:"source"`
	Batch     string                `json:"batch,omitempty"`
	Feel      string                `json:"feel"`
	Noting    *sessions.Noting      `json:"noting,omitempty"`
	Intention string                `json:"intention"`
	Note      string                `json:"note"`
	Act       string                `json:"act"`
	TZ        string                `json:"tz"`
	OffsetS   int                   `json:"offset_s"`
	Flags     []string              `json:"flags"`

	Removed    bool          `json:"removed,omitempty"`
	Unverified bool          `json:"unverified,omitempty"`
	Others     []otherDevice `json:"others,omitempty"`
}

type otherDevice struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

func row(e sessions.Entry) entryRow {
	_, offset := e.Start.Zone()
	o, d := e.Origin(), e.Detail()
	r := entryRow{
		ID: e.ID, Start: e.Start.Format(time.RFC3339), Day: e.Day, PlannedS: e.Planned, SatS: e.Sat,
		Title: e.Title(), Kind: e.Kind(), Ended: e.Ended, WheelS: e.Wheels, People: e.People,
		Source: o.Source, Batch: o.Batch, Feel: d.Feel, Intention: d.Intention, Note: d.Note, Act: d.Act,
		TZ: o.TZ, OffsetS: offset, Flags: append([]string{}, e.Flags...),
		Removed: e.Removed, Unverified: e.Unverified,
	}
	if e.Script != nil && e.Script.ID != "" {
		r.Script = &e.Script.ID
	}
	if !d.Noting.IsZero() {
		r.Noting = &d.Noting
	}
	for _, o := range d.Others {
		r.Others = append(r.Others, otherDevice(o))
	}
	return r
}

func (a *App) listLog() error {
	a.recover()
	_, log, err := a.read()
	if err != nil {
		return err
	}
	if a.flags.json {
		rows := make([]entryRow, len(log.Entries))
		for i, e := range log.Entries {
			rows[i] = row(e)
		}
		return a.printJSON(rows)
	}
	rows := make([][]string, len(log.Entries))
	for i, e := range log.Entries {
		rows[i] = []string{e.ID, e.Day.String(), clockOf(e), inSeconds(e.Sat), e.Title() + remark(e)}
	}
	return a.printTable(rows)
}

// clockOf is the time of day of a sit, "" for one that has none.
func clockOf(e sessions.Entry) string {
	if e.Has("no-time") {
		return ""
	}
	return e.Start.Format("15:04")
}

// remark says what is particular about a sit in a list.
func remark(e sessions.Entry) string {
	var words []string
	if e.Ended != sessions.Complete && e.Ended != "" {
		words = append(words, string(e.Ended))
	}
	if e.Origin().Source == start.Remembered {
		words = append(words, "added later")
	}
	if e.Unverified {
		words = append(words, "changed by hand")
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// shortID is how many letters of an id are enough to name a sit.
const shortID = 4

// find returns the sit that id names: the whole id, or its beginning or end
// where that is one sit's alone.
func find(log journal.Log, id string) (sessions.Entry, error) {
	asked := strings.ToUpper(strings.TrimSpace(id))
	var near []sessions.Entry
	for _, e := range log.All {
		if e.ID == asked || e.ID == id {
			return e, nil
		}
		if len(asked) >= shortID && (strings.HasPrefix(e.ID, asked) || strings.HasSuffix(e.ID, asked)) {
			near = append(near, e)
		}
	}
	switch len(near) {
	case 0:
		return sessions.Entry{}, fmt.Errorf("sit %q: %w", id, journal.ErrUnknown)
	case 1:
		return near[0], nil
	}
	return sessions.Entry{}, usagef("%q stands for %d sits: give more of the id", id, len(near))
}

func (a *App) showLogCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "One sit with its notes", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.recover()
			_, log, err := a.read()
			if err != nil {
				return err
			}
			e, err := find(log, args[0])
			if err != nil {
				return err
			}
			if a.flags.json {
				return a.printJSON(row(e))
			}
			return a.print("%s", page(e))
		},
	}
}

// page is one sit in full.
func page(e sessions.Entry) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-10s %s\n", name, strings.ReplaceAll(text, "\n", "\n           "))
		}
	}
	line("id", e.ID)
	line("day", e.Day.Time(time.UTC).Format("Monday 2 January 2006"))
	if clock := clockOf(e); clock != "" {
		line("start", strings.TrimSpace(e.Start.Format("15:04:05 -07:00")+" "+e.Origin().TZ))
	}
	line("sat", spell(e.Sat)+remark(e))
	line("practice", e.Title())
	line("wheels", wheels(e.Wheels.Self, e.Wheels.Other, e.Wheels.Ground))
	if e.People > 1 {
		line("people", fmt.Sprint(e.People))
	}
	line("source", e.Origin().Source)
	line("batch", e.Origin().Batch)
	line("feel", e.Detail().Feel)
	line("noting", noted(e.Detail().Noting))
	line("intention", e.Detail().Intention)
	line("act", e.Detail().Act)
	line("note", e.Detail().Note)
	line("flags", strings.Join(e.Flags, ", "))
	for _, o := range e.Detail().Others {
		line("also", o.Field+", from another device: "+o.Text)
	}
	if e.Removed {
		line("removed", "'karuna log restore "+e.ID+"' brings it back")
	}
	return b.String()
}

func wheels(self, other, ground int) string {
	return fmt.Sprintf("self %s · others %s · ground %s", spell(self), spell(other), spell(ground))
}

func noted(n sessions.Noting) string {
	if n.IsZero() {
		return ""
	}
	return fmt.Sprintf("past %d · planning %d · judging %d · comparing %d · other %d", n.Past, n.Planning, n.Judging, n.Comparing, n.Other)
}
