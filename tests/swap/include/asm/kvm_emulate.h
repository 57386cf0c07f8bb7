/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_KVM_EMULATE_H
#define FAKE_ASM_KVM_EMULATE_H

#include <asm/esr.h>
#include <linux/kvm_host.h>

static inline bool vcpu_el1_is_32bit(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.aarch32;
}

static inline u64 kvm_vcpu_get_esr(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.fault.esr_el2;
}

#endif
