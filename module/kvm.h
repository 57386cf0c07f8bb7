/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What KVM means to do with the register file on an entry of a vcpu, and how to
 * call that off or give it back. The bindings behind this header are the only
 * code that reads struct kvm_vcpu.
 *
 * Each generation of KVM has a binding. Which one a kernel needs is told by its
 * headers; a kernel that fits none is refused here, in one sentence.
 */
#ifndef LAZYDBG_KVM_H
#define LAZYDBG_KVM_H

#include <linux/kvm_host.h>

#ifdef DEBUG_DIRTY
#include "kvm-dirty.h"
#else
#error lazydbg does not support this kernel: its KVM has no DEBUG_DIRTY vcpu flag (6.1 has it).
#endif

struct regs_count;
struct regs_file;

/**
 * kvmdbg_protected() - does KVM keep guest state where the host cannot see it?
 *
 * Return: true in protected mode (kvm-arm.mode=protected), where EL2 has copies
 * of what we would change.
 */
static inline bool kvmdbg_protected(void)
{
	return is_protected_kvm_enabled();
}

/**
 * kvmdbg_vmm_debugs() - has the VMM asked to debug this guest?
 * @vcpu: the vcpu, loaded
 *
 * Return: true from KVM_SET_GUEST_DEBUG with KVM_GUESTDBG_ENABLE on. KVM then
 * has its own idea of which registers and which MDSCR_EL1 the guest runs with.
 */
static inline bool kvmdbg_vmm_debugs(const struct kvm_vcpu *vcpu)
{
	return vcpu->guest_debug;
}

struct kvm_vcpu *kvmdbg_current(void);
void kvmdbg_load(struct kvm_vcpu *vcpu, struct regs_file *to,
		 const struct regs_count *count);
void kvmdbg_store(struct kvm_vcpu *vcpu, const struct regs_file *from,
		  const struct regs_count *count);

#endif
