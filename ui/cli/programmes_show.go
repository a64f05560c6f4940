package cli

import (
	"fmt"
	"strconv"
	"strings"

	"karuna/sessions/programme"
)

// programmeRow is a programme in `programmes list --json`.
type programmeRow struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	About   string `json:"about"`
	Steps   int    `json:"steps"`
	Done    int    `json:"done"`
	Next    *int   `json:"next"` // null when all are done
	Running bool   `json:"running"`
	OnTable bool   `json:"on_table"`
}

// programmePage is a programme in `programmes show --json`.
type programmePage struct {
	programmeRow
	Weeks   []weekRow       `json:"weeks"`
	Plan    []stepRow       `json:"plan"`
	Moments []momentRow     `json:"moments"`
	Air     []programme.Air `json:"air"`
}

type weekRow struct {
	Title string `json:"title"`
	Field string `json:"field"`
	Note  string `json:"note"`
}

type stepRow struct {
	Step    int          `json:"step"`
	Week    int          `json:"week"`
	Do      programme.Do `json:"do"`
	Scripts []offerRow   `json:"scripts"`
	ForS    int          `json:"for_s"`
	Field   string       `json:"field"`
	Play    string       `json:"play"`
	Air     bool         `json:"air"`
	Done    bool         `json:"done"`
	Swap    string       `json:"swap"`
}

type offerRow struct {
	Script string `json:"script"`
	ForS   int    `json:"for_s"`
}

type momentRow struct {
	When   string `json:"when"`
	Script string `json:"script"`
	ForS   int    `json:"for_s"`
}

func rowOf(at programme.Progress, table string) programmeRow {
	r := programmeRow{
		ID: at.Programme.ID, Title: at.Programme.Title, About: at.Programme.About,
		Steps: len(at.Done), Done: at.Count(), Running: at.Running, OnTable: at.Programme.ID == table,
	}
	if n := at.Next(); n > 0 {
		r.Next = &n
	}
	return r
}

func (a *App) listProgrammes() error {
	state, err := a.house.Programmes().State()
	if err != nil {
		return err
	}
	rows := make([]programmeRow, len(state.All))
	cells := make([][]string, len(state.All))
	for i, at := range state.All {
		rows[i] = rowOf(at, state.Table)
		cells[i] = []string{at.Programme.ID, fmt.Sprintf("%d/%d", at.Count(), len(at.Done)), at.Programme.Title, where(rows[i])}
	}
	if a.flags.json {
		return a.printJSON(rows)
	}
	return a.printTable(cells)
}

func where(r programmeRow) string {
	switch {
	case r.OnTable:
		return "on the table"
	case r.Running:
		return "under way"
	case r.Next == nil:
		return "done"
	}
	return ""
}

func (a *App) showProgramme(name string) error {
	at, err := a.house.Programmes().Pick(name)
	if err != nil {
		return err
	}
	state, err := a.house.Programmes().State()
	if err != nil {
		return err
	}
	if a.flags.json {
		return a.printJSON(pageOf(at, state.Table))
	}
	if err := a.print("%s\n\n%s\n", at.Programme.Title, a.wrapped(at.Programme.About)); err != nil {
		return err
	}
	n := 0
	for _, w := range at.Programme.Weeks {
		if err := a.showWeek(at, w, n); err != nil {
			return err
		}
		n += len(w.Steps)
	}
	return a.showMoments(at.Programme.Moments)
}

// showWeek prints a week whose first step comes after n others: a done step has
// an x, the next one an arrow.
func (a *App) showWeek(at programme.Progress, w programme.Week, n int) error {
	var head string
	for _, line := range []string{w.Title, w.Note, w.Field} {
		if line != "" {
			head += a.wrapped(line) + "\n"
		}
	}
	var rows [][]string
	for i, s := range w.Steps {
		mark := "-"
		switch step := n + i + 1; {
		case at.Done[step-1]:
			mark = "x"
		case step == at.Next():
			mark = ">"
		}
		rows = append(rows, []string{mark, strconv.Itoa(n + i + 1), doWords(s, strings.Join(offerWords(s), " or ")), strings.TrimSpace(s.Play + " " + s.Field)})
	}
	if err := a.print("\n%s", head); err != nil {
		return err
	}
	return a.printTable(rows)
}

func offerWords(s programme.Step) []string {
	var out []string
	for _, o := range s.Offers {
		out = append(out, o.Script+" "+inSeconds(o.Minutes*60))
	}
	return out
}

func (a *App) showMoments(moments []programme.Moment) error {
	if len(moments) == 0 {
		return nil
	}
	var rows [][]string
	for _, m := range moments {
		rows = append(rows, []string{m.When, m.Script + " " + inSeconds(m.Minutes*60)})
	}
	if err := a.print("\n"); err != nil {
		return err
	}
	return a.printTable(rows)
}

func pageOf(at programme.Progress, table string) programmePage {
	page := programmePage{
		programmeRow: rowOf(at, table), Weeks: []weekRow{}, Plan: []stepRow{}, Moments: []momentRow{},
		Air: append([]programme.Air{}, at.Air...),
	}
	for _, w := range at.Programme.Weeks {
		page.Weeks = append(page.Weeks, weekRow{w.Title, w.Field, w.Note})
	}
	for i, s := range at.Programme.Steps() {
		row := stepRow{
			Step: i + 1, Week: s.Week + 1, Do: s.Do, Scripts: []offerRow{}, ForS: s.Minutes * 60,
			Field: s.Field, Play: s.Play, Air: s.Air, Done: at.Done[i], Swap: at.Swaps[i],
		}
		for _, o := range s.Offers {
			row.Scripts = append(row.Scripts, offerRow{o.Script, o.Minutes * 60})
		}
		page.Plan = append(page.Plan, row)
	}
	for _, m := range at.Programme.Moments {
		page.Moments = append(page.Moments, momentRow{m.When, m.Script, m.Minutes * 60})
	}
	return page
}
