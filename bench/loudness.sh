#!/bin/sh
# How loud three phrases are with every narrator found on this machine: by
# karuna's own meter, and by the ebur128 filter of ffmpeg over the files that
# karuna has made. All should be at -23 LUFS, with no peak above -3 dB.
#
#   bench/loudness.sh
#
# Needs go and ffmpeg, and a narrator: espeak-ng, flite, festival, piper.
# Writes to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo "by karuna"
KARUNA_SYSTEM_TESTS=1 KARUNA_VOICE_BENCH="$tmp" go test -count=1 -v -run '^TestSystemTable$' ./audio/voice >"$tmp/out" ||
	{ cat "$tmp/out"; exit 1; }
grep LUFS "$tmp/out" | sed 's/^/  /'
echo "by ffmpeg (mono, heard on both sides)"
for file in "$tmp"/*/voice/*.wav; do
	name=${file#"$tmp/"}
	ffmpeg -hide_banner -nostats -i "$file" -af ebur128=peak=true:dualmono=true -f null - 2>&1 |
		awk -v name="${name%%/*}" '/Summary:/ { on = 1 } on && $1 == "I:" { i = $2 } on && $1 == "Peak:" { p = $2 }
			END { printf "  %-10s           %6.1f LUFS  %6.1f dBTP\n", name, i, p }'
done
