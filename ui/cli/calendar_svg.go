package cli

import (
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/calendar"
	"karuna/ui/safe"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The measures of the picture of a year, in its own units.
const (
	svgPitch = 14 // from a day to the next
	svgDay   = 11 // a day
	svgLeft  = 36 // of the days: the names of the weekdays stand there
	svgTop   = 56 // of the days: the title and the names of the months
	svgFoot  = 34 // below them
	// What the shapes mean needs so much.
	svgLegend = 320
)

// calendarPicture writes the days from first up to before next as a picture.
func (a *App) calendarPicture(path string, first, next sessions.Day) error {
	a.recover()
	_, log, err := a.read()
	if err != nil {
		return err
	}
	opt, titles := a.house.Arithmetic(), titlesOf(log)
	cal := practice.CalendarOf(log.Entries, log.Rests, opt)
	p := picture{first: first, next: next, start: opt.WeekStart, cell: cal.Cell}
	p.told = func(c practice.Cell) string { return safe.Line(dayTold(c, titles)).String() }
	days, seconds := 0, 0
	for _, c := range cellsOf(cal, first, next) {
		seconds += c.Seconds
		if c.State == practice.Sat || c.State == practice.Remembered {
			days++
		}
	}
	year, month, _ := first.Civil()
	p.title = fmt.Sprint(year)
	if next-first <= 31 {
		p.title = fmt.Sprintf("%s %d", month, year)
	}
	if days > 0 {
		p.title += fmt.Sprintf(", %s, %s", count(days, "day"), spell(seconds))
	}
	name := a.house.InForce().UI.Theme
	for dark, into := range map[bool]*theme.Theme{true: &p.dark, false: &p.light} {
		if *into, err = theme.Load(a.house.Palettes(), name, theme.Terminal{Dark: dark, Colors: theme.TrueColor}); err != nil {
			return err
		}
	}
	if path == "-" {
		return p.draw(a.io.Out)
	}
	return replace(path, func(w io.WriteSeeker) error { return p.draw(w) })
}

// picture is days as an SVG: a column a week, a shape a day. It stands alone:
// no font is needed but a monospaced one, and a dark page gets the theme's
// dark colours. Every day says in words what it holds, for ears and pointers.
type picture struct {
	out         io.Writer
	err         error
	title       string
	first, next sessions.Day
	start       time.Weekday
	cell        func(sessions.Day) practice.Cell
	told        func(practice.Cell) string
	light, dark theme.Theme
}

func (p *picture) print(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// draw writes the picture.
func (p *picture) draw(w io.Writer) error {
	p.out = w
	begin := practice.WeekOf(p.first, p.start)
	weeks := int(practice.WeekOf(p.next-1, p.start)-begin)/7 + 1
	wide, high := svgLeft+weeks*svgPitch+20, svgTop+7*svgPitch+svgFoot
	wide = max(wide, svgLeft+20+9*len(p.title), svgLegend) // the title and what the shapes mean
	p.print(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s" font-family="monospace" font-size="11">`+"\n",
		wide, high, wide, high, html.EscapeString(p.title))
	p.style()
	p.print(`<rect class="page" width="100%%" height="100%%" rx="8"/>` + "\n")
	p.print(`<text class="title" x="%d" y="24" font-size="14">%s</text>`+"\n", svgLeft, html.EscapeString(p.title))
	for row := 0; row < 7; row += 2 {
		p.print(`<text class="dim" x="10" y="%d">%s</text>`+"\n", svgTop+row*svgPitch+10, ((p.start + time.Weekday(row)) % 7).String()[:2])
	}
	for d := p.first; d < p.next; d++ {
		x, y := svgLeft+int(d-begin)/7*svgPitch, svgTop+int(d-begin)%7*svgPitch
		if _, m, n := d.Civil(); n == 1 {
			at := x
			if y > svgTop { // the month begins within this week: its name is over the next
				at += svgPitch
			}
			p.print(`<text class="dim" x="%d" y="%d">%s</text>`+"\n", at, svgTop-8, m.String()[:3])
		}
		p.day(x, y, p.cell(d))
	}
	p.legend(high)
	p.print("</svg>\n")
	return p.err
}

// style gives the roles their colours, those of a dark page where the page is
// dark. The rules name every colour twice because not every reader of SVG
// knows variables.
func (p *picture) style() {
	rules := func(th theme.Theme) string {
		var b strings.Builder
		fill := func(class, colour string) { fmt.Fprintf(&b, ".%s{fill:%s}", class, colour) }
		fill("page", th.Background())
		fill("title", th.Accent.Hex())
		fill("dim", th.Dim.Hex())
		fill("sat", th.Accent.Hex())
		fill("later", th.Dim.Hex())
		fill("none", th.Line.Hex())
		fmt.Fprintf(&b, ".rest,.travel,.today{fill:none;stroke:%s;stroke-width:1.5}", th.Text.Hex())
		return b.String()
	}
	p.print("<style>%s\n@media (prefers-color-scheme:dark){%s}</style>\n", rules(p.light), rules(p.dark))
}

// day draws one day at its corner.
func (p *picture) day(x, y int, c practice.Cell) {
	p.print("<g>")
	if words := p.told(c); words != "" {
		p.print("<title>%s</title>", html.EscapeString(words))
	}
	switch m := calendar.Mark(c); m.State {
	case widget.DaySat:
		p.sized("sat", x, y, svgDay, m.Minutes)
	case widget.DayRemembered: // the left half
		p.sized("later", x, y, svgDay/2, m.Minutes)
	case widget.DayRest:
		p.print(`<circle class="rest" cx="%d.5" cy="%d.5" r="3"/>`, x+5, y+5)
	case widget.DayTravel:
		p.print(`<path class="travel" d="M%d %dq2.5 -4 5 0t5 0"/>`, x+1, y+6)
	default:
		p.print(`<circle class="none" cx="%d.5" cy="%d.5" r="1"/>`, x+5, y+5)
	}
	if c.Today {
		p.print(`<path class="today" d="M%d %dh-2v%dh2M%d %dh2v%dh-2"/>`, x+1, y-1, svgDay+2, x+svgDay-1, y-1, svgDay+2)
	}
	p.print("</g>\n")
}

// sized draws a day that was sat: four heights by minutes.
func (p *picture) sized(class string, x, y, wide, minutes int) {
	high := (widget.DaySize(minutes)+1)*svgDay/4 + 1
	p.print(`<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="1.5"/>`, class, x, y+svgDay-high, wide, high)
}

// legend says what the shapes are.
func (p *picture) legend(high int) {
	x, y := svgLeft, high-svgFoot+12
	for _, minutes := range []int{1, 5, 15, 30} {
		p.sized("sat", x, y, svgDay, minutes)
		p.print(`<text class="dim" x="%d" y="%d">%d</text>`+"\n", x+svgDay+4, y+10, minutes)
		x += svgDay + 26
	}
	p.print(`<text class="dim" x="%d" y="%d">minutes and more</text>`+"\n", x-4, y+10)
}
