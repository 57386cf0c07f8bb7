/* SPDX-License-Identifier: GPL-2.0 */
/*
 * KVM from 6.14 on, where the registers of a vcpu have an owner.
 *
 * kvm_vcpu_load_debug() decides at vcpu load: the guest owns them if it has MDE or
 * KDE set; the host, if the VMM debugs it or it holds the OS Lock; else nobody.
 * A trapped access makes the guest the owner (kvm_debug_set_guest_ownership()).
 * An owning guest runs untrapped, any other trapped.
 *
 * The hypervisor code swaps the file on each entry and exit if there is an owner.
 * A claim takes the owner away, and lasts until it is given back or KVM decides
 * again.
 */
#ifndef LAZYDBG_KVM_OWNER_H
#define LAZYDBG_KVM_OWNER_H

/* What KVM decided holds for the entries that follow. */
#define KVMDBG_STICKY	1

/**
 * kvmdbg_accessed() - did the guest exit for an access that MDCR_EL2.TDA traps?
 * @vcpu: the vcpu, its exit being handled
 *
 * Those that TDRA and TDOSA trap are trapped always: they have CRn 1, which in
 * coprocessor 14 is DBGDRAR and the OS Lock's, DBGDSAR has 2, and both have 64 bits, too
 * (ESR_ELx_EC_CP14_64). The trace unit's have op1 1, and in coprocessor 14 others have 6
 * and 7.
 *
 * Return: true if it is such an access, to one 32-bit register of coprocessor 14, or to
 * one of AArch64 with op0 2.
 */
static inline bool kvmdbg_accessed(const struct kvm_vcpu *vcpu)
{
	u64 esr = kvm_vcpu_get_esr(vcpu);
	unsigned int op0 = (esr & ESR_ELx_SYS64_ISS_OP0_MASK) >> ESR_ELx_SYS64_ISS_OP0_SHIFT;
	/* Of MRC and MCR, too. */
	unsigned int op1 = (esr & ESR_ELx_SYS64_ISS_OP1_MASK) >> ESR_ELx_SYS64_ISS_OP1_SHIFT;
	unsigned int crn = (esr & ESR_ELx_SYS64_ISS_CRN_MASK) >> ESR_ELx_SYS64_ISS_CRN_SHIFT;

	switch (ESR_ELx_EC(esr)) {
	case ESR_ELx_EC_CP14_MR:
		return !op1 && crn != 1 && crn != 2;
	case ESR_ELx_EC_SYS64:
		return op0 == 2 && op1 != 1 && crn != 1;
	default:
		return false;
	}
}

/**
 * kvmdbg_swaps() - is KVM set to swap the file on the coming entry?
 * @vcpu: the vcpu, loaded
 *
 * Return: whether the registers have an owner.
 */
static inline bool kvmdbg_swaps(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.debug_owner != VCPU_DEBUG_FREE;
}

/**
 * kvmdbg_claim() - keep KVM from swapping the file
 * @vcpu: the vcpu, loaded, its registers not owned by the host
 */
static inline void kvmdbg_claim(struct kvm_vcpu *vcpu)
{
	vcpu->arch.debug_owner = VCPU_DEBUG_FREE;
}

/**
 * kvmdbg_unclaim() - end a claim at the guest's exit
 * @vcpu: the vcpu, claimed while its registers had an owner
 */
static inline void kvmdbg_unclaim(struct kvm_vcpu *vcpu)
{
	vcpu->arch.debug_owner = VCPU_DEBUG_GUEST_OWNED;
}

/**
 * kvmdbg_give_back() - let KVM swap the file from the coming entry on
 * @vcpu: the vcpu, claimed while its registers had an owner
 */
static inline void kvmdbg_give_back(struct kvm_vcpu *vcpu)
{
	vcpu->arch.debug_owner = VCPU_DEBUG_GUEST_OWNED;
}

#endif
