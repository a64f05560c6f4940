// Package practice adds entries up: practice days, runs with rest in them,
// weeks in rhythm, totals, the balance of the two wheels, calendars, and what
// to offer next.
//
// Everything is a pure function of entries, chosen rest days and a today; it
// never asks a clock and never recomputes the day an entry was frozen with.
// The time taken is linear in the entries, or in the days between the first
// and today.
//
// Three promises hold for every history: adding a practice day never shortens
// the current or the longest run; today is never an empty day; a day chosen
// as rest changes no number, it is only said.
//
// What lies after today is left out of every sum, so that a past today gives
// the numbers as they stood. The package compares no one with anyone and
// keeps nothing: milestones, return sits and hints are derived each time.
package practice
