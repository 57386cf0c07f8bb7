# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What every script of the lab needs: where things are, how to complain, and
# which kernels there are. Sourced, never run.

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

# lab_kernels [arm64|arm|special]: the kernels of the lab, oldest first: for arm64 or arm;
# or those for arm64 that only slow tests run on, of another flavour (PREEMPT_RT, pages of
# 16k), or made here to find errors (debug-kernel). Each name begins as a version does; the
# archive has one that begins so, and which it is changes.
lab_kernels() {
	case ${1:-arm64} in
	arm64) printf '%s\n' 5.10 6.1 6.12 7 ;;
	arm) echo 6.1-armmp ;;
	special) printf '%s\n' 6.12-rt 6.12-16k 6.12-kasan 6.12-kcsan 7-rt 7-16k ;;
	esac
}

# all_lab_kernels: the names of all, in a line.
all_lab_kernels() {
	{ lab_kernels; lab_kernels arm; lab_kernels special; } | paste -sd ' '
}

# kernel_arch KERNEL: what the kernel's sources call its architecture.
kernel_arch() {
	case $1 in
	*-armmp) echo arm ;;
	*) echo arm64 ;;
	esac
}

# kernel_cross KERNEL: the prefix of its cross compiler.
kernel_cross() {
	case $(kernel_arch "$1") in
	arm) echo arm-linux-gnueabihf- ;;
	arm64) echo aarch64-linux-gnu- ;;
	esac
}

# kernel_suite KERNEL: the Debian suite that KERNEL comes from.
kernel_suite() {
	case $1 in
	5.10) echo bullseye ;;
	6.1 | 6.1-armmp) echo bookworm ;;
	6.12 | 6.12-rt | 6.12-16k | 6.12-kasan | 6.12-kcsan) echo bookworm-backports ;;
	7 | 7-rt | 7-16k) echo trixie-backports ;;
	*) die 2 "no kernel '$1' in the lab; there are: $(all_lab_kernels)" ;;
	esac
}

# kernel_is_debug KERNEL: is it one that debug-kernel makes?
kernel_is_debug() {
	[[ $1 == *-k[ac]san ]]
}

# kernel_timeout KERNEL: after how many seconds a host with it counts as hung. Where guests run,
# insmod alone takes a debug kernel minutes.
kernel_timeout() {
	if kernel_is_debug "$1"; then
		echo 3600
	else
		echo 600
	fi
}

# kernel_has_mode KERNEL MODE: can an argument to KERNEL put KVM in MODE? 5.10 has
# no such argument: there the CPU decides.
kernel_has_mode() {
	case $1/$2 in
	5.10/* | 6.1/hvhe) return 1 ;;
	esac
}

# cpu_has_vhe CPU: does QEMU's CPU have the Virtualization Host Extensions?
cpu_has_vhe() {
	case ${1%%,*} in
	cortex-a35 | cortex-a53 | cortex-a57 | cortex-a72) return 1 ;;
	esac
}

# kernel_has_cpu KERNEL CPU: can KERNEL run on QEMU's CPU? Of its cores only max has
# pages of 16k.
kernel_has_cpu() {
	[[ $1 != *-16k || ${2%%,*} = max ]]
}

# lab_cells arm64|special: the hosts that the module is tested on, or those of special
# kernels, "KERNEL CPU MODE" a line.
lab_cells() {
	local kernel

	for kernel in $(lab_kernels "$1"); do
		! kernel_has_cpu "$kernel" cortex-a72 || echo "$kernel cortex-a72 nvhe"
		echo "$kernel max vhe"
		! kernel_has_mode "$kernel" hvhe || echo "$kernel max hvhe"
	done
}
