#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The kernel's own tests of KVM and of hardware breakpoints, those of each release on
# its kernel, or those named in SELFTESTS: without the module and in each mode. On a core
# of each kind, or on those in LAB_CELLS, LAB_JOBS hosts at a time (2).

cells=${LAB_CELLS:-"6.1 cortex-a72 nvhe
6.1 max vhe
6.12 cortex-a72 nvhe
6.12 max vhe
6.12 max hvhe
7 cortex-a72 nvhe
7 max vhe
7 max hvhe"}
all=$cells

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

work=build/selftests

# in_cell CELL: its TAP in one file, its verdict in another.
in_cell() {
	local out=$work/${1// /-}

	cells=$1
	on_cells selftests.sh --timeout "${LAB_TIMEOUT:-3600}" >"$out.log" 2>&1
	echo "$failures" >"$out.failures"
}

rm -rf "$work"
mkdir -p "$work"
cut -d ' ' -f 1 <<<"$all" | sort -u | while read -r kernel; do
	scripts/lab/selftests "$kernel" </dev/null
done
running=0
while read -r cell; do
	[ "$running" -lt "${LAB_JOBS:-2}" ] || { wait -n; running=$((running - 1)); }
	in_cell "$cell" </dev/null &
	running=$((running + 1))
done <<<"$all"
wait
while read -r cell; do
	grep -v '^\(not \)\?ok ' "$work/${cell// /-}.log"
	ok "selftests, ${cell// /, }" "$(cat "$work/${cell// /-}.failures")"
done <<<"$all"
finish
