/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_KVM_EMULATE_H
#define FAKE_ASM_KVM_EMULATE_H

#include <linux/kvm_host.h>

static inline bool vcpu_el1_is_32bit(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.aarch32;
}

#endif
