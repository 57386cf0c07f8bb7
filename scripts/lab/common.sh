# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What every script of the lab needs: where things are, and how to complain.
# Sourced, never run.

set -euo pipefail

lab_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$lab_dir/../.." && pwd)
# shellcheck disable=SC2034 # for who sources this
cache=$top/build/cache

say() {
	echo "lab: $*" >&2
}

# die STATUS MESSAGE: 2 for a wrong request, 99 for a lab that failed.
die() {
	local status=$1

	shift
	say "$*"
	exit "$status"
}

# kernel_suite K: the Debian suite whose arm64 kernel is called K here.
kernel_suite() {
	case $1 in
	6.1) echo bookworm ;;
	*) die 2 "no kernel '$1' in the lab; there is: 6.1" ;;
	esac
}
