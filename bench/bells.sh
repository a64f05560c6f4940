#!/bin/sh
# Measures the ten bells and draws them: karuna writes a stroke of each to a
# file, sox draws its spectrogram, gnuplot its decay, and the table of
# docs/bells.md is made anew.
#
#   bench/bells.sh              pictures into docs/pictures/bells, the table
#                               into docs/bells.md and to standard output
#
# Needs go, sox and gnuplot. Writes the sound to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
out=docs/pictures/bells
mkdir -p "$out"
go build -o "$tmp/karuna" .
for file in assets/bells/*.toml; do
	name=$(basename "$file" .toml)
	KARUNA_HOME="$tmp/home" "$tmp/karuna" bell "$name" -o "$tmp/$name.wav" >/dev/null
done
KARUNA_BELLS="$tmp" go test -count=1 -run '^TestMeasure$' ./audio/bell >"$tmp/log" || {
	cat "$tmp/log" >&2
	exit 1
}

for file in assets/bells/*.toml; do
	name=$(basename "$file" .toml)
	sox -V1 "$tmp/$name.wav" -n remix 1,2 rate -h "$(cat "$tmp/$name.rate")" trim 0 30 \
		spectrogram -x 560 -y 257 -z 90 -q 16 -t "$name" -c ' ' -o "$out/$name.png"
	gnuplot <<PLOT
set terminal png size 660,300 font ",9"
set output "$out/$name-decay.png"
set title "$name: level by time"
set xlabel "s"
set ylabel "dBFS"
set yrange [-100:0]
set grid
set key top right
plot "$tmp/$name.dat" using 1:2 with lines lw 2 lc rgb "#222222" title "all", \
	"" using 1:3 with lines lc rgb "#0060ad" title "mode 1", \
	"" using 1:4 with lines lc rgb "#dd6600" title "mode 2", \
	"" using 1:5 with lines lc rgb "#339933" title "mode 3"
PLOT
done

{
	echo '| bell | peak, dBFS | loudest 400 ms, LUFS | mean | onset 10–90 %, ms | T60, s | beats, Hz | step | lasts, s |'
	echo '|---|---:|---:|---:|---:|---:|---:|---:|---:|'
	cat "$tmp"/*.row
} >"$tmp/table"
awk -v table="$tmp/table" '
	/^<!-- Measured/ { print; print ""; while ((getline row < table) > 0) print row; print ""; skip = 1; next }
	/^<!-- Made below/ { skip = 0 }
	!skip { print }' docs/bells.md >"$tmp/page"
cat "$tmp/page" >docs/bells.md
cat "$tmp/table"
