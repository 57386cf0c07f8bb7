#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# lazydbg compare, on a directory of plain files in place of the module's, with a command
# and a perf whose figures follow from the mode (tests/tool/bin). Does it find a difference
# that is there, and none where there is none? Is the mode put back however it ends?

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

out=build/host
tool=$top/$out/lazydbg
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LAZYDBG_DEBUGFS=$tmp/module WORKLOAD_LOG=$tmp/modes PERF_EVENTS_ASKED=$tmp/events

# fresh MODE: a module in MODE, and nothing run yet.
fresh() {
	rm -rf "$LAZYDBG_DEBUGFS"
	cp -r tests/tool/host "$LAZYDBG_DEBUGFS"
	echo "$1" >"$LAZYDBG_DEBUGFS/mode"
	: >"$WORKLOAD_LOG"
	: >"$PERF_EVENTS_ASKED"
	rm -f "$tmp/result"
}

mode_is() {
	[ "$(cat "$LAZYDBG_DEBUGFS/mode")" = "$1" ]
}

# compare OPTION...: by the fake perf; stdout and stderr are kept.
compare() {
	PATH=$top/tests/tool/bin:$PATH "$tool" compare "$@" >"$tmp/out" 2>"$tmp/err"
}

# t NAME COMMAND...: ok if COMMAND succeeds.
t() {
	local name=$1 status=0

	shift
	"$@" >"$tmp/printed" 2>&1 || status=$?
	[ "$status" = 0 ] || sed 's/^/# /' "$tmp/printed" "$tmp/out" "$tmp/err"
	ok "$name" "$status"
}

# ends STATUS COMMAND...: is this its exit status?
ends() {
	local want=$1 status=0

	shift
	"$@" || status=$?
	[ "$status" = "$want" ]
}

says() {
	grep -qF -- "$1" "$tmp/out" "$tmp/err"
}

# holds JQ: is it true of the result that was saved?
holds() {
	jq -e "def figure(n; m): .figures[] | select(.name == n and .mode == m); $1" \
		"$tmp/result" >/dev/null
}

make -s -C tools/lazydbg O="$top/$out"
ok "the tool builds" $?
make -s -C tests/tool O="$top/build/tool"
ok "the test of its statistics builds" $?
echo "# Subtest: statistics"
build/tool/compare-stats | sed 's/^/    /'
ok "statistics" "${PIPESTATUS[0]}"

fresh lazy
t "modes that differ" ends 0 compare --modes off,eager,lazy --rounds 8 --output "$tmp/result" workload
t "are put back to what it was" mode_is lazy
t "each round begins with another mode" [ "$(head -n 9 "$WORKLOAD_LOG" | tr '\n' ' ')" = \
	"off eager lazy eager lazy off lazy off eager " ]
t "a figure with noise differs" holds 'figure("cost"; "eager").verdict == "more" and
	figure("cost"; "lazy").verdict == "less" and
	(figure("cost"; "lazy") | .low <= -790 and .high >= -810 and .high < 0)'
t "one without is known exactly" holds 'figure("ticks.exact"; "lazy") |
	.difference == -800 and .low == -800 and .high == -800 and .min == .max'
t "so does what perf counts" holds 'figure("instructions"; "eager") |
	.source == "perf" and .difference == 2000000 and .verdict == "more"'
t "and what the module counts" holds 'figure("taken"; "lazy") |
	.source == "module" and .median == 400 and .difference == 400'
t "what is always the same does not" holds 'figure("setup"; "lazy").verdict == "alike" and
	figure("swap_entries"; "lazy").verdict == "alike"'
t "and is no row of the table" grep -q \
	'^the same in all runs: .*command setup 42, .*module swap_entries 400' "$tmp/out"
t "an array has no figures" holds '[.figures[].name | select(contains("each"))] == []'
t "all is as Documentation/schema says" tests/tool/valid Documentation/schema/compare.json 1 \
	<"$tmp/result"
t "an event that perf has not is left out, and said" says \
	"perf cycles is left out: perf says it is <not supported> here."
t "one that it counted part of the time is called an estimate" says "perf task-clock is an estimate"
t "perf is asked for the usual events" [ "$(sort -u "$PERF_EVENTS_ASKED")" = \
	instructions:HG,cycles:HG,task-clock ]
t "the result has host, command, method and the values of each run" holds \
	'.schema == "lazydbg/compare" and (.host.kernel | length > 0) and .host.kvm_mode == "nvhe"
	and .host.module == "0.2" and .command == ["workload"] and .method.confidence == 95
	and (.method.coverage > 95) and .rounds == 8
	and ([.figures[].values | length] | unique == [8])'

fresh eager
t "a mode against itself" ends 0 compare --modes off,off --rounds 9 --output "$tmp/result" workload
t "does not differ" holds '[.figures[] | select(.mode == "off#2").verdict] | unique == ["alike"]'
t "though its runs do" holds 'figure("cost"; "off") | .min < .max'
t "which is said" says "These runs cannot tell off#2 from off by any figure."
t "and the mode is put back" mode_is eager

fresh lazy
t "too few rounds" ends 0 compare --modes off,lazy --rounds 5 --output "$tmp/result" workload
t "have no interval" holds 'figure("cost"; "lazy") | .verdict == "no-interval" and .low == null'
t "which is said" says "an interval of 95 % takes 6 rounds or more, so there is none"
fresh lazy
t "fewer do for less confidence" ends 0 compare --modes off,lazy --rounds 5 --confidence 90 \
	--output "$tmp/result" workload
t "and have one" holds 'figure("cost"; "lazy").verdict == "less"'

fresh lazy
t "CSV" ends 0 compare --modes off,lazy --rounds 6 --csv workload
t "has a row for each figure and mode" grep -q \
	'^command,ticks.exact,,lazy,200.5,200.5,200.5,200.5,200.5,-800,-800,-800,less' "$tmp/out"
t "JSON is what --output saves" ends 0 compare --modes off,lazy --rounds 6 --json workload
t "and nothing else is printed" jq -en 'input.figures | length > 0' "$tmp/out"
fresh lazy
t "other events" ends 0 compare --events instructions:u,cache-misses --rounds 1 workload
t "are those that perf is asked for" grep -qx instructions:u,cache-misses "$PERF_EVENTS_ASKED"

# Nothing that fails may leave the mode changed, or a file half-written.
echo before >"$tmp/kept"
fails_well() {
	local name=$1 status=$2 sentence=$3

	shift 3
	fresh lazy
	t "$name" ends "$status" compare --modes off,eager --rounds 3 --output "$tmp/kept" "$@"
	t "$name: says so" says "$sentence"
	t "$name: the mode is put back" mode_is lazy
	t "$name: the file is as it was" [ "$(cat "$tmp/kept")" = before ]
}
# shellcheck disable=SC2016 # the command's shell expands it
third='echo >>"$WORKLOAD_LOG"; [ "$(wc -l <"$WORKLOAD_LOG")" -lt 3 ]'
fails_well "a command that fails" 1 "the command ended with status 1 in round 2, eager" \
	-- sh -c "$third"
# shellcheck disable=SC2016
fails_well "one that a signal ends" 1 \
	"the command was ended by signal 11 (Segmentation fault) in round 1, off" \
	--no-perf -- sh -c 'kill -SEGV $$'
fails_well "one that is not there" 3 "there is no program 'no-such-program' to run" no-such-program
# shellcheck disable=SC2016
fails_well "somebody else changes the mode" 3 "somebody changed the mode to lazy in round 1, off" \
	-- sh -c 'echo lazy >$LAZYDBG_DEBUGFS/mode'
# shellcheck disable=SC2016
fails_well "somebody resets the counters" 3 "somebody reset the module's counters in round 1, off" \
	-- sh -c 'sed -i "s/^taken .*/taken 0 0/" $LAZYDBG_DEBUGFS/stats_percpu'

# gone PID: does it end soon, whether or not its new parent has asked for its status?
gone() {
	for ((i = 0; i < 100; i++)); do
		grep -q '^State:[[:space:]]*[^Z]' "/proc/$1/status" 2>/dev/null || return 0
		sleep 0.1
	done
	return 1
}

# interrupted SIGNAL STATUS: what does it leave if SIGNAL comes while the command runs?
interrupted() {
	local pid status=0

	fresh lazy
	set -m
	# shellcheck disable=SC2016
	PATH=$top/tests/tool/bin:$PATH env --default-signal \
		"$tool" compare --modes off,eager --output "$tmp/kept" \
		sh -c 'echo $$ >$LAZYDBG_DEBUGFS/pid; sleep 60' >"$tmp/out" 2>"$tmp/err" &
	pid=$!
	set +m
	for ((i = 0; i < 600; i++)); do
		[ ! -s "$LAZYDBG_DEBUGFS/pid" ] || break
		sleep 0.1
	done
	t "$1: the mode is changed meanwhile" mode_is off
	kill "-$1" "$pid"
	{ wait "$pid"; } 2>/dev/null || status=$?
	t "$1: ends it, as the shell sees" [ "$status" = "$2" ]
	t "$1: the mode is put back" mode_is lazy
	t "$1: the command is gone" gone "$(cat "$LAZYDBG_DEBUGFS/pid")"
	t "$1: the file is as it was" [ "$(cat "$tmp/kept")" = before ]
}
interrupted INT 130
interrupted TERM 143
interrupted HUP 129

# Programs that perf may not be among.
mkdir "$tmp/bin"
ln -s "$(command -v sh)" "$(command -v cat)" "$(command -v awk)" "$(command -v wc)" \
	"$(command -v mv)" "$top/tests/tool/bin/workload" "$tmp/bin"
without_perf() {
	PATH=$tmp/bin "$tool" compare "$@" >"$tmp/out" 2>"$tmp/err"
}
fresh lazy
t "without perf" ends 3 without_perf --rounds 1 workload
t "the package is named, and the option that does without" says "install it (Debian's package linux-perf), or leave it out by --no-perf"
t "and the mode is as it was" mode_is lazy
t "that option does" ends 0 without_perf --rounds 6 --modes off,lazy --no-perf \
	--output "$tmp/result" workload
t "with no figure of perf's" holds '[.figures[].source] | unique == ["command", "module"]'

# The default command is dbgguest beside the tool.
cp "$tool" "$tmp/bin/lazydbg"
printf '#!/bin/sh\necho "$*" >"%s/arguments"; echo "{}"\n' "$tmp" >"$tmp/bin/dbgguest"
chmod +x "$tmp/bin/dbgguest"
fresh lazy
t "without a command" ends 0 "$tmp/bin/lazydbg" compare --no-perf --rounds 1 --output "$tmp/result"
t "it is dbgguest with all armed" [ "$(cat "$tmp/arguments")" = \
	"--breakpoints all --watchpoints all --json" ]

without_guest() {
	PATH=/usr/bin:/bin "$tool" compare --no-perf >"$tmp/out" 2>"$tmp/err"
}
fresh lazy
t "without dbgguest either" ends 3 without_guest
t "says where it should be" says "dbgguest is neither in $top/$out nor in PATH"

# The module goes away, for one that cannot be written to.
lose_mode() {
	compare --no-perf --rounds 1 --modes off,eager -- \
		sh -c "rm '$LAZYDBG_DEBUGFS/mode' && mkdir '$LAZYDBG_DEBUGFS/mode'"
}
fresh lazy
t "a mode that cannot be set" ends 3 lose_mode
t "nor put back" says "cannot put the mode back to lazy: Is a directory"
t "says how to do that" says "echo lazy >$LAZYDBG_DEBUGFS/mode"

# wrong SENTENCE OPTION...
wrong() {
	local sentence=$1

	shift
	fresh lazy
	t "compare $*" ends 2 compare "$@"
	t "says what is right" says "$sentence"
	t "and runs nothing" [ ! -s "$WORKLOAD_LOG" ]
}
wrong "--modes takes off, eager and lazy with commas between, not 'fast'" --modes off,fast workload
wrong "--modes takes at most 8 modes" --modes off,off,off,off,off,off,off,off,off workload
wrong "--rounds takes a number from 1 to 200, not '0'" --rounds 0 workload
wrong "--confidence takes percent, from 50 to 99.9, not '100'" --confidence 100 workload
wrong "there is no option '--bogus'" --bogus workload
wrong "--output takes a file, which /dev/null is not" --output /dev/null workload

finish
