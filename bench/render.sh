#!/bin/sh
# A sit of 45 minutes with twelve strokes of a bowl and brown noise beneath, as
# a WAV file of 48 kHz, 16 bits, two channels: karuna, csound, ffmpeg and sox,
# one after another on the same machine. All play the bowl of
# bench/render/bowl.txt, 14 partials, at the same moments; a script each in
# bench/render.
#
#   bench/render.sh             CPU seconds (user and system), wall seconds,
#                               times faster than listening to it by CPU time,
#                               and how much of karuna's CPU time each takes
#   MINUTES=15 ROUNDS=3 bench/render.sh
#
# Files go to a temporary folder and are looked at before they count: each has
# to be as long as the sit, to have noise beneath and a mode of the bowl at the last stroke. KEEP=1
# leaves them. Needs go, csound, ffmpeg, sox, awk and python3, and 2.5 GB.
set -eu
cd "$(dirname "$0")/.."
OUT=$(mktemp -d)
[ -n "${KEEP:-}" ] || trap 'rm -rf "$OUT"' EXIT
MINUTES=${MINUTES:-45}
# Ten strokes between the first and the last, the last of them before the
# quiet that karuna keeps ahead of the close.
EVERY=$((MINUTES * 60 / 11))
STROKES=0
i=1
while [ $i -le 10 ]; do STROKES="$STROKES $((i * EVERY))" i=$((i + 1)); done
STROKES="$STROKES $((MINUTES * 60))"
KARUNA="$OUT/karuna"
CGO_ENABLED=0 go build -trimpath -o "$KARUNA" .
export OUT MINUTES EVERY STROKES KARUNA
for round in $(seq "${ROUNDS:-2}"); do
	echo "round $round"
	python3 - "$MINUTES" <<'PY'
import os, subprocess, sys, time
length, ours = int(sys.argv[1]) * 60, None
for name in ["karuna", "csound", "ffmpeg", "sox"]:
    began = time.monotonic()
    p = subprocess.Popen(["sh", "bench/render/%s.sh" % name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    talk = p.stderr.read().decode(errors="replace")
    _, status, use = os.wait4(p.pid, 0)
    wall, cpu = time.monotonic() - began, use.ru_utime + use.ru_stime
    if status:
        sys.exit("%s: status %d\n%s" % (name, status, talk))
    path = os.path.join(os.environ["OUT"], name + ".wav")

    def rms(*effects):
        text = subprocess.run(["sox", path, "-n", *map(str, effects), "stat"], capture_output=True, text=True).stderr
        return next(float(l.split(":")[1]) for l in text.splitlines() if l.startswith("RMS     amplitude"))

    info = subprocess.run(["soxi", "-D", path], capture_output=True, text=True).stdout
    every = int(os.environ["EVERY"])
    beneath = rms("trim", every - 5, 4)
    before, after = (rms("trim", at, 3, "bandpass", 425, "30h") for at in (length - 4, length))  # the second mode
    if float(info) < length or beneath < 0.005 or after < 2 * before:
        sys.exit("%s: %s s, %.5f rms beneath, %.6f and %.6f around the last stroke: this is not the sit" % (name, info.strip(), beneath, before, after))
    ours = ours or cpu
    print("  %-8s %7.2f CPU s %7.2f wall s %7.0f x realtime %6.2f x karuna   (%.0f s)"
          % (name, cpu, wall, length / cpu, cpu / ours, float(info)), flush=True)
PY
done
