#!/bin/sh
# The sit, by sox: one stroke mixed of its partials, delayed copies of it, and
# brown noise. Its fades fall along a straight line in dB, as a bell does.
set -eu
set -- # the partials, as inputs of a mix
while read -r hz t60 gain split left; do
	case $hz in \#*) continue ;; esac
	for s in -1 1; do
		f=$(echo "$hz $split $s" | awk '{printf "%.3f", $1 + $3 * $2 / 2}')
		g=$(echo "$gain $s $left" | awk '{g = 0.1 * 10^($1 / 20) * ($2 < 0 ? 0.75 : 0.25); printf "1v%.6f 1v%.6f", g * $3, g * (1 - $3)}')
		set -- "$@" "|sox -r 48000 -c 1 -n -p synth $t60 sine $f fade l 0 $t60 $t60 remix $g"
	done
done <bench/render/bowl.txt
# Every input needs its own gain of 1, or sox divides by their number.
n=$#
while [ "$n" -gt 0 ]; do
	first=$1
	shift
	set -- "$@" -v 1 "$first"
	n=$((n - 1))
done
sox -m "$@" -b 32 -e float "$OUT/bowl.wav"
set --
for at in $STROKES; do set -- "$@" -v 1 "|sox $OUT/bowl.wav -p pad $at"; done
exec sox -m "$@" -v 1 "|sox -r 48000 -c 2 -n -p synth $((MINUTES * 60)) brownnoise vol 0.032" -b 16 "$OUT/sox.wav"
