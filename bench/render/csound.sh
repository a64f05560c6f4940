#!/bin/sh
# The sit, by csound: 14 poscil under expseg a stroke, and low-passed noise.
set -eu
{
	cat <<-'ORC'
		<CsoundSynthesizer>
		<CsInstruments>
		sr = 48000
		ksmps = 128
		nchnls = 2
		0dbfs = 1
		instr bowl
		aleft = 0
		aright = 0
	ORC
	# A partial falls by 60 dB in T60; it is computed until -100 dB, 30 s at most.
	awk '/^[0-9]/ {
		for (side = -1; side <= 1; side += 2) {
			n++
			gain = 0.1 * 10^($3 / 20) * (side < 0 ? 0.75 : 0.25)
			printf "a%d poscil expseg(%.6f, %s, %.9f), %.3f\n", n, gain, $2, gain / 1000, $1 + side * $4 / 2
			printf "aleft = aleft + %s * a%d\naright = aright + %.2f * a%d\n", $5, n, 1 - $5, n
		}
	}' bench/render/bowl.txt
	cat <<-'ORC'
		outs aleft, aright
		endin
		instr brown
		outs noise(0.13, 0.9974), noise(0.13, 0.9974)
		endin
		</CsInstruments>
		<CsScore>
	ORC
	echo "i \"brown\" 0 $((MINUTES * 60))"
	for at in $STROKES; do echo "i \"bowl\" $at 43"; done
	echo "e"
	echo "</CsScore>"
	echo "</CsoundSynthesizer>"
} >"$OUT/sit.csd"
exec csound -d -m0 -W -s -o "$OUT/csound.wav" "$OUT/sit.csd"
