#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The tool, built for this machine, on directories that stand in for the module's: what it
# prints in each format, and what it says when something is wrong.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/tool/lib.sh
. tests/tool/lib.sh

# valid COMMAND COUNT: what was printed last is COUNT results of COMMAND.
valid() {
	tests/tool/valid "Documentation/schema/$1.json" "$2" <"$out"
}

not() {
	! "$@"
}

build_tool
fake host
host=$LAZYDBG_DEBUGFS

echo "# the command line"
"$tool" 2>"$err"
t "no command is status 2" test $? = 2
says "^usage: lazydbg COMMAND"
ends 0 "--help" --help
mapfile -t commands < <(sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' "$out")
for command in "${commands[@]}"; do
	ends 0 "$command --help" "$command" --help
	prints "^usage: lazydbg $command"
	prints '^examples:'
	prints '[Ee]xit status'
	ends 2 "$command --frobnicate" "$command" --frobnicate
	says "$command --help lists the options"
done
# One line: ARGUMENTS | what is said.
while IFS='|' read -r arguments pattern; do
	# shellcheck disable=SC2086
	ends 2 "$arguments" $arguments
	says "$pattern"
done <<'ROWS'
frobnicate|there is no command 'frobnicate'
mode fast|it is off, eager or lazy
mode off lazy|one word, not 'lazy' too
mode lazy --json|set, or printed
mode --output|no value for option '--output'
stat now|'now' is not an option
stat --json --csv|one format only
stat --interval|no value for option '--interval'
stat --interval 0|--interval takes seconds
stat --interval 0x1|--interval takes seconds
stat --interval inf|--interval takes seconds
stat --interval 1 --count 0|--count takes a number from 1
stat --interval 1 --count -1|--count takes a number from 1
stat --count 3|--count needs --interval
stat --prometheus --json|one format only
stat --prometheus --interval 1|needs --output
stat --reset --json|--reset goes with no other
hist --on --off|go with no other option
hist --buckets --json|leave out --buckets
bench --samples 0|from 1 to 100000, not '0'
bench --samples 100001|from 1 to 100000
bench --samples ten|from 1 to 100000
bench --cpu 3-1|--cpu takes CPUs
bench --cpu 0,|--cpu takes CPUs
bench --cpu 99999999|--cpu takes CPUs
bench --cpu 16000|is it online
top -d|no value for option '-d'
top -d 0|takes seconds
top -x|no option '-x'
doctor now|'now' is not an option
ROWS

echo "# the mode"
ends 0 "mode" mode
t "prints one word" test "$(cat "$out")" = lazy
for mode in off eager lazy; do
	ends 0 "mode $mode" mode "$mode"
	t "is what the file gets" test "$(cat "$host/mode")" = "$mode"
done
ends 0 "mode --json" mode --json
t "is valid" valid mode 1
t "and no result of another command" not valid stat 1
ln -sf /dev/full "$host/mode"
ends 3 "a mode that is refused" mode lazy
says "refuses mode lazy"
fake host

echo "# stat"
ends 0 "stat" stat
awk 'NF == 2 && $1 != "name" && !/:/ { print $1, $2 }' "$out" >"$work/printed"
same "has the sums" "$work/printed" "$host/stats"
ends 0 "stat --per-cpu" stat --per-cpu
awk '$1 == "name", 0 { $1 = $1; print }' "$out" >"$work/printed"
same "has each CPU's" "$work/printed" "$host/stats_percpu"
ends 0 "stat --csv --per-cpu" stat --csv --per-cpu
t "has CRLF in all lines" test "$(grep -c $'\r$' "$out")" = "$(wc -l <"$out")"
tr -d '\r' <"$out" | awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ name = $at["name"]; if (!(name in sum)) order[++n] = name; sum[name] += $at["value"] }
	END { for (i = 1; i <= n; i++) print order[i], sum[order[i]] }' >"$work/printed"
same "adds up to the sums" "$work/printed" "$host/stats"
for options in "" --per-cpu; do
	ends 0 "stat --json $options" stat --json $options
	t "is valid" valid stat 1
	ends 0 "stat --prometheus $options" stat --prometheus $options
	{ sort "$host/stats"; echo lazy 0.2; } >"$work/want"
	tests/tool/prometheus <"$out" >"$work/parsed"
	{ sed '$d' "$work/parsed" | sort; tail -n 1 "$work/parsed"; } >"$work/printed"
	same "is Prometheus' format, with all counters, mode and version" "$work/printed" "$work/want"
done
ends 0 "stat --interval" stat --json --interval 0.1 --count 3
t "prints a valid line for each" valid stat 3
t "that is one line" test "$(wc -l <"$out")" = 3
ends 0 "stat --interval, for people" stat --interval 0.1 --count 2
prints '^time: [0-9]{2}:[0-9]{2}:[0-9]{2}$'
prints '^seconds: 0\.'
prints '^name +value +per_second$'
ends 0 "stat --interval --per-cpu, for people" stat --per-cpu --interval 0.1 --count 2
prints '^per_second +cpu0 +cpu1$'
prints '^loads +0\.00 +0\.00$'
ends 0 "stat --interval --csv" stat --csv --interval 0.1 --count 3
t "has heads once" test "$(grep -c '^time,name,value,per_second' "$out")" = 1
ends 0 "stat --reset" stat --reset
t "writes reset" test "$(cat "$host/stats")" = reset
fake host

echo "# rates"
# The mode is read after the counters: while that waits, they are changed.
rm "$host/mode"
mkfifo "$host/mode"
timeout 60 "$tool" stat --json --interval 0.5 --count 2 >"$out" &
printing=$!
exec 3>"$host/mode"
awk 'NR > 1 && $1 == "loads" { $2 += 1000 } $1 == "puts" { $2 = 0; $3 = 7 } { print }' \
	tests/tool/host/stats_percpu >"$work/later"
mv "$work/later" "$host/stats_percpu"
echo lazy >&3
exec 3>&-
until [ -s "$out" ] || ! kill -0 "$printing"; do sleep 0.05; done
echo lazy >"$host/mode"
t "two samples" wait "$printing"
t "are valid" valid stat 2
rate() {
	jq -e -s --arg name "$1" --argjson want "$2" '.[1] | .seconds as $s | .counters[]
		| select(.name == $name) | (.per_second * $s - $want) | fabs < 0.01 * $want + 0.01' "$out"
}
t "a counter's rate is its change by the time" rate loads 1000
t "one that was reset counts from zero" rate puts 7
t "one that stays has rate 0" rate taken 0
fake host

echo "# hist"
ends 0 "hist" hist
prints '^load +151 +144 +297.75 +1632 +256 +512 +1632 +1632$'
prints '^put +150 +112 +128.00 +144 +144 +144 +144 +144$'
prints 'taking one adds 31.2 ns'
ends 0 "hist --per-cpu" hist --per-cpu
prints '^evict +0 +3 +160 +373440.00 +1120000 +256 +1120000'
for options in "" --per-cpu; do
	ends 0 "hist --json $options" hist --json $options
	t "is valid" valid hist 1
	t "has as many in the buckets as it counts" jq -e \
		'[.latencies[] | .count == ([.buckets[].count] | add)] | all and length > 2' "$out"
done
ends 0 "hist --buckets --csv" hist --buckets --csv
prints '^evict,1048576,,65536,,1'
for word in on off reset; do
	ends 0 "hist --$word" hist "--$word"
	t "writes $word" test "$(cat "$host/latency")" = "$word"
done
printf 'enabled off\ncounter_hz 1\noverhead_ps 0\n' >"$host/latency"
ends 0 "hist with nothing taken" hist
prints 'lazydbg hist --on begins'
ends 0 "and as JSON" hist --json
t "is valid" valid hist 1
fake host
script -qec "'$tool' hist" /dev/null </dev/null >"$out"
prints '128 \.\. 256 +121 \|\*{40}'

echo "# bench"
# bench_on CPU ANSWER: the module's side, with a pipe in place of its file.
bench_on() {
	rm -f "$host/bench"
	mkfifo "$host/bench"
	timeout 60 "$tool" bench --cpu "$1" --samples 123 --json >"$out" 2>"$err" &
	word=$(timeout 60 cat "$host/bench")
	allowed=$(awk '/^Cpus_allowed_list/ { print $2 }' /proc/"$(pgrep -P $!)"/status)
	timeout 60 dd status=none if="$2" of="$host/bench"
	wait $!
}
t "bench" bench_on 0 tests/tool/host/bench
t "asks for so many samples" test "$word" = 123
t "runs on that CPU only" test "$allowed" = 0
t "is valid" valid bench 1
t "has all rows" jq -e '.rows | length == 18 and all(.min_cycles > 1)' "$out"
sed 's/^cycles yes/cycles no/; s/\(_mc\) [0-9]*/\1 -/g' tests/tool/host/bench >"$work/bench"
t "without a cycle counter" bench_on 0 "$work/bench"
t "is valid" valid bench 1
t "has none" jq -e '.rows | all(.min_cycles == null and .min_ns > 1)' "$out"
sed 's/^cpu 0/cpu 1/' tests/tool/host/bench >"$work/bench"
t "a result of another CPU is refused" not bench_on 0 "$work/bench"
says "the result is not of CPU 0"
fake host

echo "# doctor"
if [ "$(uname -m)" = aarch64 ]; then
	skip "another architecture" "this is aarch64"
else
	ends 1 "another architecture" doctor
	prints "^architecture +no +$(uname -m)"
	prints 'to do: use an ARM host'
	ends 1 "as JSON" doctor --json
	t "is valid" valid doctor 1
	ends 1 "as CSV" doctor --csv
	prints "^architecture,no,true,$(uname -m),"
	as=(env -u LAZYDBG_DEBUGFS)
	ends 3 "other commands there" stat
	says "the module is for 64-bit ARM"
	as=()
fi

echo "# output"
ends 0 "--output" stat --csv --output "$work/file"
"$tool" stat --csv >"$work/printed"
same "writes what would be printed" "$work/file" "$work/printed"
t "for others to read" test "$(stat -c %a "$work/file")" = "$(printf '%o' $((0666 & ~$(umask))))"
ln -s file "$work/link"
ends 0 "--output to a link" stat --csv --per-cpu --output "$work/link"
t "leaves it one" test -L "$work/link"
t "and writes the file" grep -q ',cpu,' "$work/file"
cp "$work/file" "$work/before"
as=(bash -c 'trap "" XFSZ; ulimit -f 0; exec "$@"' -)
"${as[@]}" "$tool" stat --json --output "$work/file" 2>&1 | cat >"$err"
as=()
says "cannot write .*/file: File too large"
same "what cannot be written whole leaves the file as it was" "$work/file" "$work/before"
t "and nothing beside it" test "$(find "$work" -name 'file.*')" = ""
ends 2 "--output to a device" stat --output /dev/null
says "is not: leave it out"
ends 3 "--output to nowhere" stat --output "$work/none/file"
says "cannot write a file beside"
"$tool" stat >/dev/full 2>"$err"
t "a full disk is status 3" test $? = 3
says "cannot write the output: No space"

echo "# files that are not there, or not ours"
chmod 700 "$host"
as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if [ "$(id -u)" != 0 ]; then
	chmod 000 "$host"
	as=()
fi
for command in mode stat hist bench top; do
	ends 3 "$command, not root" "$command"
	says "run it as root"
done
chmod 755 "$host"
as=()
export LAZYDBG_DEBUGFS=$work/nowhere
for command in mode stat hist bench top; do
	ends 3 "$command without the module" "$command"
	says "set it to the directory that has them, or load the module"
done
while read -r command file; do
	fake host
	rm "$host/$file"
	# shellcheck disable=SC2086
	ends 3 "$command without $file" $command
	says "no file '$file' in .* older than this tool"
done <<'ROWS'
stat stats_percpu
hist latency
ROWS

echo "# malformed files"
# One line: COMMAND | file | what is wrong | what is said.
while IFS='|' read -r command file text pattern; do
	fake host
	printf '%b' "$text" >"$host/$file"
	# shellcheck disable=SC2086
	ends 3 "$file: $text" $command
	says "$file is not what this tool understands: line $pattern"
done <<'ROWS'
mode|mode||1 must be the mode
mode|mode|\x1b[2Jlazy\n|1 is not plain text
mode|mode|a_mode_that_is_longer_than_any_name_can_be_for_this_tool\n|1 has 'a_mode_that_is_longer_than_any_name_can_'
stat|stats_percpu||1 must begin with 'name'
stat|stats_percpu|loads 1\n|1 must begin with 'name'
stat|stats_percpu|name cpu0 cpux\nloads 1 2\n|1 has 'cpux' where cpu0
stat|stats_percpu|name cpu0 cpu1\nloads 1\n|2 has 1 values for 2 columns
stat|stats_percpu|name cpu0\nloads 1 2\n|2 has more values than the 1 columns
stat|stats_percpu|name cpu0\nloads -1\n|2 has '-1' for 'a CPU'
stat|stats_percpu|name cpu0\nloads 1x\n|2 has '1x'
stat|stats_percpu|name cpu0\nloads 9223372036854775808\n|2 has '9223372036854775808'
hist|latency||1 is the end, and there was no 'enabled'
hist|latency|enabled maybe\n|1 has 'maybe' for 'enabled'
hist|latency|enabled on\ncounter_hz 1\n|3 is the end, and there was no 'overhead_ps'
hist|latency|summary load cpu0 count 1\n|1 has no 'sum_ticks'
hist|latency|summary load 0 count 1\n|1 has '0' where cpu0
hist|latency|summary load\n|1 has 'nothing' where cpu0
hist|latency|bucket put cpu0 from_ticks 1 to_ticks infinite\n|1 has 'infinite' for 'to_ticks', which must be a number or inf
stat --prometheus|info|bytes_per_cpu many\n|1 has 'many' for 'bytes_per_cpu'
stat --prometheus|info|version\n|1 has no value for 'version'
stat --prometheus|info|cpu 0 breakpoints 6\n|1 has no 'watchpoints'
ROWS

echo "# a newer module"
fake host
{ sed '1s/$/ total/; 2,$s/$/ ?/' tests/tool/host/stats_percpu; echo left_new 5 6 ?; } >"$host/stats_percpu"
sed -i 's/^enabled/colour blue\nenabled/; s/ min_ns/ median_ns 5 min_ns/' "$host/latency"
echo 'colour blue' >>"$host/info"
ends 0 "its new column is left out, its new counter shown" stat --json --per-cpu
t "is valid" valid stat 1
t "has the new one's values" jq -e '[.counters[] | select(.name == "left_new") | .value] == [5, 6]' "$out"
ends 0 "a new reason" stat --prometheus
prints '^lazydbg_left_total\{reason="new"\} 11$'
ends 0 "new names in latencies" hist
prints '^load +151'

echo "# files that end too early"
broken=0
for row in mode:mode stat:stats_percpu hist:latency; do
	for size in $(seq 0 29 "$(wc -c <"tests/tool/host/${row#*:}")"); do
		fake host
		head -c "$size" "tests/tool/host/${row#*:}" >"$host/${row#*:}"
		"$tool" "${row%:*}" >"$out" 2>"$err"
		case $? in
		0 | 3) ;;
		*) echo "# $row, $size bytes: status $?"; broken=$((broken + 1)) ;;
		esac
	done
done
t "are read, or refused" test "$broken" = 0

finish
