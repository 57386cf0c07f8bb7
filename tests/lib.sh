# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# TAP for tests that boot the lab. Sourced by tests/*.t; each of these runs one
# script of tests/inside on several virtual hosts, a subtest each.

set -u

tests_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$tests_dir/.." && pwd)
kernel=${LAB_KERNEL:-6.1}
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

# in_lab NAME SCRIPT LAB-OPTION...: SCRIPT of tests/inside on one virtual host.
# Its TAP becomes a subtest, its status and the host's health the verdict.
in_lab() {
	local name=$1 script=$2 status=0

	shift 2
	echo "# Subtest: $name"
	scripts/lab/lab run --kernel "$kernel" "$@" -- sh "tests/inside/$script" 2>&1 |
		sed 's/^/    /'
	status=${PIPESTATUS[0]}
	[ "$status" = 0 ] || echo "# the lab's status: $status"
	ok "$name" "$status"
}

# on_cores SCRIPT LAB-OPTION...: on an nVHE and a VHE host.
on_cores() {
	local script=$1

	shift
	in_lab "${script%.sh}, cortex-a72 (nVHE)" "$script" --cpu cortex-a72 "$@"
	in_lab "${script%.sh}, max (VHE)" "$script" --cpu max "$@"
}

finish() {
	echo "1..$count"
	[ "$failures" = 0 ]
}
