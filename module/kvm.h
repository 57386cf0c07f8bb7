/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What KVM means to do with the register file for a vcpu, and how to call that off
 * or give it back. The bindings behind this header are the only code that reads
 * struct kvm_vcpu.
 *
 * Each generation of KVM has a binding; Kbuild finds out which one a kernel needs.
 */
#ifndef LAZYDBG_KVM_H
#define LAZYDBG_KVM_H

#include <linux/kvm_host.h>
#include <asm/kvm_arm.h>
#include <asm/kvm_emulate.h>
#ifdef LAZYDBG_HAS_NESTED
#include <asm/kvm_nested.h>
#endif
#include <asm/virt.h>

#include "mitigation.h"

#ifdef LAZYDBG_KVM_OWNER
#include "kvm-owner.h"
#else
#include "kvm-dirty.h"
#endif

struct regs_count;
struct regs_file;

/*
 * The handler of an AArch32 guest's trapped accesses, where their registers have a file of
 * their own, as on 5.10: trap_debug32() writes DBGDSCRext and DBGVCR there and raises the
 * dirty flag, and does not pass the tracepoint trap_reg. Elsewhere NULL.
 */
#ifdef LAZYDBG_HAS_CP14_FILE
#define KVMDBG_UNTOLD	(MITIGATED(UNTOLD) ? "kvm_handle_cp14_32" : NULL)
#else
#define KVMDBG_UNTOLD	NULL
#endif

/**
 * kvmdbg_protected() - does KVM keep guest state where the host cannot see it?
 *
 * Return: true in protected mode (kvm-arm.mode=protected), where EL2 has copies
 * of what we would change.
 */
static inline bool kvmdbg_protected(void)
{
#ifdef LAZYDBG_HAS_PROTECTED
	return MITIGATED(PROTECTED) && is_protected_kvm_enabled();
#else
	return false;
#endif
}

/**
 * kvmdbg_mode() - how KVM uses EL2
 *
 * Return: its name.
 */
static inline const char *kvmdbg_mode(void)
{
	if (kvmdbg_protected())
		return "protected";
	if (has_vhe())
		return "vhe";
#ifdef LAZYDBG_HAS_HVHE
	if (has_hvhe())
		return "hvhe";
#endif
	return "nvhe";
}

/**
 * kvmdbg_vmm_debugs() - has the VMM asked to debug this guest?
 * @vcpu: the vcpu, loaded
 *
 * Return: true from KVM_SET_GUEST_DEBUG with KVM_GUESTDBG_ENABLE on. KVM then
 * has its own idea of which registers and which MDSCR_EL1 the guest runs with.
 * It stays as it is while the vcpu is loaded.
 */
static inline bool kvmdbg_vmm_debugs(const struct kvm_vcpu *vcpu)
{
	return vcpu->guest_debug;
}

/**
 * kvmdbg_os_locked() - does the guest hold the OS Lock?
 * @vcpu: the vcpu
 *
 * Return: OSLSR_EL1.OSLK, on kernels that implement it. While it is set KVM masks
 * the guest's MDE and traps all its accesses.
 */
static inline bool kvmdbg_os_locked(struct kvm_vcpu *vcpu)
{
#ifdef kvm_vcpu_os_lock_enabled
	return kvm_vcpu_os_lock_enabled(vcpu);
#else
	return false;
#endif
}

/**
 * kvmdbg_nested() - is the guest a hypervisor?
 * @vcpu: the vcpu
 *
 * Return: true if it has EL2. It then has a say in MDCR_EL2.
 */
static inline bool kvmdbg_nested(const struct kvm_vcpu *vcpu)
{
#ifdef LAZYDBG_HAS_NESTED
	return vcpu_has_nv(vcpu);
#else
	return false;
#endif
}

/**
 * kvmdbg_exits() - how often the vcpu has left its guest
 * @vcpu: the vcpu
 *
 * Return: KVM's own count. It is raised at each exit, before interrupts are
 * enabled, and root can set it to 0.
 */
static inline u64 kvmdbg_exits(const struct kvm_vcpu *vcpu)
{
	return vcpu->stat.exits;
}

/* What kvmdbg_vm_name() fills. */
#define KVMDBG_VM_NAME	24

/**
 * kvmdbg_vm_pid() - whose VM is it?
 * @vcpu: the vcpu
 *
 * Return: the pid of the VMM.
 */
static inline int kvmdbg_vm_pid(const struct kvm_vcpu *vcpu)
{
	return vcpu->kvm->userspace_pid;
}

/**
 * kvmdbg_trapped() - do the guest's debug register accesses trap?
 * @vcpu: the vcpu, loaded
 *
 * Return: MDCR_EL2.TDA as the guest would run with it.
 */
static __always_inline bool kvmdbg_trapped(const struct kvm_vcpu *vcpu)
{
	return vcpu->arch.mdcr_el2 & MDCR_EL2_TDA;
}

/*
 * On VHE, KVM writes MDCR_EL2 only when it changes the field: field and register
 * have to change together. Elsewhere the host cannot reach the register, and EL2
 * loads it from the field on each entry.
 */
static inline void kvmdbg_set_mdcr(struct kvm_vcpu *vcpu, u64 mdcr_el2)
{
	if (MITIGATED(MDCR_FIELD))
		vcpu->arch.mdcr_el2 = mdcr_el2;
	if (has_vhe())
		write_sysreg(mdcr_el2, mdcr_el2);
}

/**
 * kvmdbg_untrap() - let the guest at the registers, from the coming entry on
 * @vcpu: the vcpu, loaded on this CPU
 */
static inline void kvmdbg_untrap(struct kvm_vcpu *vcpu)
{
	if (kvmdbg_trapped(vcpu))
		kvmdbg_set_mdcr(vcpu, vcpu->arch.mdcr_el2 & ~(u64)MDCR_EL2_TDA);
}

/**
 * kvmdbg_trap() - trap the guest's accesses, from the coming entry on
 * @vcpu: the vcpu, loaded on this CPU
 */
static inline void kvmdbg_trap(struct kvm_vcpu *vcpu)
{
	if (!kvmdbg_trapped(vcpu))
		kvmdbg_set_mdcr(vcpu, vcpu->arch.mdcr_el2 | MDCR_EL2_TDA);
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
	return ctxt_sys_reg(&vcpu->arch.ctxt, DBGVCR32_EL2);
}

struct kvm_vcpu *kvmdbg_current(void);
void kvmdbg_vm_name(const struct kvm_vcpu *vcpu, char *name);
void kvmdbg_load(struct kvm_vcpu *vcpu, struct regs_file *to,
		 const struct regs_count *count);
void kvmdbg_store(struct kvm_vcpu *vcpu, const struct regs_file *from,
		  const struct regs_count *count);

#endif
