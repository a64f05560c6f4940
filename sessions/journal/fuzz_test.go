package journal_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"karuna/sessions/journal"
)

// FuzzRead: whatever stands before it, a good line is read, and reading ends.
func FuzzRead(f *testing.F) {
	good := journal.Seal([]byte(`{"v":1,"id":"01KJKZPWR0T7S242YM45T12K47","op":"sit","start":"2026-03-01T07:00:00Z","day":"2026-03-01","sat_s":613}`))
	f.Add([]byte("{\"v\":1,\"id\":\"x\",\"op\":\"edit\",\"of\":\"01KJKZPWR0T7S242YM45T12K47\",\"over\":[\"x\"],\"set\":{\"sat_s\":1}}"))
	f.Add([]byte("<<<<<<< HEAD\r\n\x00\x00{\"v\":"))
	f.Add(append(bytes.Clone(good), good...))
	f.Add([]byte(`{"v":1,"id":"01KJKZPWR0T7S242YM45T12K47","op":"sit","batch":"b"}`))
	f.Fuzz(func(t *testing.T, junk []byte) {
		l := journal.ReadBytes(append(append(bytes.Clone(junk), '\n'), good...))
		for _, e := range l.All {
			if e.ID == "01KJKZPWR0T7S242YM45T12K47" {
				return
			}
		}
		if l.Headless == 0 {
			t.Errorf("the good line is lost behind %q: %+v", junk, l)
		}
	})
}

// FuzzRecord: the quick way and encoding/json read the same from a sealed line.
func FuzzRecord(f *testing.F) {
	for _, e := range fullEntries() {
		b, err := json.Marshal(e.Detail().Note)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("2026-03-01T07:00:00+01:00", "Europe/Berlin", "2026-03-01", 600, 900, b)
	}
	f.Fuzz(func(t *testing.T, start, tz, day string, sat, self int, note []byte) {
		quote := func(s string) []byte {
			b, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		if !json.Valid(note) || note[0] != '"' {
			note = quote(string(note))
		}
		body, err := json.Marshal(sat)
		if err != nil {
			t.Fatal(err)
		}
		line := journal.Seal(bytes.Join([][]byte{
			[]byte(`{"v":1,"id":"01KJKZPWR0T7S242YM45T12K47","op":"sit","start":`), quote(start), []byte(`,"tz":`), quote(tz), []byte(`,"day":`), quote(day),
			[]byte(`,"day_turn":4,"planned_s":600,"sat_s":`), body, []byte(`,"script":null,"ended":"complete","wheel_s":{"self":`), body,
			[]byte(`,"other":0,"ground":0},"people":1,"source":"live","note":`), note, []byte(`}`),
		}, nil))
		got, _, ok := journal.ParseLine(line)
		want, wok := journal.ParseSlowly(line)
		if ok != wok {
			t.Fatalf("quick %v, slow %v: %s", ok, wok, line)
		}
		checkSame(t, string(line), got, want)
	})
}

// FuzzSlot: no bytes crash the reader, and only a whole slot is read.
func FuzzSlot(f *testing.F) {
	b, err := journal.EncodeSlot(3, journal.SlotState{ID: "01KJKZPWR0T7S242YM45T12K47", Sat: 600})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:100])
	f.Fuzz(func(t *testing.T, b []byte) {
		beat, s, ok := journal.DecodeSlot(b)
		if ok && (s.ID == "" || len(b) < 18) {
			t.Errorf("read %d %+v from %q", beat, s, b)
		}
	})
}
