/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who owns this CPU's register file, and what has to move when that changes.
 *
 * All functions work on the calling CPU's struct swap and want interrupts
 * disabled. None sleeps, takes a lock or allocates.
 */
#ifndef LAZYDBG_SWAP_H
#define LAZYDBG_SWAP_H

#include <linux/compiler.h>

#include "kvm.h"
#include "mode.h"
#include "record.h"
#include "regs.h"
#include "stats.h"

/**
 * enum swap_state - whose values are in a CPU's file
 * @SWAP_HOST: the host's; it may be using them
 * @SWAP_LIVE: a vcpu's, armed. The host runs with MDE and KDE clear, so that
 *             nothing can fire
 * @SWAP_PARKED: what a vcpu left, every slot disarmed. The host does not use the
 *               file, and what is in each register is known exactly
 */
enum swap_state {
	SWAP_HOST,
	SWAP_LIVE,
	SWAP_PARKED,
};

/**
 * enum swap_touch - has the guest accessed a register since its last entry?
 * @SWAP_UNTOUCHED: no, or without a trap
 * @SWAP_TOUCHED: it was trapped, and KVM has emulated the access
 * @SWAP_DENIED: it was trapped, and KVM cannot emulate it: it is to be made again, not
 *               trapped
 */
enum swap_touch {
	SWAP_UNTOUCHED,
	SWAP_TOUCHED,
	SWAP_DENIED,
};

/*
 * What struct swap's @quick says about the coming entry of the loaded vcpu. Any
 * other value is the address of KVM's dirty flag, to be cleared.
 */
#define SWAP_NOTHING	0L	/* nothing to do, at its put neither */
#define SWAP_ASK	1L	/* swap_enter() has to see it */

static __always_inline bool swap_is_flag(long quick)
{
#ifdef __KERNEL__
	/* As all addresses of the kernel's. */
	return quick < 0;
#else
	return quick != SWAP_NOTHING && quick != SWAP_ASK;
#endif
}

/**
 * struct swap - the file of one CPU
 * @quick: what to do at the coming entry; read without a call on each entry where
 *         KVM decides on each. SWAP_NOTHING also means that there is nothing to put
 * @live: the vcpu whose values are live, or NULL
 * @line: what is listed of @live, or of the vcpu that was last, if there is room (vcpus.c)
 * @untrapped: @live reaches the registers without a trap, so they, not its
 *             saved state, are what it wrote last
 * @noticed: the loaded vcpu's thread has a notifier of ours, so its put has something
 *           to do
 * @owed: KVM was set to swap for @live when it was claimed last
 * @state: whose values are in the file
 * @mode: what this CPU does at an entry
 * @usable: the CPU is online, @count holds, and it may go live
 * @wait: how long an AArch32 vcpu that wrote is to be left to KVM (dbgvcr.c)
 * @spared: exits without KVM's swap that have not been spent on trapped accesses (there)
 * @left: the loaded vcpu, if DBGVCR32_EL2 came with KVM's own swap of it
 * @left_exits: its exits when it was left
 * @dbgvcr_known: @dbgvcr is what DBGVCR32_EL2 holds
 * @dbgvcr: see there
 * @counted: the loaded vcpu, if its entries are to be counted; from its first decision
 *           to its put
 * @exits: its exits so far
 * @phase: the counter for those to come; STAT_COUNT for none
 * @sink: a flag that is cleared to no effect
 * @count: what this CPU implements
 * @stats: this CPU's counters
 * @held: what is in the registers; holds unless @state is SWAP_HOST
 * @host: the host's values, to be put back; holds unless @state is SWAP_HOST
 */
struct swap {
	long quick;
	struct kvm_vcpu *live;
	struct vcpus_line *line;
	bool untrapped;
	bool noticed;
	bool owed;
	enum swap_state state;
	enum mode mode;
	bool usable;

	u8 wait;
	u16 spared;
	struct kvm_vcpu *left;
	u64 left_exits;
	bool dbgvcr_known;
	u32 dbgvcr;

	struct kvm_vcpu *counted;
	u64 exits;
	enum stats_id phase;
	u64 sink;

	struct regs_count count;
	struct stats stats;
	struct regs_file held;
	struct regs_file host;
};

void swap_enter(struct swap *s, struct kvm_vcpu *vcpu);
void swap_exit(struct swap *s);
void swap_load(struct swap *s, struct kvm_vcpu *vcpu);
void swap_touch(struct swap *s, struct kvm_vcpu *vcpu);
bool swap_again(struct swap *s, struct kvm_vcpu *vcpu);
void swap_look_again(struct swap *s);
void swap_arrive(struct swap *s);
void swap_put(struct swap *s, struct kvm_vcpu *vcpu, enum put_why why);
void swap_evict(struct swap *s);
void swap_release(struct swap *s);
void swap_set_mode(struct swap *s, enum mode to);
void swap_cpu_up(struct swap *s, enum mode mode);
void swap_cpu_down(struct swap *s);
void swap_forget(struct swap *s);
void swap_settle(struct swap *s);

/**
 * swap_is_to_look_again() - was the loaded vcpu left for its DBGVCR32_EL2 alone?
 * @s: the CPU's file
 *
 * Return: true if it may be claimed without anybody telling (swap_look_again()).
 */
static inline bool swap_is_to_look_again(const struct swap *s)
{
	return s->left && s->phase == STAT_LEFT_DBGVCR && s->mode == MODE_LAZY;
}

#if !KVMDBG_STICKY
/**
 * swap_stays() - the hot path: is this an entry on which nothing has to move?
 * @s: this CPU's file
 *
 * If the vcpu is live, and KVM may be set to swap, that is called off.
 *
 * Return: true if that was the case and is done; false if swap_enter() has to
 * look at it.
 */
static __always_inline bool swap_stays(const struct swap *s)
{
	long quick = s->quick;

	if (swap_is_flag(quick)) {
		*(kvmdbg_flags_t *)quick &= ~KVMDBG_DIRTY;
		return true;
	}
	return quick == SWAP_NOTHING;
}
#endif

#endif
