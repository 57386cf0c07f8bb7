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
 * struct swap - the file of one CPU
 * @quick: the loaded vcpu, if it does not debug or is live and trapped, and
 *         the mode is not MODE_EAGER; or NULL
 * @live: the vcpu whose values are live, or NULL
 * @left: the loaded vcpu, if DBGVCR32_EL2 came with KVM's own swap of it
 * @untrapped: @live reaches the registers without a trap, so they, not its
 *             saved state, are what it wrote last
 * @state: whose values are in the file
 * @mode: what this CPU does at an entry
 * @usable: the CPU is online, @count holds, and it may go live
 * @wait: entries to be left to KVM yet, of an AArch32 vcpu that wrote
 * @dbgvcr_known: @dbgvcr is what DBGVCR32_EL2 holds
 * @dbgvcr: see there
 * @count: what this CPU implements
 * @stats: this CPU's counters
 * @held: what is in the registers; holds unless @state is SWAP_HOST
 * @host: the host's values, to be put back; holds unless @state is SWAP_HOST
 */
struct swap {
	struct kvm_vcpu *quick;
	struct kvm_vcpu *live;
	struct kvm_vcpu *left;
	bool untrapped;
	enum swap_state state;
	enum mode mode;
	bool usable;
	u8 wait;
	bool dbgvcr_known;
	u32 dbgvcr;
	struct regs_count count;
	struct stats stats;
	struct regs_file held;
	struct regs_file host;
};

void swap_enter(struct swap *s, struct kvm_vcpu *vcpu);
void swap_exit(struct swap *s);
void swap_put(struct swap *s);
void swap_evict(struct swap *s);
void swap_to_host(struct swap *s);
void swap_set_mode(struct swap *s, enum mode mode);
void swap_cpu_up(struct swap *s);
void swap_cpu_down(struct swap *s);
void swap_forget(struct swap *s);

/**
 * swap_stays() - an entry on which nothing has to move
 * @s: this CPU's file
 *
 * The hot path, for a vcpu that swap_enter() has seen since it was loaded: it runs
 * trapped, has not written a debug register since its last entry, and does not
 * hold the OS Lock. If it is live and KVM means to swap, that is called off.
 *
 * Return: true if that was the case and is done; false if swap_enter() has to
 * look at it.
 */
static __always_inline bool swap_stays(struct swap *s)
{
	struct kvm_vcpu *vcpu = s->quick;

	if (!vcpu || !kvmdbg_trapped(vcpu) || kvmdbg_os_locked(vcpu))
		return false;
	if (kvmdbg_swaps(vcpu)) {
		if (!s->live)
			return false;
		stats_inc(&s->stats, STAT_SWAP_ENTRIES);
		stats_inc(&s->stats, STAT_TAKEN);
		kvmdbg_claim(vcpu);
	}
	return true;
}

#endif
