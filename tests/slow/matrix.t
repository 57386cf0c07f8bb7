#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# matrix.t [TEST...]: the tests that boot the lab (or those named, tests/NAME.t) on
# every kernel, core and mode of KVM that the module is for, or those in LAB_CELLS.
# A test for each pair, and one table of passes before the end.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lab/common.sh"

work=$top/build/matrix
tests=(load guests two-guests counters vmm host-breakpoints coming-and-going hotplug protected)

# run CELL TEST: its verdict, and how many of the tests inside passed.
run() {
	local cell=$1 name=$2 log status=0 passed total

	log=$work/${cell// /-}.$name
	LAB_CELLS=$cell "$top/tests/$name.t" >"$log" 2>&1 || status=$?
	passed=$(grep -c '^    ok ' "$log" || true)
	total=$(grep -cE '^    (not )?ok ' "$log" || true)
	if grep -q '# SKIP' "$log"; then
		echo "- 0"
	else
		echo "$passed/$total $status"
	fi
}

main() {
	local cell name passed status n=0 failed=0

	[ $# -eq 0 ] || tests=("$@")
	rm -rf "$work"
	mkdir -p "$work"
	printf 'kernel\tCPU\tmode' >"$work/table"
	printf '\t%s' "${tests[@]}" >>"$work/table"
	while read -r cell; do
		printf '\n%s' "${cell// /$'\t'}" >>"$work/table"
		for name in "${tests[@]}"; do
			read -r passed status < <(run "$cell" "$name")
			n=$((n + 1))
			if [ "$status" = 0 ]; then
				echo "ok $n - $cell: $name"
			else
				failed=$((failed + 1))
				echo "not ok $n - $cell: $name"
				sed 's/^/# /' "$work/${cell// /-}.$name"
				passed="$passed!"
			fi
			printf '\t%s' "$passed" >>"$work/table"
		done
	done <<<"${LAB_CELLS:-$(lab_cells)}"
	echo >>"$work/table"
	column -t -s $'\t' "$work/table" | sed 's/^/# /'
	echo "1..$n"
	[ "$failed" = 0 ]
}

main "$@"
