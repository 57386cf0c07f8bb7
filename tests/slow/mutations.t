#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Each mitigation that can be left out of a build: is there a test that fails
# without it? For each, the module is built without, and one script of
# tests/inside has to end with a failed test, a complaint of the kernel's, or a
# hang.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# mutant MITIGATION[+MITIGATION] SCRIPT CPU
mutant() {
	local name=$1 script=$2 cpu=$3 out=build/mutants/$1 status=0

	if ! make -s module KERNEL="$kernel" out="$top/$out" \
		LAZYDBG_CFLAGS="-DLAZYDBG_WITHOUT_${name//+/ -DLAZYDBG_WITHOUT_}" \
		>"$out.log" 2>&1; then
		sed 's/^/# /' "$out.log"
		ok "$name: builds" 1
		return
	fi
	scripts/lab/lab run --kernel "$kernel" --cpu "$cpu" --timeout 120 -- \
		env LAZYDBG_KO="$out/lazydbg.ko" sh "tests/inside/$script" \
		>"$out.log" 2>&1 || status=$?
	grep -E '^not ok|^lab: ' "$out.log" | head -n 3 | sed 's/^/# without it: /'
	[ "$status" != 0 ] && grep -Eq '^not ok|^lab: (no answer|the kernel)' "$out.log"
	ok "without $name, $script fails on $cpu" $?
}

mkdir -p build/mutants
mutant GUARD host-breakpoints.sh cortex-a72
mutant GUARD host-breakpoints.sh max
# One covers for the other where the host has breakpoints, not single-step.
mutant HOST_MDE+HOST_ARMED host-breakpoints.sh cortex-a72
mutant HOST_ARMED host-breakpoints.sh cortex-a72
mutant SAVE two-guests.sh cortex-a72
mutant UPDATE guests.sh cortex-a72
mutant PUT two-guests.sh cortex-a72
mutant UNLOAD_ORDER switching.sh max
finish
