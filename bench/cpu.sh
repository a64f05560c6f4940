#!/bin/sh
# What the sound of a sit costs: a player alone in a process of its own, on a
# PulseAudio of its own, through a whole sit with the bells of a script, until
# the last has faded; and once more with a line every 15 s over brown noise. What
# the server and the narrator do is not counted.
#
#   bench/cpu.sh [MINUTES]         default 5; 20 is the sit the limit is for
#
# The strokes are the same in any length, so a shorter sit costs more of a core.
# Needs go, pulseaudio and espeak-ng. Writes to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go test -c -o "$tmp/audio.test" ./audio
(cd audio && KARUNA_SYSTEM_TESTS=1 KARUNA_COST_SECONDS=$((${1:-5} * 60)) \
	"$tmp/audio.test" -test.v -test.timeout 3h -test.run 'TestSystemCost$') >"$tmp/log" 2>&1 || failed=1
sed -n 's/.*table: //p' "$tmp/log"
if [ -n "${failed:-}" ]; then
	cat "$tmp/log"
	exit 1
fi
