/* SPDX-License-Identifier: GPL-2.0 */
/*
 * KVM up to 6.13, where kvm_arm_setup_debug() decides on every entry, with
 * interrupts disabled, before the kvm_entry tracepoint.
 *
 * It first computes the trap bit, MDCR_EL2.TDA: clear if DEBUG_DIRTY is set,
 * which at that point means that the guest wrote a debug register and was
 * trapped. Then it sets DEBUG_DIRTY if the guest has MDE or KDE set. So at
 * kvm_entry there are three cases:
 *
 *	DEBUG_DIRTY	TDA	the guest
 *	clear		set	does not use the registers
 *	set		set	has debugging enabled
 *	set		clear	wrote a register since its last entry
 *
 * The hypervisor code swaps the file when it finds DEBUG_DIRTY set, and clears
 * it again at the exit. All this wants the vcpu loaded on this CPU.
 */
#ifndef LAZYDBG_KVM_DIRTY_H
#define LAZYDBG_KVM_DIRTY_H

#include <linux/kvm_host.h>
#include <asm/kvm_arm.h>
#include <asm/kvm_emulate.h>
#include <asm/virt.h>

/**
 * kvmdbg_swaps() - is KVM set to swap the file on this entry?
 * @vcpu: the vcpu, at kvm_entry
 *
 * Return: DEBUG_DIRTY.
 */
static __always_inline bool kvmdbg_swaps(struct kvm_vcpu *vcpu)
{
	return vcpu_get_flag(vcpu, DEBUG_DIRTY);
}

/**
 * kvmdbg_trapped() - do the guest's debug register accesses trap?
 * @vcpu: the vcpu, at kvm_entry
 *
 * Return: MDCR_EL2.TDA as the guest would run with it.
 */
static __always_inline bool kvmdbg_trapped(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.mdcr_el2 & MDCR_EL2_TDA;
}

/**
 * kvmdbg_os_locked() - does the guest hold the OS Lock?
 * @vcpu: the vcpu
 *
 * Return: OSLSR_EL1.OSLK. While it is set KVM masks the guest's MDE and traps
 * all its accesses.
 */
static __always_inline bool kvmdbg_os_locked(struct kvm_vcpu *vcpu)
{
	return kvm_vcpu_os_lock_enabled(vcpu);
}

/**
 * kvmdbg_claim() - keep KVM from swapping the file on this entry
 * @vcpu: the vcpu, at kvm_entry
 */
static __always_inline void kvmdbg_claim(struct kvm_vcpu *vcpu)
{
	vcpu_clear_flag(vcpu, DEBUG_DIRTY);
}

/**
 * kvmdbg_give_back() - let KVM swap the file on the coming entry after all
 * @vcpu: the vcpu, claimed
 */
static inline void kvmdbg_give_back(struct kvm_vcpu *vcpu)
{
	vcpu_set_flag(vcpu, DEBUG_DIRTY);
}

/**
 * kvmdbg_untrap() - let the guest at the registers on this entry
 * @vcpu: the vcpu, at kvm_entry
 *
 * On VHE, where kvm_arm_setup_debug() writes MDCR_EL2 only when it sees the
 * field change, field and register have to change together.
 */
static inline void kvmdbg_untrap(struct kvm_vcpu *vcpu)
{
	if (!kvmdbg_trapped(vcpu))
		return;
	vcpu->arch.mdcr_el2 &= ~(u64)MDCR_EL2_TDA;
	if (has_vhe())
		write_sysreg(vcpu->arch.mdcr_el2, mdcr_el2);
}

/**
 * kvmdbg_dbgvcr_swapped() - does DBGVCR32_EL2 move only when KVM swaps?
 * @vcpu: the vcpu
 *
 * EL1 cannot reach that register, and KVM on nVHE moves it with the others for
 * a guest whose EL1 is AArch32 (__sysreg32_restore_state()).
 *
 * Return: true for such a guest.
 */
static inline bool kvmdbg_dbgvcr_swapped(struct kvm_vcpu *vcpu)
{
	return !has_vhe() && vcpu_el1_is_32bit(vcpu);
}

/**
 * kvmdbg_dbgvcr() - the saved vector catch register of an AArch32 guest
 * @vcpu: the vcpu
 *
 * Return: DBGVCR32_EL2.
 */
static inline u32 kvmdbg_dbgvcr(struct kvm_vcpu *vcpu)
{
	return __vcpu_sys_reg(vcpu, DBGVCR32_EL2);
}

#endif
