#!/bin/sh
# What a sit comes to when its sound server fails: killed, killed and back,
# frozen, its sink suspended or removed, each so many times with a server of
# its own, two sits at a time. The worst of them all is written.
#
#   bench/faults.sh [TIMES]        default 10, about 10 minutes
#
# Fails when the end of a sit is told more than 0.2 s from its time, when sound
# is not back within 6 s of the server, when waiting costs 1 % of a core or a
# call of the player 0.2 s, when a goroutine is left behind or a byte written on
# the terminal. Needs go, pulseaudio and pactl. Writes to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go test -c -o "$tmp/audio.test" ./audio
(cd audio && KARUNA_SYSTEM_TESTS=1 KARUNA_FAULTS_TIMES="${1:-10}" \
	"$tmp/audio.test" -test.v -test.timeout 3h -test.parallel 2 -test.run 'TestSystemFaults$') >"$tmp/log" 2>&1 || failed=1
sed -n 's/.*table: //p' "$tmp/log"
if [ -n "${failed:-}" ]; then
	cat "$tmp/log"
	exit 1
fi
