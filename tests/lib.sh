# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# TAP for tests that boot the lab. Sourced by tests/*.t; most of these run one
# script of tests/inside on several virtual hosts, a subtest each.
#
# LAB_CELLS chooses the hosts, a line "KERNEL CPU MODE" each; by default there is one of
# each generation of KVM, and what takes long is brief.

set -u

tests_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$tests_dir/.." && pwd)
cells=${LAB_CELLS:-"6.1 cortex-a72 nvhe
7 max vhe"}
brief=yes
[ -z "${LAB_CELLS:-}" ] || brief=
count=0
failures=0

cd "$top" || exit 1

# ok NAME STATUS: one line of TAP.
ok() {
	count=$((count + 1))
	if [ "$2" = 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		failures=$((failures + 1))
	fi
}

# skip NAME WHY
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# in_lab NAME SCRIPT LAB-OPTION...: SCRIPT of tests/inside on one virtual host.
# Its TAP becomes a subtest, its status and the host's health the verdict. What fails
# goes to stderr, too: prove shows no subtests unless asked to.
in_lab() {
	local name=$1 script=$2 status=0 log

	shift 2
	log=$(mktemp)
	echo "# Subtest: $name"
	scripts/lab/lab run "$@" -- env LAB_BRIEF="$brief" \
		LAB_ROUNDS="${LAB_ROUNDS:-}" SELFTESTS="${SELFTESTS:-}" \
		LAZYDBG_MODES="${LAZYDBG_MODES:-}" \
		FUZZ_OPS="${FUZZ_OPS:-}" FUZZ_SEED="${FUZZ_SEED:-}" \
		STRESS_OPS="${STRESS_OPS:-}" STRESS_SWITCHES="${STRESS_SWITCHES:-}" \
		STRESS_SECONDS="${STRESS_SECONDS:-}" STRESS_SEED="${STRESS_SEED:-}" \
		sh "tests/inside/$script" 2>&1 |
		sed 's/^/    /' | tee "$log"
	status=${PIPESTATUS[0]}
	if [ "$status" != 0 ]; then
		echo "# $name: the lab's status: $status"
		grep -A20 '^    not ok' "$log" | sed 's/^/# /'
	fi >&2
	rm -f "$log"
	ok "$name" "$status"
}

# one_host CELL: one is enough where none are chosen: what takes long, all have in slow targets.
one_host() {
	[ -z "$brief" ] || cells=$1
}

# on_cells SCRIPT LAB-OPTION...: on each host.
on_cells() {
	local script=$1 kernel cpu mode

	shift
	while read -r kernel cpu mode; do
		in_lab "${script%.sh}, $kernel, $cpu, $mode" "$script" --kernel "$kernel" \
			--cpu "$cpu" --mode "$mode" "$@" </dev/null
	done <<<"$cells"
}

finish() {
	echo "1..$count"
	[ "$failures" = 0 ]
}
