/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A vcpu and its thread, on its way through KVM_RUN: arch/arm64/kvm as far as the
 * debug registers are concerned, and its guest.
 *
 * Each function takes the vcpu from one point to the next. Nothing else happens on
 * its CPU in between; at the points, what the comment says can.
 */
#ifndef VCPU_H
#define VCPU_H

#include <linux/kvm_host.h>
#include <linux/sched.h>

#include "kernel.h"
#include "machine.h"

enum vcpu_point {
	IN_USER,	/* not in KVM_RUN: the VMM may do anything */
	LOADING,	/* on its CPU, nothing decided yet: interrupts */
	LOADED,		/* kvm_arch_vcpu_load_fp() is next: interrupts */
	IN_LOOP,	/* interrupts, preemption */
	ENTERING,	/* after kvm_entry: what needs no interrupt only */
	IN_GUEST,	/* the guest does something; an interrupt makes it exit */
	EXITED,		/* kvm_exit is next: interrupts */
	TRAPPED,	/* an access is to be emulated: interrupts, preemption */
	HANDLED,	/* KVM's handler of it has been called: the same */
	EMULATED,	/* it is; what follows is to be done: the same */
	OWNING,		/* kvm_debug_set_guest_ownership() is returning: the same */
	PUTTING,	/* kvm_arch_vcpu_put() has begun: interrupts */
	PUT,		/* the debug part of that is done: interrupts */
	AWAY,		/* KVM works on the saved state: interrupts */
};

/* Why a vcpu is put, but for scheduling. */
enum put_reason {
	PUT_TO_USER,	/* the end of KVM_RUN, or of another vcpu ioctl */
	PUT_RESET,	/* PSCI, on behalf of another vcpu */
	PUT_CHANGE,	/* an exception is injected (5.10), ... */
	PUT_NESTED,	/* ... a nested guest is left or entered, ... */
	PUT_OS_LOCK,	/* ... or the OS Lock taken or released (6.14) */
};

/* Beyond enum reg_kind, what a guest can access. */
enum {
	MDCCINT = KINDS,
	MDSCR,
	DBGVCR,
	DSCR,		/* DBGDSCRint, say: shows MDSCR_EL1; KVM answers with zero */
	DTR,		/* DBGDTRRXint by STC: is zero; to KVM that is undefined */
	ECCR,		/* OSECCR_EL1: likewise, in AArch64 */
	OSLAR,
	ACCESSES,
};

/**
 * struct access - one access of a guest's
 * @what: enum reg_kind, or one of those above
 * @slot: which, if there are several
 * @write: it writes @value
 * @value: see there
 */
struct access {
	unsigned int what;
	unsigned int slot;
	bool write;
	u64 value;
};

/* Is it undefined to KVM, but where the guest is not trapped? */
static inline bool access_undefined(const struct access *access)
{
	return access->what == DTR || access->what == ECCR;
}

/* Is it to what KVM saves nowhere, and the guest alone can see? */
static inline bool access_unsaved(const struct access *access)
{
	return access->what == DSCR || access_undefined(access);
}

/**
 * struct truth - what was last written to a vcpu's registers, by whoever it was
 * @regs: those that move together
 * @mdscr: MDSCR_EL1
 * @dbgvcr: DBGVCR32_EL2, if its EL1 is AArch32
 * @os_locked: OSLSR_EL1.OSLK
 * @external: what the VMM last asked the guest to be debugged with
 */
struct truth {
	struct debug_regs regs;
	u64 mdscr;
	u32 dbgvcr;
	bool os_locked;
	struct kvm_guest_debug_arch external;
};

/**
 * struct vcpu - a vcpu, its thread and its guest
 * @kvm: KVM's part of it
 * @task: its thread
 * @name: for notes
 * @at: where it is
 * @then: where it was before it was loaded
 * @reason: why it is being put
 * @scheduled: its thread is on @cpu; else it was scheduled out, or is in user space
 * @cpu: see there
 * @on_cpu: KVM has loaded its system registers (VHE)
 * @kvm_traps: from 6.14 on: its guest's accesses would trap if there were no module
 * @access: the access that trapped, ...
 * @would_trap: ... which it would have if there were no module
 * @again: the guest has to make that access once more
 * @call: the call whose return is probed
 * @miss: that probe will miss the next call
 * @in_l2: its guest hypervisor runs a guest of its own, ...
 * @l1_traps: ... and traps its accesses
 * @flags: what is in KVM's words of flags beside the one for debugging
 * @truth: what its registers must hold
 */
struct vcpu {
	struct kvm_vcpu *kvm;
	struct task_struct task;
	unsigned int name;
	enum vcpu_point at;
	enum vcpu_point then;
	enum put_reason reason;
	bool scheduled;
	unsigned int cpu;
	bool on_cpu;
	bool kvm_traps;
	struct access access;
	bool would_trap;
	bool again;
	struct probed_call call;
	bool miss;
	bool in_l2;
	bool l1_traps;
	u32 flags;
	struct truth truth;
};

#define VCPUS	6

extern struct vcpu vcpus[VCPUS];
extern unsigned int vcpu_count;

void vcpu_boot(void);
struct vcpu *vcpu_create(bool aarch32, bool has_nv);
void vcpu_recreate(struct vcpu *v);

void vcpu_run(struct vcpu *v, unsigned int cpu);
void vcpu_put(struct vcpu *v, enum put_reason reason);
void vcpu_access(struct vcpu *v, struct access access);
void vcpu_exit(struct vcpu *v);
void vcpu_step(struct vcpu *v);

bool vcpu_preemptible(const struct vcpu *v);
void vcpu_sched_out(struct vcpu *v);
void vcpu_sched_in(struct vcpu *v, unsigned int cpu);

void vcpu_set_reg(struct vcpu *v, struct access access);
void vcpu_init(struct vcpu *v);
void vcpu_debug(struct vcpu *v, const struct kvm_guest_debug_arch *arch);
void vcpu_debug_off(struct vcpu *v);

void vcpu_take_interrupts(void);
void vcpu_vacate(void);
void vcpu_finish_exit(struct vcpu *v);
void vcpu_check_host(void);
struct task_struct *vcpu_thread(struct vcpu *v);
struct task_struct *vcpu_thread_of(struct preempt_notifier *notifier);
bool vcpu_is_sched_in(unsigned long address);

u64 *vcpu_slot(struct kvm_guest_debug_arch *arch, enum reg_kind kind, unsigned int slot);
bool vcpu_uses(const struct vcpu *v);

/* What differs between KVM's generations: vcpu-dirty.c, vcpu-owner.c. */
void gen_create(struct vcpu *v);
void gen_load(struct vcpu *v);
void gen_put(struct vcpu *v);
void gen_decide(struct vcpu *v);
void gen_exited(struct vcpu *v);
bool gen_swaps(const struct vcpu *v);
void gen_swapped(struct vcpu *v);
struct kvm_guest_debug_arch *gen_regs(struct vcpu *v);
u64 *gen_mdscr(struct vcpu *v);
void gen_write(struct vcpu *v);
void gen_handled(struct vcpu *v);
void gen_emulated(struct vcpu *v);
void gen_os_lock(struct vcpu *v);
u32 gen_flags(const struct vcpu *v);

#endif
