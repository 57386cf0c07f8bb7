// SPDX-License-Identifier: GPL-2.0
/* What the module's trampolines test before they call C. */
#include "cpus.h"
#include "trampolines.h"

struct kvm_vcpu *trampoline_vcpu;

static const struct swap *this_swap(void)
{
	return this_cpu_ptr(&cpus_swap);
}

/* put.c: is there something to put? */
bool test_put_trampoline(struct kvm_vcpu *vcpu)
{
	return this_swap()->quick != SWAP_NOTHING ||
	       (KVMDBG_STICKY && kvmdbg_swaps(vcpu));
}

#ifdef LAZYDBG_KVM_OWNER
/* claims-owner.c: is KVM set to swap? */
bool test_load_trampoline(struct kvm_vcpu *vcpu)
{
	return vcpu->arch.debug_owner != VCPU_DEBUG_FREE;
}
#else
/* direct.c: will it be, on the first entry? */
bool test_load_trampoline(struct kvm_vcpu *vcpu)
{
	return ctxt_sys_reg(&vcpu->arch.ctxt, MDSCR_EL1) & (1 << 15 | 1 << 13) ||
	       vcpu->guest_debug || kvmdbg_swaps(vcpu);
}

/* direct.c: is it more than swap_stays() does? */
bool test_enter_trampoline(struct kvm_vcpu *vcpu)
{
	(void)vcpu;
	return !swap_stays(this_swap());
}
#endif
