package sessions

import (
	"fmt"
	"time"
)

// Day is a civil date as the number of days since 1970-01-01. Arithmetic on
// days is arithmetic on integers, so no daylight-saving hour can reach it.
type Day int

// NoDay is the zero of Day's meaning: no date. It is far outside any calendar.
const NoDay Day = -1 << 31

// DayOf returns the civil date of t on t's own wall clock.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Date(y, m, d)
}

// Date returns the day of a civil date; out-of-range values are normalised as
// time.Date does.
func Date(year int, month time.Month, day int) Day {
	u := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return Day(u / 86400)
}

// ParseDay reads "2006-01-02".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return NoDay, fmt.Errorf("day %q: want YYYY-MM-DD", s)
	}
	return DayOf(t), nil
}

// Time returns midnight of the day in loc.
func (d Day) Time(loc *time.Location) time.Time {
	y, m, dd := d.Civil()
	return time.Date(y, m, dd, 0, 0, 0, 0, loc)
}

// Civil returns year, month and day of the month.
func (d Day) Civil() (year int, month time.Month, day int) {
	return time.Unix(int64(d)*86400, 0).UTC().Date()
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return time.Unix(int64(d)*86400, 0).UTC().Weekday() }

// String returns "2006-01-02".
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	y, m, dd := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), dd)
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = NoDay
		return nil
	}
	v, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// PracticeDay returns the civil date of start on its own wall clock; before
// the turn hour it is still the day before. The wall-clock hour is compared
// and the date is stepped, never hours taken from the instant: on the morning
// the clocks go forward that would name the wrong day (practice.md 5.1).
func PracticeDay(start time.Time, turn int) Day {
	d := DayOf(start)
	if start.Hour() < turn {
		return d - 1
	}
	return d
}
