#!/bin/sh
# Every ambience for a minute, as the program makes it: its loudness and true
# peak as ffmpeg measures them (EBU R 128, which is BS.1770), its cost a frame,
# and a spectrogram of its first half minute, up to 8 kHz, in
# docs/pictures/ambience.
#
#   bench/ambience.sh           name, LUFS, dB true peak, ns a frame
#
# Needs go, ffmpeg and sox. The WAVs are written to a temporary folder, or kept
# for ears in the folder that KARUNA_AMBIENCE_OUT names.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
out=${KARUNA_AMBIENCE_OUT:-$tmp}
pictures=docs/pictures/ambience
mkdir -p "$out" "$pictures"

go test -c -o "$tmp/ambience.test" ./audio/ambience
KARUNA_AMBIENCE_OUT=$out "$tmp/ambience.test" -test.run 'TestRendered$' >/dev/null
"$tmp/ambience.test" -test.run '^$' -test.bench 'Stream' -test.benchtime 100ms -test.count 10 >"$tmp/cost"

# summary NAME KEY: a figure of the summary that ffmpeg ends with.
summary() {
	sed -n "/Summary:/,\$s/^ *$2: *\(-\{0,1\}[0-9.]*\).*/\1/p" "$tmp/$1.log" | head -n 1
}

printf '%-12s %8s %8s %8s\n' ambience LUFS dBTP ns/frame
for file in "$out"/*.wav; do
	name=$(basename "$file" .wav)
	ffmpeg -nostdin -hide_banner -i "$file" -af ebur128=peak=true -f null - 2>"$tmp/$name.log"
	cost=$(awk -v name="$name" 'index($1, "/" name "-") || $1 ~ "/" name "$" {
		for (i = 2; i <= NF; i++) if ($i == "ns/frame" && (least == "" || $(i-1) < least)) least = $(i-1)
	} END { printf "%.1f", least }' "$tmp/cost")
	printf '%-12s %8s %8s %8s\n' "$name" "$(summary "$name" I)" "$(summary "$name" Peak)" "$cost"
	sox "$file" "$tmp/left.wav" remix 1 trim 0 30 gain 12 rate 16000
	sox "$tmp/left.wav" -n spectrogram -x 600 -y 129 -z 80 -t "$name" -c ' ' -o "$pictures/$name.png"
done
