#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# What a kernel's headers say decides which binding to KVM is built, and whether any
# is. BUILD_ARGS are more arguments for make (mutations.t).

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
include=$work/arch/arm64/include/asm
mkdir -p "$include" "$work/include/linux"

# headers WORDS: of a kernel whose KVM has these.
headers() {
	echo "$1" >"$include/kvm_host.h"
}

# kbuild: what our Kbuild makes of them.
kbuild() {
	# shellcheck disable=SC2016,SC2086
	printf 'include Kbuild\nshow:\n\t@echo $(lazydbg-y) $(ccflags-y)\n' |
		make -s -f - srctree="$work" ${BUILD_ARGS:-} show >"$work/out" 2>&1
}

# builds WORDS OBJECT
builds() {
	headers "$1"
	kbuild && grep -q "module/$2" "$work/out"
	ok "'$1' in the headers: $2" $?
}

# refused WORDS
refused() {
	headers "$1"
	! kbuild && [ "$(wc -l <"$work/out")" = 1 ] &&
		grep -q 'lazydbg does not support this kernel: ' "$work/out"
	ok "'$1' in the headers: one sentence" $?
	sed 's/^/# /' "$work/out"
}

builds "#define KVM_ARM64_DEBUG_DIRTY (1 << 0)" claims-dirty.o
builds "#define DEBUG_DIRTY __vcpu_single_flag(iflags, BIT(4))" claims-dirty.o
echo "static inline bool is_protected_kvm_enabled(void)" >"$include/virt.h"
refused "kvm_guest_owns_debug_regs, but nothing of guests that are hypervisors"
echo "static inline bool vcpu_has_nv(const struct kvm_vcpu *vcpu)" >"$include/kvm_nested.h"
builds "#define kvm_guest_owns_debug_regs(vcpu)" claims-owner.o
builds "DEBUG_DIRTY kvm_guest_owns_debug_regs" claims-owner.o
refused "struct kvm_vcpu_arch {}"
refused "NOT_DEBUG_DIRTY"

# A 32-bit kernel, which has no KVM to look for; or has one.
headers ""
BUILD_ARGS="CONFIG_ARM=y" kbuild && grep -q 'module/regs-arm[.]o' "$work/out" &&
	! grep -q 'module/swap[.]o' "$work/out"
ok "a 32-bit kernel: regs-arm.o, and nothing about guests" $?
BUILD_ARGS="CONFIG_ARM=y CONFIG_KVM=y" refused "(a 32-bit kernel with KVM)"

# No headers at all.
! make module KERNEL=0.0 >"$work/out" 2>&1 && grep -q '^no headers of kernel 0.0 in ' "$work/out"
ok "a kernel without headers: what would be right" $?
finish
