/* SPDX-License-Identifier: GPL-2.0 */
/*
 * KVM up to 6.13, where kvm_arm_setup_debug() decides on every entry, with
 * interrupts disabled, before the kvm_entry tracepoint.
 *
 * It first computes the trap bit, MDCR_EL2.TDA: clear if the dirty flag is set,
 * which at that point means that the guest wrote a debug register and was
 * trapped. Then it sets the flag if the guest has MDE or KDE set. So at kvm_entry
 * there are three cases:
 *
 *	dirty	TDA	the guest
 *	clear	set	does not use the registers
 *	set	set	has debugging enabled
 *	set	clear	wrote a register since its last entry
 *
 * The hypervisor code swaps the file when it finds the flag set, and clears it
 * again at the exit.
 */
#ifndef LAZYDBG_KVM_DIRTY_H
#define LAZYDBG_KVM_DIRTY_H

#include <linux/compiler.h>

/* KVM decides on each entry anew. */
#define KVMDBG_STICKY	0

/* Where the flag is, and which bit. Its name stands for these in newer kernels. */
#ifdef DEBUG_DIRTY
#define kvmdbg_flags_(vcpu, flags, bit, mask)	(&(vcpu)->arch.flags)
#define kvmdbg_offset_(flags, bit, mask)	offsetof(struct kvm_vcpu, arch.flags)
#define kvmdbg_bit_(flags, bit, mask)		(bit)
#define kvmdbg_expand(macro, ...)		macro(__VA_ARGS__)
#define kvmdbg_flags(vcpu)	kvmdbg_expand(kvmdbg_flags_, vcpu, DEBUG_DIRTY)
#define KVMDBG_DIRTY		kvmdbg_expand(kvmdbg_bit_, DEBUG_DIRTY)
#define KVMDBG_FLAGS_OFFSET	kvmdbg_expand(kvmdbg_offset_, DEBUG_DIRTY)
#else
#define kvmdbg_flags(vcpu)	(&(vcpu)->arch.flags)
#define KVMDBG_DIRTY		KVM_ARM64_DEBUG_DIRTY
#endif

#define kvmdbg_flags_t		typeof(*kvmdbg_flags((struct kvm_vcpu *)NULL))

/**
 * kvmdbg_swaps() - is KVM set to swap the file on the coming entry?
 * @vcpu: the vcpu, at kvm_entry
 *
 * Return: the dirty flag.
 */
static inline bool kvmdbg_swaps(struct kvm_vcpu *vcpu)
{
	return *kvmdbg_flags(vcpu) & KVMDBG_DIRTY;
}

/**
 * kvmdbg_claim() - keep KVM from swapping the file on the coming entry
 * @vcpu: the vcpu, at kvm_entry
 */
static inline void kvmdbg_claim(struct kvm_vcpu *vcpu)
{
	*kvmdbg_flags(vcpu) &= ~KVMDBG_DIRTY;
}

/**
 * kvmdbg_unclaim() - end a claim at the guest's exit
 * @vcpu: the vcpu, claimed
 *
 * Nothing to do: it ends by itself.
 */
static inline void kvmdbg_unclaim(struct kvm_vcpu *vcpu)
{
}

/**
 * kvmdbg_give_back() - let KVM swap the file on the coming entry after all
 * @vcpu: the vcpu, claimed
 */
static inline void kvmdbg_give_back(struct kvm_vcpu *vcpu)
{
	/*
	 * When an interrupt's call comes between KVM's read and write of the flags, KVM's
	 * write undoes it. That is no loss: interrupts come after the exit only, where KVM
	 * has yet to decide, and the saved state is current.
	 */
	data_race(*kvmdbg_flags(vcpu) |= KVMDBG_DIRTY);
}

#endif
