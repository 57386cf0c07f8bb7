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

# lab_kernels [ARCH]: the kernels of the lab for ARCH (arm64), oldest first. Each name
# begins as a version does; the archive has one that begins so, and which it is changes.
lab_kernels() {
	case ${1:-arm64} in
	arm64) printf '%s\n' 5.10 6.1 6.12 7 ;;
	arm) echo 6.1-armmp ;;
	esac
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
	6.12) echo bookworm-backports ;;
	7) echo trixie-backports ;;
	*) die 2 "no kernel '$1' in the lab; there are: $({ lab_kernels; lab_kernels arm; } | paste -sd ' ')" ;;
	esac
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

# lab_cells: the hosts that the module is tested on, "KERNEL CPU MODE" a line.
lab_cells() {
	local kernel

	for kernel in $(lab_kernels); do
		echo "$kernel cortex-a72 nvhe"
		echo "$kernel max vhe"
		! kernel_has_mode "$kernel" hvhe || echo "$kernel max hvhe"
	done
}
