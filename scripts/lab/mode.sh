# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The mode that KVM runs in: chosen on the kernel's command line, and found in
# its log. Sourced, never run.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# mode_check MODE KERNEL CPU: refuse what cannot be.
mode_check() {
	local mode=$1 kernel=$2 cpu=$3

	[ "$(kernel_arch "$kernel")" = arm64 ] ||
		die 2 "kernel $kernel has no KVM that could be in $mode mode"
	case $mode in
	vhe | hvhe)
		cpu_has_vhe "$cpu" ||
			die 2 "KVM cannot be in $mode mode on a $cpu, which has no VHE; take --cpu max"
		;;
	nvhe | protected) ;;
	*) die 2 "--mode takes vhe, nvhe, hvhe or protected, not '$mode'" ;;
	esac

	# What the CPU leads to takes no argument.
	[ "$mode" != vhe ] || return 0
	[ "$mode" != nvhe ] || cpu_has_vhe "$cpu" || return 0
	kernel_has_mode "$kernel" "$mode" ||
		die 2 "kernel $kernel cannot put KVM in $mode mode on a $cpu"
}

# mode_arguments MODE: for the kernel's command line.
mode_arguments() {
	case $1 in
	nvhe | protected) echo "kvm-arm.mode=$1" ;;
	hvhe) echo "kvm-arm.mode=nvhe arm64_sw.hvhe=1" ;;
	esac
}

# mode_confirm MODE LOG: does the kernel's log say that KVM is in MODE? To 6.1 no
# mode is named in that of nVHE.
mode_confirm() {
	local mode=$1 log=$2 found pattern

	case $mode in
	vhe) pattern='VHE' ;;
	nvhe) pattern='Hyp( nVHE)?' ;;
	hvhe) pattern='Hyp hVHE' ;;
	protected) pattern='Protected .*' ;;
	esac
	found=$(sed -nE 's/^\[ *[0-9.]+\] kvm \[1\]: (.* mode initialized).*/\1/p' "$log" | head -n 1)
	[[ $found =~ ^$pattern\ mode ]] ||
		die 99 "asked for KVM in $mode mode, and the kernel says '${found:-nothing}'"
}
