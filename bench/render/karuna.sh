#!/bin/sh
# The sit, by karuna: its bowls are replaced by the bowl that all play.
set -eu
export KARUNA_HOME="$OUT/home"
mkdir -p "$KARUNA_HOME/data/bells"
for name in bowl-large bowl-small; do
	awk '
	BEGIN {
		print "title = \"Bowl\"\nabout = \"the bowl of the benchmark\"\nsource = \"bench/render/bowl.txt\""
		print "base = 153.0\nlevel = -13.5"
		print "[mallet]\ncontact = 1.0\nsource = \"chosen\""
		print "[half]\ncontact = 5.0\nt60 = 0.9\nlevel = -8.0\nsource = \"chosen\""
	}
	/^[0-9]/ {
		printf "[[mode]]\nratio = %.6f\nt60 = %s\ngain = %s\nsplit = %s\npan = %.2f\n", $1 / 153.0, $2, $3, $4, 1 - 2 * $5
	}' bench/render/bowl.txt >"$KARUNA_HOME/data/bells/$name.toml"
done
# One stroke opens the sit and one closes it, ten are between.
exec "$KARUNA" render silent --for "${MINUTES}m" --interval "${EVERY}s" --bells simple --ambience brown -o "$OUT/karuna.wav"
