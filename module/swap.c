// SPDX-License-Identifier: GPL-2.0
/*
 * The state machine of a CPU's register file.
 *
 *	          swap_enter()             swap_put()
 *	  HOST ----------------->  LIVE  ------------->  PARKED
 *	   ^  ^                    |  ^                  |    |
 *	   |  +--- swap_evict() ---+  +-- swap_enter() --+    |
 *	   +------------------ swap_to_host() ----------------+
 *
 * At a claim (swap_enter()) KVM has decided about the coming entry, and we call
 * its swap off. From then on to the put nothing is moved: the host runs with the
 * guest's values in the file, which is safe only because MDSCR_EL1.MDE and KDE
 * are clear while it does. Whoever in the host is about to set them goes through
 * the guard (hooks.c), and so swap_evict(), first.
 *
 * A live guest runs trapped, its accesses emulated by KVM in the saved state,
 * which is then always right and need not be read back; or, once it has written
 * a register, untrapped until its put, with the registers being right.
 *
 * Parking clears the E bit of the enabled slots and leaves the rest. As it is
 * known what that is, the next load writes only what differs.
 */
#include "mitigation.h"
#include "swap.h"

/* --- what may go live -------------------------------------------------- */

/*
 * Where KVM moves DBGVCR32_EL2 only together with the file, a guest can go live
 * only with its value in that register already, and never untrapped. One that
 * writes is better off with KVM, which untraps it after the first write: it stays
 * there until it has made this many entries without.
 */
#define DBGVCR_WAIT	16

/*
 * On the coming entry KVM writes the register, and a trapped guest cannot. While
 * the VMM debugs it, it is trapped by MDCR_EL2.TDE if not by TDA.
 */
static void dbgvcr_left(struct swap *s, struct kvm_vcpu *vcpu)
{
	s->left = kvmdbg_vmm_debugs(vcpu) ? NULL : vcpu;
	s->dbgvcr = kvmdbg_dbgvcr(vcpu);
	s->dbgvcr_known = kvmdbg_trapped(vcpu);
}

/*
 * What KVM moves out at an exit stays in the register too. So after an entry that
 * was left to it, register and saved state are equal, unless KVM has emulated a
 * write of the guest's since.
 */
static void dbgvcr_learn(struct swap *s)
{
	s->dbgvcr = kvmdbg_dbgvcr(s->left);
	s->dbgvcr_known = true;
}

static bool dbgvcr_in_the_way(struct swap *s, struct kvm_vcpu *vcpu, bool wrote)
{
	if (wrote) {
		s->wait = DBGVCR_WAIT;
		return true;
	}
	if (s->wait) {
		s->wait--;
		return true;
	}
	return !s->dbgvcr_known || s->dbgvcr != kvmdbg_dbgvcr(vcpu);
}

/*
 * Is the host using the file, or about to? From SWAP_HOST it takes a look at
 * every control register: with debug_enabled off, host breakpoints are installed
 * while MDE stays clear, and while a hit is stepped over, E is clear too. In the
 * other states no host breakpoint can be there, since none gets in without
 * passing the guard.
 */
static bool host_debugs(struct swap *s)
{
	if (MITIGATED(HOST_MDE) && regs_host_debugs())
		return true;
	if (s->state != SWAP_HOST)
		return false;
	regs_save(&s->host, &s->count);
	stats_add(&s->stats, STAT_REGS_READ, regs_total(&s->count));
	return MITIGATED(HOST_ARMED) && regs_occupied(&s->host, &s->count);
}

/*
 * Why this entry must be left to KVM; STAT_COUNT if it need not be. Leaves the
 * host's values in s->host if the file is the host's and can be had.
 */
static enum stats_id why_left(struct swap *s, struct kvm_vcpu *vcpu, bool wrote)
{
	if (s->mode == MODE_OFF)
		return STAT_LEFT_OFF;
	if (!s->usable)
		return STAT_LEFT_CPU_DOWN;
	if (kvmdbg_vmm_debugs(vcpu))
		return STAT_LEFT_VMM_DEBUG;
	if (kvmdbg_os_locked(vcpu))
		return STAT_LEFT_OS_LOCK;
	if (kvmdbg_dbgvcr_swapped(vcpu) && dbgvcr_in_the_way(s, vcpu, wrote))
		return STAT_LEFT_DBGVCR;
	if (!s->live && host_debugs(s))
		return STAT_LEFT_HOST_DEBUG;
	return STAT_COUNT;
}

/* --- moving values ----------------------------------------------------- */

/* Bring the file to what @vcpu's saved state says. */
static void update(struct swap *s, struct kvm_vcpu *vcpu)
{
	struct regs_file want;
	unsigned int written;

	kvmdbg_load(vcpu, &want, &s->count);
	written = regs_update(&s->held, &want, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, written);
	stats_add(&s->stats, STAT_REGS_LEFT, regs_total(&s->count) - written);
}

static void load_whole(struct swap *s, struct kvm_vcpu *vcpu)
{
	kvmdbg_load(vcpu, &s->held, &s->count);
	regs_restore(&s->held, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, regs_total(&s->count));
}

/* From SWAP_HOST, with s->host just read, or from SWAP_PARKED. */
static void load(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (s->mode == MODE_EAGER) {
		load_whole(s, vcpu);
	} else {
		if (s->state == SWAP_HOST)
			s->held = s->host;
		update(s, vcpu);
	}
	s->state = SWAP_LIVE;
	s->live = vcpu;
	s->untrapped = false;
	stats_inc(&s->stats, STAT_LOADS);
}

/* Read the file, and make it the saved state if the guest had access to it. */
static void save(struct swap *s)
{
	regs_save(&s->held, &s->count);
	stats_add(&s->stats, STAT_REGS_READ, regs_total(&s->count));
	if (s->untrapped)
		kvmdbg_store(s->live, &s->held, &s->count);
}

static void not_live(struct swap *s, enum swap_state state)
{
	s->live = NULL;
	s->untrapped = false;
	s->state = state;
	stats_inc(&s->stats, STAT_PUTS);
}

/* Afterwards the saved state is right, and nothing in the file can fire. */
static void park(struct swap *s)
{
	if (!s->live)
		return;
	if (s->untrapped && MITIGATED(SAVE))
		save(s);
	stats_add(&s->stats, STAT_REGS_WRITTEN, regs_disarm(&s->held, &s->count));
	not_live(s, SWAP_PARKED);
}

/* --- entry, exit, put -------------------------------------------------- */

/*
 * The saved state has to be current, as KVM swaps from it or emulates accesses
 * to it on this entry.
 */
static void leave(struct swap *s, struct kvm_vcpu *vcpu, enum stats_id why)
{
	park(s);
	if (!kvmdbg_swaps(vcpu))
		return;
	stats_inc(&s->stats, why);
	if (kvmdbg_dbgvcr_swapped(vcpu))
		dbgvcr_left(s, vcpu);
}

static void claim(struct swap *s, struct kvm_vcpu *vcpu, bool wrote)
{
	if (!s->live)
		load(s, vcpu);
	else if (wrote && !s->untrapped && MITIGATED(UPDATE))
		update(s, vcpu);
	if (wrote)
		s->untrapped = true;
	if (s->untrapped)
		kvmdbg_untrap(vcpu);
	else if (s->mode != MODE_EAGER)
		s->quick = vcpu;
	kvmdbg_claim(vcpu);
}

/**
 * swap_enter() - a vcpu is about to enter its guest
 * @s: this CPU's file
 * @vcpu: the vcpu; the live one if there is one
 *
 * Called at kvm_entry, with interrupts disabled. Claims the entry, loading what
 * has to be loaded, or leaves it to KVM with its saved state current.
 */
void swap_enter(struct swap *s, struct kvm_vcpu *vcpu)
{
	bool swaps = kvmdbg_swaps(vcpu);
	bool wrote = swaps && !kvmdbg_trapped(vcpu);
	enum stats_id why;

	if (s->left && !wrote)
		dbgvcr_learn(s);
	s->left = NULL;
	s->quick = NULL;
	if (!swaps && !s->live && s->mode != MODE_EAGER) {
		s->quick = vcpu;
		return;
	}
	if (swaps)
		stats_inc(&s->stats, STAT_SWAP_ENTRIES);

	why = why_left(s, vcpu, wrote);
	if (why != STAT_COUNT) {
		leave(s, vcpu, why);
		return;
	}
	if (swaps)
		stats_inc(&s->stats, STAT_TAKEN);
	claim(s, vcpu, wrote);
}

/**
 * swap_exit() - a guest has exited
 * @s: this CPU's file
 *
 * Called at kvm_exit, for MODE_EAGER: puts everything back, all of it.
 */
void swap_exit(struct swap *s)
{
	if (!s->live || s->mode != MODE_EAGER)
		return;
	save(s);
	regs_restore(&s->host, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, regs_total(&s->count));
	not_live(s, SWAP_HOST);
}

/**
 * swap_put() - the loaded vcpu leaves this CPU
 * @s: this CPU's file
 *
 * Afterwards its saved state is right, nothing in the file can fire, and the vcpu
 * may run elsewhere or be freed.
 */
void swap_put(struct swap *s)
{
	park(s);
	/* If it ran trapped, KVM may be in the middle of emulating a write. */
	if (s->left && !s->dbgvcr_known)
		dbgvcr_learn(s);
	s->left = NULL;
	s->quick = NULL;
	s->wait = 0;
}

/**
 * swap_to_host() - give the file to the host, with the host's values in it
 * @s: this CPU's file
 */
void swap_to_host(struct swap *s)
{
	swap_put(s);
	if (s->state != SWAP_PARKED)
		return;
	stats_add(&s->stats, STAT_REGS_WRITTEN,
		  regs_update(&s->held, &s->host, &s->count));
	s->state = SWAP_HOST;
}

/**
 * swap_evict() - the host is about to enable debug exceptions on this CPU
 * @s: this CPU's file
 *
 * The guard: called with MDE or KDE about to be set, in any context that keeps
 * this CPU. From here on the host writes the file as it likes.
 */
void swap_evict(struct swap *s)
{
	if (!MITIGATED(GUARD))
		return;
	if (s->live) {
		stats_inc(&s->stats, STAT_EVICTIONS);
		/* It may be between its claim and its entry. */
		kvmdbg_give_back(s->live);
	}
	swap_to_host(s);
	regs_sync();
}

/* --- coming and going -------------------------------------------------- */

/**
 * swap_set_mode() - change what this CPU does, starting with the next entry
 * @s: this CPU's file; afterwards the host's
 * @mode: the new mode
 */
void swap_set_mode(struct swap *s, enum mode mode)
{
	swap_to_host(s);
	s->mode = mode;
	/* In MODE_OFF nobody keeps an eye on it. */
	s->dbgvcr_known = false;
}

/**
 * swap_cpu_up() - this CPU has come up, its file reset by the host
 * @s: this CPU's file
 */
void swap_cpu_up(struct swap *s)
{
	regs_identify(&s->count);
	s->usable = true;
}

/**
 * swap_cpu_down() - this CPU is going down
 * @s: this CPU's file; afterwards the host's
 */
void swap_cpu_down(struct swap *s)
{
	swap_to_host(s);
	s->usable = false;
	s->dbgvcr_known = false;
}

/**
 * swap_forget() - the CPU is about to lose its registers, or has lost them
 * @s: this CPU's file; afterwards the host's, which restores it
 */
void swap_forget(struct swap *s)
{
	swap_to_host(s);
	s->dbgvcr_known = false;
}
