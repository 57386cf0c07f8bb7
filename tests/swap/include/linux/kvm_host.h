/* SPDX-License-Identifier: GPL-2.0 */
/*
 * struct kvm_vcpu as far as the module, and what the tests do of KVM, know it, in
 * three generations: KVM_GENERATION is 510, 601 (to 6.13) or 614.
 */
#ifndef FAKE_LINUX_KVM_HOST_H
#define FAKE_LINUX_KVM_HOST_H

#include <linux/preempt.h>
#include <linux/types.h>

#define KVM_GUESTDBG_ENABLE	BIT(0)
#define KVM_GUESTDBG_USE_HW	BIT(17)

struct kvm_guest_debug_arch {
	u64 dbg_bcr[16];
	u64 dbg_bvr[16];
	u64 dbg_wcr[16];
	u64 dbg_wvr[16];
};

enum vcpu_sysreg {
	MDSCR_EL1,
	MDCCINT_EL1,
	OSLSR_EL1,
	DBGVCR32_EL2,
	NR_SYS_REGS,
};

struct kvm_cpu_context {
	u64 sys_regs[NR_SYS_REGS];
};

struct kvm_vcpu_arch {
	struct kvm_cpu_context ctxt;
#if KVM_GENERATION == 510
	u32 mdcr_el2;
#else
	u64 mdcr_el2;
#endif

#if KVM_GENERATION == 510
	u64 flags;
#elif KVM_GENERATION == 601
	u8 cflags;
	u8 iflags;
	u8 sflags;
#endif

	struct kvm_guest_debug_arch vcpu_debug_state;
	struct kvm_guest_debug_arch external_debug_state;
#if KVM_GENERATION < 614
	struct kvm_guest_debug_arch *debug_ptr;
	u64 preserved_mdscr_el1;
#else
	enum {
		VCPU_DEBUG_FREE,
		VCPU_DEBUG_HOST_OWNED,
		VCPU_DEBUG_GUEST_OWNED,
	} debug_owner;
	u64 external_mdscr_el1;
#endif

	struct {
		u64 esr_el2;
	} fault;

	bool aarch32;
	bool has_nv;
};

struct dentry;

struct kvm {
	int userspace_pid;
	struct dentry *debugfs_dentry;
};

struct kvm_vcpu {
	struct kvm *kvm;
	struct preempt_notifier preempt_notifier;
	int vcpu_id;
	int cpu;
	unsigned long guest_debug;
	struct {
		u64 exits;
	} stat;
	struct kvm_vcpu_arch arch;
};

#define ctxt_sys_reg(ctxt, reg)		((ctxt)->sys_regs[reg])
#define __vcpu_sys_reg(vcpu, reg)	ctxt_sys_reg(&(vcpu)->arch.ctxt, reg)

#if KVM_GENERATION == 510
#define KVM_ARM64_DEBUG_DIRTY		(1 << 0)
#elif KVM_GENERATION == 601
/* DEBUG_DIRTY stands for a word, a bit and a mask: the Makefile has it. */
#endif

#define OSLSR_EL1_OSLK			BIT(1)
#if KVM_GENERATION > 510
#define kvm_vcpu_os_lock_enabled(vcpu)	\
	(!!(__vcpu_sys_reg(vcpu, OSLSR_EL1) & OSLSR_EL1_OSLK))
#endif

#endif
