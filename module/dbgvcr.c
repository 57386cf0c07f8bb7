// SPDX-License-Identifier: GPL-2.0
/* What DBGVCR32_EL2 of this CPU holds, and whether a guest may go live with that. */
#include <linux/minmax.h>

#include "dbgvcr.h"

/*
 * A guest that writes is better off with KVM, which untraps it after the first
 * write: it stays there until it has made this many entries without. Where an
 * untrapped guest's accesses are not seen, it stays there for a while, which doubles
 * with each access that is (claims-owner.c).
 */
#define WAIT		16
#define MAX_WAIT	8

/*
 * There it may stay live, its accesses trapped, as long as that does not cost more than
 * it saves. A trap takes what KVM's swap takes on so many exits (Documentation/measuring.md),
 * of which it is one itself; a few dozen accesses at a time are what a guest makes that
 * changes all of its registers.
 */
#define EXITS_PER_TRAP	13
#define MAX_SPARED	(64 * EXITS_PER_TRAP)

/**
 * dbgvcr_start() - this CPU has come up
 * @s: its file
 */
void dbgvcr_start(struct swap *s)
{
	s->spared = MAX_SPARED;
}

/**
 * dbgvcr_spared() - KVM did not swap on this CPU
 * @s: its file
 * @exits: on so many exits
 */
void dbgvcr_spared(struct swap *s, u64 exits)
{
	s->spared = min_t(u64, s->spared + exits, MAX_SPARED);
}

/* One more access is trapped, if the vcpu goes live. Is it worth while? */
static bool stays_trapped(struct swap *s, enum swap_touch touch)
{
	if (!KVMDBG_STICKY || s->mode != MODE_LAZY || touch == SWAP_DENIED ||
	    s->spared < EXITS_PER_TRAP)
		return false;
	s->spared -= EXITS_PER_TRAP;
	return true;
}

/**
 * dbgvcr_in_the_way() - must this vcpu be left to KVM?
 * @s: this CPU's file
 * @vcpu: the vcpu, about to be claimed
 * @touch: has its guest accessed a register since its last entry?
 *
 * Return: true if so.
 */
bool dbgvcr_in_the_way(struct swap *s, struct kvm_vcpu *vcpu, enum swap_touch touch)
{
	if (!kvmdbg_dbgvcr_swapped(vcpu))
		return false;
	if (touch && !stays_trapped(s, touch)) {
		s->wait = KVMDBG_STICKY ? min(s->wait + 1, MAX_WAIT) : WAIT;
		return true;
	}
	if (s->wait && !KVMDBG_STICKY) {
		s->wait--;
		return true;
	}
	return !s->dbgvcr_known || s->dbgvcr != kvmdbg_dbgvcr(vcpu);
}

/**
 * dbgvcr_left() - KVM is going to swap for this vcpu
 * @s: this CPU's file
 * @vcpu: the vcpu
 *
 * On the coming entry KVM writes the register. A guest that is trapped, by TDA or,
 * while its VMM debugs it, by MDCR_EL2.TDE, cannot. But it can change the saved
 * state, which matters where KVM decides for many entries.
 */
void dbgvcr_left(struct swap *s, struct kvm_vcpu *vcpu)
{
	bool trapped = kvmdbg_trapped(vcpu);

	if (!kvmdbg_dbgvcr_swapped(vcpu))
		return;
	s->left = kvmdbg_vmm_debugs(vcpu) || (KVMDBG_STICKY && trapped) ? NULL : vcpu;
	s->left_exits = kvmdbg_exits(vcpu);
	s->dbgvcr = kvmdbg_dbgvcr(vcpu);
	s->dbgvcr_known = trapped && !KVMDBG_STICKY;
}

/*
 * What KVM moves out at an exit stays in the register too. So after an entry that
 * was left to it, register and saved state are equal, unless KVM has emulated a
 * write of the guest's since. Fewer exits than before say that root has set them to
 * 0, and nothing about an entry.
 */
static void learn(struct swap *s)
{
	if (kvmdbg_exits(s->left) <= s->left_exits)
		return;
	s->dbgvcr = kvmdbg_dbgvcr(s->left);
	s->dbgvcr_known = true;
}

/**
 * dbgvcr_learn() - the vcpu that was left is back, at the next decision
 * @s: this CPU's file
 * @touch: has its guest accessed a register since?
 */
void dbgvcr_learn(struct swap *s, enum swap_touch touch)
{
	if (s->left && !touch)
		learn(s);
	s->left = NULL;
}

/* Nobody may have told that KVM swaps for this one. */
static bool left_unseen(const struct swap *s, struct kvm_vcpu *vcpu)
{
	return KVMDBG_STICKY && vcpu && !s->left && kvmdbg_swaps(vcpu) &&
	       kvmdbg_dbgvcr_swapped(vcpu);
}

/**
 * dbgvcr_put() - the loaded vcpu, which may have been left, leaves this CPU
 * @s: this CPU's file
 * @vcpu: the vcpu, or NULL if it stays
 *
 * If it ran trapped, KVM may be in the middle of emulating a write.
 */
void dbgvcr_put(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (left_unseen(s, vcpu))
		s->dbgvcr_known = false;
	else if (s->left && !s->dbgvcr_known)
		learn(s);
	s->left = NULL;
	s->wait = 0;
}
