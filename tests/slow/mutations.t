#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Each mitigation that can be left out of a build: is there a test that fails
# without it? For each, the module is built without, and one script of tests/inside
# has to end with a failed test or a complaint of the kernel's: no answer is none, as
# a host that is busy has none either. With all mitigations the same script has to pass
# there. Those that no virtual host can show are in swap-mutations.t.
#
#	mutations.t [MITIGATION...]

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

only=" $* "
declare -A passes

# run KO LOG SCRIPT KERNEL CPU [MODE]
run() {
	local ko=$1 log=$2 script=$3 kernel=$4 cpu=$5

	# shellcheck disable=SC2086 # they are words
	scripts/lab/lab run --kernel "$kernel" --cpu "$cpu" ${6:+--mode $6} \
		--timeout "${LAB_TIMEOUT:-900}" -- \
		env LAZYDBG_KO="$ko" LAB_ROUNDS=10 LAB_BAIL=yes \
		LAZYDBG_MODES="${LAZYDBG_MODES:-}" STRESS_OPS="${STRESS_OPS:-}" \
		STRESS_SWITCHES="${STRESS_SWITCHES:-}" sh "tests/inside/$script" \
		>"$log" 2>&1
}

# control SCRIPT KERNEL CPU [MODE]: once for each.
control() {
	local log=build/mutants/$2.$3.none.$1.log status=0

	[ -z "${passes[$*]:-}" ] || return 0
	passes[$*]=asked
	run "build/$2/lazydbg.ko" "$log" "$@" || status=$?
	[ "$status" = 0 ] || sed 's/^/# /' "$log"
	ok "with all mitigations, $1 passes on ${*:2}" "$status"
}

# mutant MITIGATION[+MITIGATION] SCRIPT KERNEL CPU [MODE]
mutant() {
	local name=$1 script=$2 kernel=$3 cpu=$4 status=0
	local out=build/mutants/$kernel/$1 log=build/mutants/$kernel.$cpu.$1.$script.log

	[ "$only" = "  " ] || [[ $only == *" $name "* ]] || return 0
	shift
	control "$@"
	if ! make -s module KERNEL="$kernel" out="$top/$out" \
		LAZYDBG_CFLAGS="-DLAZYDBG_WITHOUT_${name//+/ -DLAZYDBG_WITHOUT_}" \
		>"$log" 2>&1; then
		sed 's/^/# /' "$log"
		ok "$name: builds for $kernel" 1
		return
	fi
	run "$out/lazydbg.ko" "$log" "$@" || status=$?
	grep -E '^not ok|^lab: ' "$log" | head -n 3 | sed 's/^/# without it: /'
	[ "$status" != 0 ] && grep -Eq '^not ok|^lab: the kernel' "$log"
	ok "without $name, $script fails on $kernel, $cpu" $?
}

mkdir -p build/mutants

# The headers are asked (14).
if [ "$only" = "  " ]; then
	! BUILD_ARGS=binding=dirty tests/build.t >build/mutants/build.log
	ok "without asking the headers, build.t fails" $?
fi

# The host needs the file (hazards 1, 2, 4, 8, 20, 23, 26). One of HOST_MDE and
# HOST_ARMED covers for the other where the host has breakpoints, not single-step.
mutant GUARD host-breakpoints.sh 6.1 cortex-a72
mutant GUARD host-breakpoints.sh 7 max
mutant HOST_MDE+HOST_ARMED host-breakpoints.sh 6.1 cortex-a72
mutant HOST_ARMED host-breakpoints.sh 6.12 max hvhe
mutant UNKNOWN host-breakpoints.sh 6.12 cortex-a72
mutant GIVE_BACK host-breakpoints.sh 7 cortex-a72
mutant GUARD_HOOK load.sh 6.1 cortex-a72
mutant GUARD_HOOK+GUARD_PROOF host-breakpoints.sh 5.10 cortex-a72

# What is moved, and which trap bit goes with it (6).
mutant SAVE two-guests.sh 6.1 cortex-a72
mutant SAVE two-guests.sh 7 max
mutant UPDATE guests.sh 6.1 cortex-a72
mutant UPDATE guests.sh 7 cortex-a72
mutant TRAP vmm.sh 5.10 cortex-a72
mutant TRAP vmm.sh 6.12 max

# What KVM cannot emulate (29).
mutant AGAIN vmm.sh 7 max
mutant AGAIN vmm.sh 7 cortex-a72

# What KVM emulates, and nobody is told of (31).
LAZYDBG_MODES=lazy mutant UNTOLD hostile.sh 5.10 cortex-a72

# What guests that mean harm find, and the host among them (1, 4, 6).
LAZYDBG_MODES=lazy mutant SAVE hostile.sh 7 max
LAZYDBG_MODES=lazy mutant GUARD hostile.sh 6.1 cortex-a72

# Who tells that a vcpu leaves (9, 15, 16, 18, 22).
mutant PUT vmm.sh 6.1 cortex-a72
mutant PUT vmm.sh 7 max
mutant NOTIFIER two-guests.sh 6.1 max
mutant NOTIFIER_WALK two-guests.sh 6.12 cortex-a72

# Other owners (10, 13, 25).
mutant VMM_DEBUG vmm.sh 6.1 cortex-a72
mutant OS_LOCK vmm.sh 6.12 max
mutant PROTECTED protected.sh 6.12 cortex-a72 protected

# Coming and going (5, 17, 19).
mutant FORGET hotplug.sh 6.1 max
mutant NOTIFIER_STOP coming-and-going.sh 7 cortex-a72
mutant UNLOAD_ORDER coming-and-going.sh 6.1 max

# Random operations find what the tests above were made for, most often among the first few
# hundred.
export STRESS_OPS=2000 STRESS_SWITCHES=200000
for mitigation in GUARD SAVE PUT; do
	LAB_TIMEOUT=1800 mutant $mitigation stress.sh 6.1 cortex-a72
	LAB_TIMEOUT=1800 mutant $mitigation stress.sh 7 max
done
finish
