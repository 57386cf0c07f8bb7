#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The tool with too little memory: whichever of its allocations is the one that fails
# (tests/tool/faults.c), it prints the same as ever, or says so in one sentence.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/tool/lib.sh
. tests/tool/lib.sh

build_tool
make -s -C tests/tool O="$top/build/tool"
ok "the library that lets allocations fail builds" $?
faults=$top/build/tool/faults.so
export FAULT_DONE=$work/failed
fake host

# ends_well STATUS: it said that there is no memory, or did the same as with enough.
ends_well() {
	if [ "$1" = 3 ]; then
		[ "$(wc -l <"$err")" = 1 ] && grep -q '^lazydbg: .*memory$' "$err"
	else
		[ "$1" = "$wanted" ] && [ ! -s "$err" ] && timeless <"$out" | cmp -s "$work/wanted" -
	fi
}

# timeless: what is another each time.
timeless() {
	sed -E 's/"(time|date)": [^,]*//'
}

# starve NAME: all of the first allocations, and then ever fewer of those that follow.
starve() {
	local at=1 tries=0 wrong=0 status

	wanted=0
	"$tool" "${command[@]}" >"$out" 2>"$err" || wanted=$?
	timeless <"$out" >"$work/wanted"
	while :; do
		rm -f "$FAULT_DONE"
		status=0
		FAULT_AT=$at LD_PRELOAD=$faults "$tool" "${command[@]}" >"$out" 2>"$err" || status=$?
		[ -e "$FAULT_DONE" ] || break
		tries=$((tries + 1))
		ends_well "$status" || {
			wrong=$((wrong + 1))
			echo "# $1: allocation $at: status $status, $(head -n 3 "$err")"
		}
		at=$((at + 1 + at / 20))
	done
	[ "$tries" -gt 0 ] && [ "$wrong" = 0 ]
	ok "${1//$work\//}: $tries of its allocations" $?
}

saved=(tests/tool/saved/{compare,bench,hist}.json)
while read -r name; do
	# shellcheck disable=SC2206 # they are words
	command=($name)
	starve "$name"
done <<COMMANDS
mode
stat
stat --json
stat --csv --per-cpu
stat --prometheus
stat --json --output $work/file
hist
hist --json
hist --buckets --csv
doctor
doctor --json
report ${saved[*]}
report --html $work/page ${saved[*]}
COMMANDS

# And when nothing is left from then on.
export FAULT_AFTER=yes
command=(hist --json)
starve "hist --json, and all that follow"
command=(report "${saved[@]}")
starve "report, and all that follow"
finish
