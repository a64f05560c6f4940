package practice

import (
	"strconv"

	"karuna/sessions"
)

// BalanceWindow is how many days, today included, the balance looks back.
const BalanceWindow = 28

// CompassionSits is how many sits with time on either wheel there must be
// before anything is said about balance.
const CompassionSits = 6

// Balance is the time on each wheel in the last BalanceWindow days.
type Balance struct {
	WindowDays int    `json:"window_days"`
	SelfS      int    `json:"self_s"`
	OtherS     int    `json:"other_s"`
	GroundS    int    `json:"ground_s"`
	Words      string `json:"words"` // "" while there is nothing to say

	Lean Lean `json:"-"`
}

// Lean says to which side compassion went. A quarter to three quarters on
// either side is no lean.
type Lean string

// The leans. Unsaid stands before there are CompassionSits of them, and when
// the window holds none.
const (
	Unsaid       Lean = ""
	BothTurning  Lean = "both"
	TowardOthers Lean = "other"
	TowardSelf   Lean = "self"
)

// BalanceOf returns the balance as it stood on today.
func BalanceOf(entries []sessions.Entry, today sessions.Day) Balance {
	return balanceOf(sessions.Briefs(entries), today)
}

func balanceOf(all []sessions.Brief, today sessions.Day) Balance {
	b := Balance{WindowDays: BalanceWindow}
	sits := 0
	for i := range all {
		e := &all[i]
		if !adds(e, today) {
			continue
		}
		if e.Self+e.Other > 0 {
			sits++
		}
		if e.Day > today-BalanceWindow {
			b.SelfS += int(e.Self)
			b.OtherS += int(e.Other)
			b.GroundS += int(e.Ground)
		}
	}
	if sits >= CompassionSits {
		b.Lean = lean(b.SelfS, b.OtherS)
	}
	b.Words = b.Lean.words()
	return b
}

func lean(self, other int) Lean {
	switch both := self + other; {
	case both <= 0:
		return Unsaid
	case 4*self < both:
		return TowardOthers
	case 4*self > 3*both:
		return TowardSelf
	}
	return BothTurning
}

func (l Lean) words() string {
	switch l {
	case BothTurning:
		return "Both wheels turning."
	case TowardOthers:
		return "Lately your practice has leaned toward others."
	case TowardSelf:
		return "Lately your practice has leaned toward yourself."
	}
	return ""
}

// Invitations returns the ids of scripts that turn the other wheel, none when
// there is no lean.
func (l Lean) Invitations() []string {
	switch l {
	case TowardOthers:
		return []string{"room-in-the-circle", "as-for-a-friend"}
	case TowardSelf:
		return []string{"easy-warmth", "in-the-same-boat"}
	}
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }
