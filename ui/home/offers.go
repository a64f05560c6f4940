package home

import (
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/start"
)

// Offer is a practice of a list, as those are told it who read lines.
type Offer struct {
	Need   safe.Text // the group it is in; may be empty
	Toward safe.Text // which way it helps on a hard day; may be empty
	Script sessions.Script
	Length time.Duration
}

// Offers returns the practices of a list (All, HardDay, OneMinute). It reads
// the library and the log.
func Offers(house *start.House, list string) ([]Offer, error) {
	past, err := house.Past()
	if err != nil {
		return nil, err
	}
	var out []Offer
	var need safe.Text
	for _, it := range listed(house, list, past) {
		if !it.chosen() {
			need = it.heading
			continue
		}
		out = append(out, Offer{need, it.toward, it.script, it.length})
	}
	return out, nil
}
