#!/bin/sh
# How far the strokes of a sit are from where its score has them: a stroke a
# second, played through a sound server of its own to a sink that plays to no
# one, recorded from the sink's monitor and compared with the clock.
#
#   bench/onsets.sh [MINUTES]      default 5; about five times as long
#
# PulseAudio and PipeWire, alone and beside four busy loops; then the first
# stroke of a cold sink with no more than the lead a player asks for; then a
# player that was stopped for 8 s; then gaps in a voice over brown noise. Needs
# go, pulseaudio, parec, pipewire, pipewire-pulse, wireplumber, dbus-daemon and
# espeak-ng. Writes to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
minutes=${1:-5}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go test -c -o "$tmp/audio.test" ./audio

# tests PATTERN: the lines of the table that the tests of that name write.
tests() {
	(cd audio && KARUNA_SYSTEM_TESTS=1 "$tmp/audio.test" -test.v -test.timeout 3h -test.parallel 4 -test.run "$1") >"$tmp/log" 2>&1 || failed=1
	sed -n 's/.*table: //p' "$tmp/log"
	if [ -n "$failed" ]; then
		cat "$tmp/log"
		exit 1
	fi
}
failed=

export KARUNA_ONSETS_SECONDS=$((minutes * 60))
tests 'TestSystemOnsets$/beside_0$'
tests 'TestSystemOnsets$/beside_4$'
KARUNA_LEAD_TIMES=10 tests 'TestSystemLead$'
tests 'TestSystemOnsetsAfterAStop$'
tests 'TestSystemGaps$'
