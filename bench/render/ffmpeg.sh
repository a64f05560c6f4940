#!/bin/sh
# The sit, by ffmpeg: one stroke as an expression, delayed copies of it, and
# two channels of brown noise.
set -eu
side() { # side LEFT|RIGHT: the sum of the partials
	awk -v side="$1" '/^[0-9]/ {
		for (s = -1; s <= 1; s += 2) {
			gain = 0.1 * 10^($3 / 20) * (s < 0 ? 0.75 : 0.25) * (side == "LEFT" ? $5 : 1 - $5)
			printf "%s%.6f*sin(2*PI*%.3f*t)*exp(-%.5f*t)", (n++ ? "+" : ""), gain, $1 + s * $4 / 2, 6.9078 / $2
		}
	}' bench/render/bowl.txt
}
graph="aevalsrc=exprs='$(side LEFT)|$(side RIGHT)':s=48000:d=43,aformat=sample_fmts=fltp"
n=0 delays="" mixed=""
for at in $STROKES; do
	delays="$delays;[b$n]adelay=$((at * 1000)):all=1[s$n]"
	mixed="$mixed[s$n]"
	n=$((n + 1))
done
graph="$graph,asplit=$n"
i=0
while [ $i -lt $n ]; do graph="$graph[b$i]" i=$((i + 1)); done
for c in 1 2; do
	graph="$graph;anoisesrc=c=brown:r=48000:a=0.15:d=$((MINUTES * 60)):seed=$c[n$c]"
done
graph="$graph$delays;[n1][n2]join=inputs=2:channel_layout=stereo[n];${mixed}[n]amix=inputs=$((n + 1)):normalize=0:duration=longest[out]"
exec ffmpeg -v error -y -filter_complex "$graph" -map "[out]" -c:a pcm_s16le -ar 48000 "$OUT/ffmpeg.wav"
