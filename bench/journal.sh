#!/bin/sh
# Minutes a day over a log of 100,000 and of 1,000,000 sits: karuna, sqlite3
# without and with an index, and wc -l, which only counts the newlines. All run
# on the same machine in the same minute; each time is the least of seven, from
# the start of the process to its end, the file in the page cache.
#
#   bench/journal.sh            times in milliseconds, memory in MB
#
# Needs go, sqlite3 and python3 (for the clock). Writes to a temporary folder.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go test -c -o "$tmp/journal.test" ./sessions/journal

# least COMMAND: the least wall time of seven runs in ms, and the peak memory.
least() {
	python3 - "$@" <<'PY'
import os, subprocess, sys, time
best, peak = 1e9, 0
for _ in range(7):
    t = time.perf_counter()
    p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, use = os.wait4(p.pid, 0)
    if status:
        sys.exit("%s: status %d" % (sys.argv[1:], status))
    best, peak = min(best, time.perf_counter() - t), max(peak, use.ru_maxrss / 1024)
print("%7.1f ms %5.0f MB" % (best * 1000, peak))
PY
}

for n in 100000 1000000; do
	dir="$tmp/$n"
	mkdir "$dir"
	KARUNA_JOURNAL_CHILD="make $n" KARUNA_JOURNAL_DIR="$dir" "$tmp/journal.test"
	KARUNA_JOURNAL_CHILD=tsv KARUNA_JOURNAL_DIR="$dir" "$tmp/journal.test" >"$tmp/$n.tsv"
	for db in plain index; do
		sqlite3 "$tmp/$n.$db" 'create table sits (id text primary key, start text, day text, sat_s integer, kind text, self integer, flags text)' \
			".mode tabs" ".import $tmp/$n.tsv sits"
	done
	sqlite3 "$tmp/$n.index" 'create index by_day on sits (day, sat_s)'
	query='select day, sum(sat_s)/60 from sits group by day order by day'
	export KARUNA_JOURNAL_DIR="$dir"
	sqlite3 "$tmp/$n.plain" "$query" >"$tmp/theirs"
	for way in days briefs entries; do
		KARUNA_JOURNAL_CHILD=$way "$tmp/journal.test" 2>/dev/null >"$tmp/ours"
		cmp "$tmp/ours" "$tmp/theirs"
	done
	echo "$n sits, $(wc -c <"$dir/big.jsonl") bytes, $(wc -l <"$tmp/ours") days"
	echo "  wc -l            $(least wc -l "$dir/big.jsonl")"
	echo "  karuna, totals   $(KARUNA_JOURNAL_CHILD=days least "$tmp/journal.test")"
	echo "  karuna, briefs   $(KARUNA_JOURNAL_CHILD=briefs least "$tmp/journal.test")"
	echo "  karuna, entries  $(KARUNA_JOURNAL_CHILD=entries least "$tmp/journal.test")"
	echo "  sqlite3          $(least sqlite3 "$tmp/$n.plain" "$query")"
	echo "  sqlite3, index   $(least sqlite3 "$tmp/$n.index" "$query")"
done
