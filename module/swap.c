// SPDX-License-Identifier: GPL-2.0
/*
 * The state machine of a CPU's register file.
 *
 *	             claim                 swap_put()
 *	  HOST ----------------->  LIVE  ------------->  PARKED
 *	   ^  ^                    |  ^                  |    |
 *	   |  +--- swap_evict() ---+  +----- claim ------+    |
 *	   +------------------- to_host() --------------------+
 *
 * At a claim KVM has decided about the coming entry, and we call its swap off:
 * at swap_enter() where it decides on each entry, at swap_load() and swap_touch()
 * where what it decides holds. From then on to the put nothing is moved: the host
 * runs with the guest's values in the file, which is safe only because MDSCR_EL1.MDE
 * and KDE are clear while it does. Whoever in the host is about to set them goes
 * through the guard (guard.c), and so swap_evict(), first.
 *
 * A live guest runs trapped, its accesses emulated by KVM in the saved state, which
 * is then always right and need not be read back; or, once it has accessed a
 * register, untrapped until its put, with the registers being right. So who writes
 * all the time pays a save at the put, and who does not pays nothing.
 *
 * Parking clears the E bit of the enabled slots and leaves the rest. As it is
 * known what that is, the next load writes only what differs.
 */
#include "check.h"
#include "dbgvcr.h"
#include "mitigation.h"

/* --- counting ---------------------------------------------------------- */

/*
 * There is no room for a counter on the entry path: what happens there stays the
 * same until somebody calls, who counts the exits since then.
 */
static void count_from_now(struct swap *s, struct kvm_vcpu *vcpu)
{
	s->counted = vcpu;
	s->exits = kvmdbg_exits(vcpu);
	s->phase = STAT_COUNT;
}

/**
 * swap_settle() - bring the counters up to date
 * @s: this CPU's file
 */
void swap_settle(struct swap *s)
{
	u64 exits;

	if (!s->counted)
		return;
	exits = kvmdbg_exits(s->counted);
	/* Less than before when root has set it to 0. */
	if (s->phase != STAT_COUNT && exits > s->exits) {
		stats_add(&s->stats, STAT_SWAP_ENTRIES, exits - s->exits);
		stats_add(&s->stats, s->phase, exits - s->exits);
		if (s->phase == STAT_TAKEN)
			dbgvcr_spared(s, exits - s->exits);
	}
	s->exits = exits;
}

/* --- what may go live -------------------------------------------------- */

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
 * Why this vcpu must be left to KVM; STAT_TAKEN if it need not be. Leaves the
 * host's values in s->host if the file is the host's and can be had.
 */
static enum stats_id whose(struct swap *s, struct kvm_vcpu *vcpu, enum swap_touch touch)
{
	if (s->mode == MODE_OFF)
		return STAT_LEFT_OFF;
	if (!s->usable)
		return STAT_LEFT_CPU_DOWN;
	if (MITIGATED(NESTED) && kvmdbg_nested(vcpu))
		return STAT_LEFT_NESTED;
	if (MITIGATED(VMM_DEBUG) && kvmdbg_vmm_debugs(vcpu))
		return STAT_LEFT_VMM_DEBUG;
	if (MITIGATED(OS_LOCK) && kvmdbg_os_locked(vcpu))
		return STAT_LEFT_OS_LOCK;
	if (MITIGATED(DBGVCR) && dbgvcr_in_the_way(s, vcpu, touch))
		return STAT_LEFT_DBGVCR;
	if (!s->live && host_debugs(s))
		return STAT_LEFT_HOST_DEBUG;
	return STAT_TAKEN;
}

/* --- moving values ----------------------------------------------------- */

/* Bring the file to what @vcpu's saved state says. Returns the registers written. */
static unsigned int update(struct swap *s, struct kvm_vcpu *vcpu)
{
	struct regs_file want;
	unsigned int written;

	kvmdbg_load(vcpu, &want, &s->count);
	written = regs_update(&s->held, &want, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, written);
	stats_add(&s->stats, STAT_REGS_LEFT, regs_total(&s->count) - written);
	return written;
}

static unsigned int load_whole(struct swap *s, struct kvm_vcpu *vcpu)
{
	kvmdbg_load(vcpu, &s->held, &s->count);
	regs_restore(&s->held, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, regs_total(&s->count));
	return regs_total(&s->count);
}

/* From SWAP_HOST, with s->host just read, or from SWAP_PARKED. */
static void load(struct swap *s, struct kvm_vcpu *vcpu)
{
	u64 begin = record_begin();
	unsigned int written;

	if (s->mode == MODE_EAGER) {
		written = load_whole(s, vcpu);
	} else {
		if (s->state == SWAP_HOST)
			s->held = s->host;
		written = update(s, vcpu);
	}
	s->state = SWAP_LIVE;
	s->live = vcpu;
	s->untrapped = false;
	stats_inc(&s->stats, STAT_LOADS);
	record_load(s, begin, written);
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
static void park(struct swap *s, enum put_why why)
{
	unsigned int read = 0, written = 0;
	struct kvm_vcpu *vcpu = s->live;
	u64 begin = record_begin();

	if (!vcpu)
		return;
	CHECK(!regs_host_debugs());
	if (s->untrapped && MITIGATED(SAVE)) {
		save(s);
		read = regs_total(&s->count);
	}
	if (MITIGATED(DISARM))
		written = regs_disarm(&s->held, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, written);
	not_live(s, SWAP_PARKED);
	record_put(s, vcpu, begin, why, read, written);
}

/* --- the decision ------------------------------------------------------ */

/*
 * Let KVM swap for a claimed vcpu. Where the guest then owns the registers, KVM would
 * not have it trapped: some accesses it answers with zero, and not with what is saved.
 */
static void give_back(struct kvm_vcpu *vcpu)
{
	kvmdbg_give_back(vcpu);
	if (KVMDBG_STICKY && MITIGATED(AGAIN))
		kvmdbg_untrap(vcpu);
}

/*
 * The saved state has to be current, as KVM swaps from it or emulates accesses
 * to it from this entry on.
 */
static void leave(struct swap *s, struct kvm_vcpu *vcpu, bool swaps)
{
	if (swaps && !kvmdbg_swaps(vcpu))
		give_back(vcpu);
	park(s, PUT_LEFT);
	if (swaps)
		dbgvcr_left(s, vcpu);
}

static void claim(struct swap *s, struct kvm_vcpu *vcpu, enum swap_touch touch)
{
	if (!s->live)
		load(s, vcpu);
	else if (touch && !s->untrapped && MITIGATED(UPDATE))
		update(s, vcpu);

	if (touch && !s->untrapped && !kvmdbg_dbgvcr_swapped(vcpu)) {
		s->untrapped = true;
		stats_inc(&s->stats, STAT_UNTRAPS);
		record_untrap(s);
	}
	if (s->untrapped)
		kvmdbg_untrap(vcpu);
	else
		kvmdbg_trap(vcpu);
	kvmdbg_claim(vcpu);
	CHECK(s->live == vcpu && s->state == SWAP_LIVE);
	CHECK(!kvmdbg_swaps(vcpu) && kvmdbg_trapped(vcpu) == !s->untrapped);
}

/* Does this reason hold for as long as the vcpu is loaded? */
static bool left_for_good(enum stats_id why)
{
	return why == STAT_LEFT_OFF || why == STAT_LEFT_NESTED || why == STAT_LEFT_VMM_DEBUG;
}

/*
 * A trapped guest does nothing that changes what is right for its next entry,
 * unless it is trapped: then somebody calls swap_touch(). But nobody tells when it
 * gives up the OS Lock, with which KVM stops masking its MDE. Nor when it takes it: then it
 * may stay live until its next access, which is right, as its MDE is masked.
 */
static long quick(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (KVMDBG_STICKY || s->mode == MODE_EAGER || !kvmdbg_trapped(vcpu) ||
	    kvmdbg_os_locked(vcpu))
		return SWAP_ASK;
#if !KVMDBG_STICKY
	if (s->live)
		return (long)kvmdbg_flags(vcpu);
#endif
	if (s->phase == STAT_COUNT && !s->noticed)
		return SWAP_NOTHING;
	return s->phase == STAT_COUNT || left_for_good(s->phase) ? (long)&s->sink : SWAP_ASK;
}

/*
 * KVM has decided about the coming entry of @vcpu, or of all until it decides
 * again: claim it, loading what has to be loaded, or leave it to KVM with its
 * saved state current.
 */
static void decide(struct swap *s, struct kvm_vcpu *vcpu, enum swap_touch touch)
{
	/* Where it is claimed already, KVM was to swap if it was then. */
	bool swaps = kvmdbg_swaps(vcpu) || (KVMDBG_STICKY && s->live && s->owed);
	enum stats_id why = STAT_COUNT;

	if (s->counted == vcpu)
		swap_settle(s);
	else
		count_from_now(s, vcpu);
	dbgvcr_learn(s, touch);

	if (swaps || s->live || s->mode == MODE_EAGER) {
		why = whose(s, vcpu, touch);
		if (why == STAT_TAKEN)
			claim(s, vcpu, touch);
		else
			leave(s, vcpu, swaps);
	}
	if (swaps && why != STAT_TAKEN && why != s->phase)
		record_left(s, vcpu, why);
	s->owed = swaps;
	s->phase = swaps ? why : STAT_COUNT;
	s->quick = quick(s, vcpu);
	/* Then its put may not be noticed. */
	if (s->quick == SWAP_NOTHING)
		s->counted = NULL;
}

/* The first entry after the load of a vcpu that does not debug: most are. */
static bool is_clean(const struct swap *s, struct kvm_vcpu *vcpu, bool swaps)
{
	return !swaps && !s->counted && !s->noticed && s->mode != MODE_EAGER &&
	       kvmdbg_trapped(vcpu) && !kvmdbg_os_locked(vcpu);
}

/**
 * swap_enter() - a vcpu is about to enter its guest
 * @s: this CPU's file
 * @vcpu: the vcpu; the live one if there is one
 *
 * Called with interrupts disabled until the guest exits: on each entry in
 * MODE_EAGER; else where KVM decides on each, and only if @s->quick is SWAP_ASK.
 */
void swap_enter(struct swap *s, struct kvm_vcpu *vcpu)
{
	bool swaps = kvmdbg_swaps(vcpu);

	/* KVM traps it anew on each entry; nothing else has changed. */
	if (s->untrapped && swaps == s->owed && !kvmdbg_os_locked(vcpu)) {
		kvmdbg_untrap(vcpu);
		kvmdbg_claim(vcpu);
	} else if (is_clean(s, vcpu, swaps)) {
		s->quick = SWAP_NOTHING;
	} else {
		decide(s, vcpu, swaps && !kvmdbg_trapped(vcpu) ? SWAP_TOUCHED : SWAP_UNTOUCHED);
	}
}

/**
 * swap_exit() - a guest has exited
 * @s: this CPU's file
 *
 * Called at kvm_exit, for MODE_EAGER: puts everything back, all of it.
 */
void swap_exit(struct swap *s)
{
	struct kvm_vcpu *vcpu = s->live;
	u64 begin = record_begin();

	if (!vcpu || s->mode != MODE_EAGER)
		return;
	if (s->owed)
		kvmdbg_unclaim(vcpu);
	save(s);
	regs_restore(&s->host, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, regs_total(&s->count));
	not_live(s, SWAP_HOST);
	record_put(s, vcpu, begin, PUT_EXIT, regs_total(&s->count), regs_total(&s->count));
}

/**
 * swap_load() - KVM has loaded a vcpu, and decided for the entries that follow
 * @s: this CPU's file
 * @vcpu: the vcpu
 *
 * Only where decisions hold (KVMDBG_STICKY).
 */
void swap_load(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (s->mode != MODE_EAGER) {
		decide(s, vcpu, SWAP_UNTOUCHED);
		return;
	}
	count_from_now(s, vcpu);
	/* Or else its put may not be noticed. */
	s->quick = SWAP_ASK;
}

/**
 * swap_touch() - the loaded vcpu's guest was trapped accessing a register
 * @s: this CPU's file
 * @vcpu: the vcpu
 *
 * Called once KVM has emulated the access. Where it decides on each entry, any time
 * between the exit and the next entry will do, as its own put or load between them has
 * that entry looked at as well.
 */
void swap_touch(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (!KVMDBG_STICKY)
		s->quick = SWAP_ASK;
	else if (s->mode != MODE_EAGER)
		decide(s, vcpu, SWAP_TOUCHED);
}

/**
 * swap_again() - is the loaded vcpu's guest to make the access that trapped once more?
 * @s: this CPU's file
 * @vcpu: the vcpu
 *
 * Only where decisions hold. An access that KVM answers with zero would have reached the
 * register if the guest had not been trapped for us, and will the second time. If the
 * vcpu has been put, evicted or left to KVM since its exit, that has seen to it already.
 *
 * Return: true if so; false if KVM would have had it trapped, too.
 */
bool swap_again(struct swap *s, struct kvm_vcpu *vcpu)
{
	if (!MITIGATED(AGAIN))
		return false;
	if (s->live == vcpu && s->owed && !s->untrapped) {
		decide(s, vcpu, SWAP_DENIED);
		return true;
	}
	if (s->counted != vcpu || !kvmdbg_swaps(vcpu) || kvmdbg_trapped(vcpu))
		return false;
	/* No exit since. Fewer when root has set them to 0: then once may be too often. */
	if (kvmdbg_exits(vcpu) > s->exits)
		return false;
	swap_settle(s);
	return true;
}

/**
 * swap_look_again() - can the vcpu that was left for its DBGVCR32_EL2 be claimed?
 * @s: this CPU's file
 *
 * Some time after swap_load() or swap_touch() has left it: by now KVM may have moved the
 * register, and the guest may be done.
 */
void swap_look_again(struct swap *s)
{
	if (swap_is_to_look_again(s))
		decide(s, s->left, SWAP_UNTOUCHED);
}

/**
 * swap_arrive() - a vcpu that was scheduled out is about to be loaded on this CPU
 * @s: this CPU's file
 *
 * Told by its notifier, so it has one.
 * What was said of the coming entry was said of another vcpu.
 */
void swap_arrive(struct swap *s)
{
	s->noticed = true;
	s->quick = SWAP_ASK;
}

/**
 * swap_put() - the loaded vcpu leaves this CPU
 * @s: this CPU's file
 * @vcpu: the vcpu; NULL if it has been put, by its notifier; where KVM decides on each
 *	entry it may always be NULL
 * @why: PUT_ASKED or PUT_SCHED_OUT
 *
 * Afterwards its saved state is right, nothing in the file can fire, and the vcpu
 * may run elsewhere or be freed.
 */
void swap_put(struct swap *s, struct kvm_vcpu *vcpu, enum put_why why)
{
	swap_settle(s);
	if (s->live && why == PUT_SCHED_OUT)
		stats_inc(&s->stats, STAT_SCHED_OUTS);
	park(s, why);
	dbgvcr_put(s, vcpu);
	s->counted = NULL;
	s->noticed = false;
	s->quick = KVMDBG_STICKY ? SWAP_NOTHING : SWAP_ASK;
}

/* --- the host needs the file ------------------------------------------- */

/* The reason for leaving a vcpu to KVM that follows from its put. */
static enum stats_id left_after(enum put_why why)
{
	switch (why) {
	case PUT_EVICT:
		return STAT_LEFT_HOST_DEBUG;
	case PUT_CPU_DOWN:
		return STAT_LEFT_CPU_DOWN;
	default:
		return STAT_LEFT_OFF;
	}
}

/*
 * Give the live vcpu's values away. It stays loaded, its entries left to KVM until the
 * next decision. It may be between its claim and its entry, and reach the registers
 * without a trap even if KVM was not to swap.
 */
static void take_away(struct swap *s, enum put_why why)
{
	struct kvm_vcpu *vcpu = s->live;

	if ((s->owed || s->untrapped) && MITIGATED(GIVE_BACK))
		give_back(vcpu);
	s->phase = s->owed ? left_after(why) : STAT_COUNT;
	park(s, why);
	if (s->owed)
		record_left(s, vcpu, s->phase);
}

/* Give the file to the host, with its values in it. Returns the registers written. */
static unsigned int to_host(struct swap *s, enum put_why why)
{
	unsigned int written;

	swap_settle(s);
	if (s->live)
		take_away(s, why);
	dbgvcr_put(s, NULL);
	s->quick = SWAP_ASK;
	if (s->state != SWAP_PARKED)
		return 0;
	written = regs_update(&s->held, &s->host, &s->count);
	stats_add(&s->stats, STAT_REGS_WRITTEN, written);
	if (MITIGATED(UNKNOWN))
		s->state = SWAP_HOST;
	return written;
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
	bool foreign = s->state != SWAP_HOST;
	struct kvm_vcpu *vcpu = s->live;
	u64 begin = record_begin();
	unsigned int written;

	if (!MITIGATED(GUARD))
		return;
	if (vcpu)
		stats_inc(&s->stats, STAT_EVICTIONS);
	written = to_host(s, PUT_EVICT);
	regs_sync();
	if (foreign)
		record_evict(s, vcpu, begin, written);
}

/**
 * swap_release() - have the host's values in the file, with nobody about to debug
 * @s: this CPU's file
 *
 * For a thread that is no vcpu's and is to write the file, with the values that it finds.
 * No vcpu is loaded while it runs.
 */
void swap_release(struct swap *s)
{
	CHECK(!s->live);
	to_host(s, PUT_MODE);
}

/* --- coming and going -------------------------------------------------- */

/**
 * swap_set_mode() - change what this CPU does, starting with the next entry
 * @s: this CPU's file
 * @to: the new mode
 */
void swap_set_mode(struct swap *s, enum mode to)
{
	to_host(s, PUT_MODE);
	s->mode = to;
	/* In MODE_OFF nobody keeps an eye on it. */
	s->dbgvcr_known = false;
	/* One that was loaded before we were waits for its next load or access. */
	if (KVMDBG_STICKY && s->counted)
		swap_load(s, s->counted);
}

/**
 * swap_cpu_up() - this CPU has come up, its file reset by the host
 * @s: this CPU's file
 * @mode: what it is to do
 */
void swap_cpu_up(struct swap *s, enum mode mode)
{
	regs_identify(&s->count);
	if (!MITIGATED(COUNT))
		s->count = (struct regs_count){ .brps = REGS_MAX_SLOTS, .wrps = REGS_MAX_SLOTS };
	s->mode = mode;
	s->quick = SWAP_ASK;
	/* Guests ran here after swap_cpu_down(), left to KVM. */
	s->dbgvcr_known = false;
	dbgvcr_start(s);
	s->usable = true;
}

/**
 * swap_cpu_down() - this CPU is going down
 * @s: this CPU's file; afterwards the host's
 */
void swap_cpu_down(struct swap *s)
{
	if (MITIGATED(FORGET))
		to_host(s, PUT_CPU_DOWN);
	s->usable = false;
	s->dbgvcr_known = false;
}

/**
 * swap_forget() - the CPU is about to lose its registers, or has lost them
 * @s: this CPU's file; afterwards the host's, which restores it
 */
void swap_forget(struct swap *s)
{
	if (MITIGATED(FORGET))
		to_host(s, PUT_CPU_DOWN);
	s->dbgvcr_known = false;
}
