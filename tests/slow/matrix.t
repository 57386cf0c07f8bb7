#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# matrix.t [TEST...]: the tests that boot the lab (or those named, tests/NAME.t) on
# every kernel, core and mode of KVM that the module is for, or those in LAB_CELLS, on
# LAB_JOBS hosts at a time (2). A line of LAB_CELLS is "KERNEL CPU MODE [TEST...]"; with
# tests it gets these alone, unless tests are named here. A test for each pair, and one
# table of passes before the end.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lab/common.sh"

work=$top/build/matrix
tests=(load files guests two-guests counters ground-truth vmm host-breakpoints trace coming-and-going hotplug users hostile stress protected)
jobs=${LAB_JOBS:-2}
# Of each cell.
declare -A tests_of

# run CELL TEST: leaves its output, its status, and in a word how many of the tests
# inside passed.
run() {
	local cell=$1 out=$work/${1// /-}.$2 status=0 passed total

	LAB_CELLS=$cell "$top/tests/$2.t" >"$out.log" 2>&1 || status=$?
	passed=$(grep -c '^    ok ' "$out.log" || true)
	total=$(grep -cE '^    (not )?ok ' "$out.log" || true)
	if grep -q '^ok .*# SKIP' "$out.log"; then
		echo "-" >"$out.passed"
	elif [ "$status" = 0 ]; then
		echo "$passed/$total" >"$out.passed"
	else
		echo "$passed/$total!" >"$out.passed"
	fi
	echo "$status" >"$out.status"
	echo "# $cell: $2 $(cat "$out.passed")"
}

run_cell() {
	local name

	for name in ${tests_of[$1]}; do
		run "$1" "$name"
	done
}

run_all() {
	local cell running=0

	while read -r cell; do
		if [ "$running" -ge "$jobs" ]; then
			wait -n
			running=$((running - 1))
		fi
		run_cell "$cell" </dev/null &
		running=$((running + 1))
	done
	wait
}

table() {
	local cell name

	printf 'kernel\tCPU\tmode'
	printf '\t%s' "${tests[@]}"
	while read -r cell; do
		printf '\n%s' "${cell// /$'\t'}"
		for name in "${tests[@]}"; do
			printf '\t%s' "$(cat "$work/${cell// /-}.$name.passed" 2>/dev/null || echo .)"
		done
	done
	echo
}

verdicts() {
	local cell name out n=0 failed=0

	while read -r cell; do
		for name in ${tests_of[$cell]}; do
			out=$work/${cell// /-}.$name
			n=$((n + 1))
			if [ "$(cat "$out.status")" = 0 ]; then
				echo "ok $n - $cell: $name"
			else
				failed=$((failed + 1))
				sed 's/^/# /' "$out.log"
				echo "not ok $n - $cell: $name"
			fi
		done
	done
	echo "1..$n"
	[ "$failed" = 0 ]
}

# choose_tests TEST...: those that are named, or what a cell asks for, or all. Leaves in tests
# those that any cell has, and in cells no more than the hosts.
choose_tests() {
	local kernel cpu mode own name names=''

	[ $# -eq 0 ] || tests=("$@")
	while read -r kernel cpu mode own; do
		if [ $# -gt 0 ] || [ -z "$own" ]; then
			own=${tests[*]}
		fi
		tests_of[$kernel $cpu $mode]=$own
		names+=" $own"
	done <<<"$cells"
	cells=$(cut -d ' ' -f -3 <<<"$cells")
	tests=()
	for name in $names; do
		[[ " ${tests[*]} " == *" $name "* ]] || tests+=("$name")
	done
}

main() {
	local cells=${LAB_CELLS:-$(lab_cells arm64)}

	choose_tests "$@"
	rm -rf "$work"
	mkdir -p "$work"
	run_all <<<"$cells"
	table <<<"$cells" | column -t -s $'\t' | sed 's/^/# /'
	verdicts <<<"$cells"
}

main "$@"
