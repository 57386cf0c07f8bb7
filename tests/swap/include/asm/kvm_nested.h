/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_KVM_NESTED_H
#define FAKE_ASM_KVM_NESTED_H

#include <linux/kvm_host.h>

static inline bool vcpu_has_nv(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.has_nv;
}

#endif
