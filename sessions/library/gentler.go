package library

import (
	"cmp"
	"slices"

	"karuna/sessions"
)

// gentlerOffers is how many practices Gentler returns at most.
const gentlerOffers = 2

// Gentler returns up to two of all to take in the place of s on a day that is
// not one for it: without flags and no micro practices. They are for the first
// need of s, else for another of its needs, else anything; among those the ones
// met early (tier 1) before the others. Of several that serve alike the same
// kind comes first, then the shortest.
func Gentler(s sessions.Script, all []sessions.Script) []sessions.Script {
	type offer struct {
		sessions.Script
		far int
	}
	var offers []offer
	for _, o := range all {
		if o.ID == s.ID || len(o.Flags) > 0 || o.Kind == sessions.Micro {
			continue
		}
		offers = append(offers, offer{o, distance(s, o)})
	}
	slices.SortStableFunc(offers, func(a, b offer) int {
		return cmp.Or(
			cmp.Compare(a.far, b.far), cmp.Compare(otherKind(s, a.Script), otherKind(s, b.Script)),
			cmp.Compare(a.Length.Min, b.Length.Min), cmp.Compare(a.Length.Usual, b.Length.Usual),
		)
	})
	out := make([]sessions.Script, min(len(offers), gentlerOffers))
	for i := range out {
		out[i] = offers[i].Script
	}
	return out
}

// distance is how far o is from what s is taken for, 0 the nearest: the first
// need and another of them, each in tier 1 and then in tier 2, then the rest.
func distance(s, o sessions.Script) int {
	first := len(s.Needs) > 0 && slices.Contains(o.Needs, s.Needs[0])
	some := slices.ContainsFunc(s.Needs, func(n string) bool { return slices.Contains(o.Needs, n) })
	switch {
	case first && o.Tier == 1:
		return 0
	case some && o.Tier == 1:
		return 1
	case first && o.Tier == 2:
		return 2
	case some && o.Tier == 2:
		return 3
	case o.Tier == 1:
		return 4
	}
	return 5
}

func otherKind(s, o sessions.Script) int {
	if s.Kind == o.Kind {
		return 0
	}
	return 1
}

// Offered returns scripts without those that wait to be asked for (optin),
// unless these may be shown.
func Offered(scripts []sessions.Script, optIn bool) []sessions.Script {
	return slices.DeleteFunc(slices.Clone(scripts), func(s sessions.Script) bool { return !optIn && s.Has("optin") })
}
