// SPDX-License-Identifier: GPL-2.0
/*
 * What a guest is told to do: values for all of its debug registers, made from
 * the seed, and targets for the armed ones. No two vcpus get the same values.
 */
#include "plan.h"

#include <string.h>

#include "hostaddr.h"
#include "random.h"

#define DBG_EL(el)		((el) << 1)	/* PMC, PAC: 1 EL1, 2 EL0, 3 both */
#define DBGBCR_BAS		(0xfu << 5)	/* the whole instruction */
#define DBGWCR_LSC(lsc)		((lsc) << 3)	/* 1 loads, 2 stores, 3 both */
#define DBGWCR_BAS(bytes)	((bytes) << 5)

#define A64_NOP			0xd503201f
#define A64_RET			0xd65f03c0
#define A32_NOP			0xe320f000
#define A32_BX_LR		0xe12fff1e

/*
 * Bits that every DBGBVR and DBGWVR keeps: no tag, no sign, 8 bytes aligned,
 * and the top one clear so that the loop's additions don't run over.
 */
#define A64_VALUE_BITS		0x00007ffffffffff8
#define A32_VALUE_BITS		0x7ffffff8
#define WRITE_STEP		8

/* Of --random: a breakpoint that matches CONTEXTIDR_EL1, and slots linked to it */
#define DBGBCR_LINKED_CONTEXT	(3u << 20)
#define DBGBCR_LINKED_ADDRESS	(1u << 20)
#define DBGWCR_LINKED		(1u << 20)
#define DBG_LBN(n)		((n) << 16)
#define CONTEXTIDR		0	/* as a reset leaves it, and nobody changes it */

#define CELL			0x100		/* each target is in one of its own */
#define CELLS			16
#define TIMER_AHEAD_HZ		20000		/* 50 us */
#define ATTACK_ROUNDS		2

/* Plans for --churn; an odd number, so that nothing else keeps step with it */
#define CHURN_PLANS		19
static_assert(CHURN_PLANS <= PLANS_MAX, "too many plans");

struct planner {
	struct plan *plan;
	const struct vm *vm;
	u64 address;	/* of the vcpu's memory, in the guest */
	u64 *random;
	bool a32;
};

static unsigned int below(const struct planner *planner, unsigned int limit)
{
	return random_below(planner->random, limit);
}

/* Somewhere in the cell of slot n, a multiple of 8 bytes. */
static size_t random_place(const struct planner *planner, unsigned int n)
{
	return n * CELL + 8 * below(planner, CELL / 8);
}

static u64 random_value(const struct planner *planner)
{
	return random_next(planner->random) &
	       (planner->a32 ? A32_VALUE_BITS : A64_VALUE_BITS);
}

/* The breakpoint's handler skips the first instruction. */
static void place_functions(const struct vcpu *vcpu)
{
	bool a32 = vcpu->vm->opts->a32;
	u32 *code = (u32 *)(vcpu->memory + AT_TARGETS);

	for (unsigned int i = 0; i < CELLS * CELL / sizeof(*code); i += 2) {
		code[i] = a32 ? A32_NOP : A64_NOP;
		code[i + 1] = a32 ? A32_BX_LR : A64_RET;
	}
}

static void hits(struct plan *plan, unsigned int slot, bool load, bool store)
{
	u64 loads = 1ull << slot, stores = 1ull << (slot + HITTING_STORE);

	plan->hitting &= ~(loads | stores);
	if (load)
		plan->hitting |= loads;
	if (store)
		plan->hitting |= stores;
}

static void aim(const struct planner *planner, unsigned int slot, bool armed)
{
	u64 area = slot & SLOT_WATCH ? AT_WATCHED : AT_TARGETS;
	struct plan *plan = planner->plan;

	plan->reg[slot] = planner->address + area + random_place(planner, slot % SLOT_WATCH);
	plan->reg[REG_CONTROL + slot] = DBG_EL(1u) | (armed ? DBG_E : 0);
	if (slot & SLOT_WATCH)
		plan->reg[REG_CONTROL + slot] |= DBGWCR_BAS(0xffu) | DBGWCR_LSC(3u);
	else
		plan->reg[REG_CONTROL + slot] |= DBGBCR_BAS;
	plan->targets |= 1ull << slot;
	hits(plan, slot, armed, armed);
}

/*
 * An armed slot gets another control register. A watchpoint is for loads or stores only,
 * for the first bytes only, or for EL0 as well; a breakpoint for EL0 as well, or for EL0
 * only, and then it does not hit. Watchpoints like that QEMU 7.2 believes to be hit when
 * another one has been.
 */
static void vary(const struct planner *planner, unsigned int slot)
{
	unsigned int lsc = 1 + below(planner, 3);
	unsigned int el = 1 + below(planner, 3);
	u64 *control = &planner->plan->reg[REG_CONTROL + slot];

	if (slot & SLOT_WATCH) {
		el |= 1;
		*control = DBGWCR_LSC(lsc) | DBGWCR_BAS((2u << below(planner, 8)) - 1);
		hits(planner->plan, slot, lsc & 1, lsc & 2);
	} else {
		*control = DBGBCR_BAS;
		hits(planner->plan, slot, el & 1, el & 1);
	}
	*control |= DBG_E | DBG_EL(el);
}

/*
 * The last breakpoint, which can match contexts, matches the guest's or another one, and
 * about half of the other armed slots are linked to it: watchpoints, too, if it matches.
 */
static void link_some(const struct planner *planner, u32 armed)
{
	unsigned int context = planner->vm->brps - 1;
	struct plan *plan = planner->plan;
	bool match = below(planner, 2);

	if (context >= SLOT_WATCH)
		return;
	plan->reg[context] = match ? CONTEXTIDR : CONTEXTIDR + 1;
	plan->reg[REG_CONTROL + context] = DBG_E | DBG_EL(3u) | DBGBCR_BAS |
					   DBGBCR_LINKED_CONTEXT;
	plan->targets &= ~(1ull << context);
	for (unsigned int slot = 0; slot < (match ? SLOTS : SLOT_WATCH); slot++) {
		if (slot == context || !(armed >> slot & 1) || below(planner, 2))
			continue;
		plan->reg[REG_CONTROL + slot] |= DBG_LBN(context) |
			/* NOLINTNEXTLINE(bugprone-branch-clone): each register's own name */
			(slot & SLOT_WATCH ? DBGWCR_LINKED : DBGBCR_LINKED_ADDRESS);
		if (!match)
			hits(plan, slot, false, false);
	}
}

/* Values that make no sense, and must be kept all the same. */
static void leave(const struct planner *planner, unsigned int slot)
{
	unsigned int first = below(planner, 8);
	unsigned int bytes = 1 + below(planner, 8 - first);
	unsigned int bas = ((1 << bytes) - 1) << first;
	struct plan *plan = planner->plan;

	plan->reg[slot] = random_value(planner);
	plan->reg[REG_CONTROL + slot] = DBG_EL(1 + below(planner, 3));
	if (slot & SLOT_WATCH)
		plan->reg[REG_CONTROL + slot] |= DBGWCR_BAS(bas) |
						 DBGWCR_LSC(1 + below(planner, 3));
	else
		plan->reg[REG_CONTROL + slot] |= DBGBCR_BAS;
}

static unsigned int last(long asked, unsigned int implemented)
{
	unsigned int armed = asked == ALL_SLOTS ? implemented : asked;

	return ((1 << armed) - 1) << (implemented - armed);
}

/* As many bits as in the mask, anywhere below the limit. */
static unsigned int shuffle(const struct planner *planner, unsigned int mask,
			    unsigned int limit)
{
	unsigned int left = __builtin_popcount(mask);
	unsigned int shuffled = 0;

	for (unsigned int n = 0; n < limit; n++) {
		if (below(planner, limit - n) < left) {
			shuffled |= 1 << n;
			left--;
		}
	}
	return shuffled;
}

/* A slot that isn't armed may have a target, too, which nobody must notice. */
static void plan_slots(const struct planner *planner, unsigned int first,
		       unsigned int implemented, unsigned int armed, bool bait)
{
	for (unsigned int n = 0; n < implemented; n++) {
		bool arm = armed >> n & 1;

		if (arm || (bait && below(planner, 2)))
			aim(planner, first + n, arm);
		else
			leave(planner, first + n);
		if (arm && planner->vm->opts->random)
			vary(planner, first + n);
	}
}

/* Write a disarmed value register; if there is none, an armed one's own value. */
static int plan_writes(struct plan *plan)
{
	bool armed = plan->reg[REG_CONTROL] & DBG_E;
	bool watch_armed = plan->reg[REG_CONTROL + SLOT_WATCH] & DBG_E;

	plan->write_slot = armed && !watch_armed ? SLOT_WATCH : 0;
	plan->write_step = armed && watch_armed ? 0 : WRITE_STEP;
	if (plan->write_step)
		plan->targets &= ~(1ull << plan->write_slot);
	return plan->write_slot ? WRITE_WATCH : WRITE_BREAK;
}

static void plan_loop(struct plan *plan, const struct options *opts)
{
	plan->loop = opts->exit * LOOP_WRITES +
		     (opts->write ? plan_writes(plan) : WRITE_NONE);
}

static void plan_enable(const struct planner *planner, u64 mdscr)
{
	u64 needed = planner->a32 ? MDSCR_MDE : MDSCR_MDE | MDSCR_KDE;

	planner->plan->mdscr = mdscr & needed;
	planner->plan->enabled = planner->plan->mdscr == needed;
}

/* As likely enabled as not. */
static void plan_some_enable(const struct planner *planner)
{
	static const u64 some[] = {
		MDSCR_MDE | MDSCR_KDE, 0, MDSCR_MDE | MDSCR_KDE, MDSCR_MDE,
		MDSCR_MDE | MDSCR_KDE, 0, MDSCR_MDE | MDSCR_KDE, MDSCR_KDE,
	};

	plan_enable(planner, some[below(planner, sizeof(some) / sizeof(some[0]))]);
}

/* Values for all registers; enabled or not is decided by itself. */
static void plan_registers(const struct planner *planner, bool shuffled)
{
	const struct vm *vm = planner->vm;
	const struct options *opts = vm->opts;
	unsigned int breakpoints = last(opts->breakpoints, vm->brps);
	unsigned int watchpoints = last(opts->watchpoints, vm->wrps);

	if (opts->churn) {
		breakpoints = below(planner, 1 << vm->brps);
		watchpoints = below(planner, 1 << vm->wrps);
	} else if (shuffled) {
		breakpoints = shuffle(planner, breakpoints, vm->brps);
		watchpoints = shuffle(planner, watchpoints, vm->wrps);
	}
	planner->plan->targets = 0;
	planner->plan->hitting = 0;
	plan_slots(planner, 0, vm->brps, breakpoints, opts->churn);
	plan_slots(planner, SLOT_WATCH, vm->wrps, watchpoints, opts->churn);
	if (opts->random && !below(planner, 3))
		link_some(planner, breakpoints | watchpoints << SLOT_WATCH);
	plan_loop(planner->plan, opts);
}

static struct planner planner_of(struct vcpu *vcpu, struct plan *plan)
{
	return (struct planner) {
		.plan = plan,
		.vm = vcpu->vm,
		.address = vcpu_address(vcpu),
		.random = &vcpu->random,
		.a32 = vcpu->vm->opts->a32,
	};
}

void plan_change(struct vcpu *vcpu, struct plan *plan)
{
	struct planner planner = planner_of(vcpu, plan);

	plan_registers(&planner, true);
	if (below(&planner, 2))
		plan_some_enable(&planner);
	else
		plan_enable(&planner, MDSCR_MDE | MDSCR_KDE);
}

/* Most often all is new, sometimes only whether it is enabled, or nothing. */
static u64 churn_flags(const struct planner *planner)
{
	static const u64 some[] = {
		PLAN_WRITE, PLAN_WRITE, PLAN_WRITE, PLAN_WRITE, PLAN_WRITE,
		PLAN_ENABLE, PLAN_ENABLE, 0,
	};

	return some[below(planner, sizeof(some) / sizeof(some[0]))];
}

static u64 plan_churn(struct vcpu *vcpu, struct plan *plans)
{
	for (unsigned int i = 0; i < CHURN_PLANS; i++) {
		struct planner planner = planner_of(vcpu, &plans[i]);

		plans[i].flags = churn_flags(&planner);
		if (vcpu->vm->opts->os_lock && i & 1)
			plans[i].flags |= PLAN_LOCK;
		plan_registers(&planner, true);
		plan_some_enable(&planner);
	}
	return CHURN_PLANS;
}

void plan_next(struct vcpu *vcpu)
{
	struct plan *next = (struct plan *)(vcpu->memory + AT_PLANS);
	struct planner planner = planner_of(vcpu, next);

	next->flags = churn_flags(&planner);
	if (vcpu->vm->opts->os_lock && below(&planner, 2))
		next->flags |= PLAN_LOCK;
	plan_registers(&planner, true);
	plan_some_enable(&planner);
	vcpu->planned++;
}

/*
 * Every other batch runs with the OS Lock held, sometimes without KDE as well.
 * What is written under the lock must be there when it is released, and after.
 */
static u64 plan_locks(struct vcpu *vcpu, struct plan *plans)
{
	static const struct {
		u64 flags;
		u64 mdscr;
	} steps[] = {
		{ PLAN_WRITE | PLAN_LOCK, MDSCR_MDE | MDSCR_KDE },
		{ 0, 0 },
		{ PLAN_WRITE | PLAN_LOCK, MDSCR_MDE },
		{ PLAN_ENABLE, MDSCR_MDE | MDSCR_KDE },
		{ PLAN_LOCK, 0 },
		{ PLAN_WRITE, MDSCR_MDE | MDSCR_KDE },
	};
	const unsigned int count = sizeof(steps) / sizeof(steps[0]);

	for (unsigned int i = 0; i < count; i++) {
		struct planner planner = planner_of(vcpu, &plans[i]);

		plan_registers(&planner, true);
		plan_enable(&planner, steps[i].mdscr);
		plans[i].flags = steps[i].flags;
	}
	return count;
}

static void plan_exits(struct mailbox *mb, const struct options *opts)
{
	u64 frequency;

	mb->exit = opts->exit;
	if (opts->exit == EXIT_MMIO) {
		mb->loop_arg = MMIO_EXIT;
	} else if (opts->exit == EXIT_WFI) {
		asm volatile("mrs %0, cntfrq_el0" : "=r" (frequency));
		mb->loop_arg = frequency / TIMER_AHEAD_HZ + 1;
	}
}

static u64 plan_flags(const struct options *opts)
{
	return (options_calls(opts) ? USE_CALLS : 0) |
	       (opts->os_lock ? USE_LOCK : 0) |
	       (opts->reset ? USE_RESETS : 0) |
	       (opts->undef ? USE_UNDEFS : 0) |
	       (opts->dscr ? USE_DSCR : 0);
}

static void plan_orders(struct vcpu *vcpu)
{
	const struct vm *vm = vcpu->vm;
	const struct options *opts = vm->opts;
	struct mailbox *mb = vcpu->mailbox;
	u64 address = vcpu_address(vcpu);

	mb->exits = opts->exits;
	mb->batches = opts->batches;
	mb->debug = options_debug(opts);
	mb->brps = vm->brps;
	mb->wrps = vm->wrps;
	mb->ticks = address + AT_TICKS;
	mb->gicr = GICR_BASE + GICR_STRIDE * vcpu->index + GICR_SGI;
	mb->flags = plan_flags(opts);
	plan_exits(mb, opts);
}

static void plan_attack(struct vcpu *vcpu)
{
	host_addresses((u64 *)(vcpu->memory + AT_ADDRESSES), ADDRESSES,
		       random_next(&vcpu->random));
	vcpu->mailbox->attack = random_next(&vcpu->random) | 1;
	vcpu->mailbox->rounds = ATTACK_ROUNDS;
}

static void plan_flood(struct vcpu *vcpu)
{
	vcpu->mailbox->flood = random_next(&vcpu->random) | 1;
}

void plan_vcpu(struct vcpu *vcpu)
{
	const struct options *opts = vcpu->vm->opts;
	struct plan *plans = (struct plan *)(vcpu->memory + AT_PLANS);
	struct mailbox *mb = vcpu->mailbox;
	struct planner planner = planner_of(vcpu, &mb->plan);

	/* Far apart for neighbours, in seeds as well as in vcpus */
	vcpu->random = opts->seed;
	vcpu->random = random_next(&vcpu->random) + vcpu->index;
	vcpu->random = random_next(&vcpu->random);

	plan_orders(vcpu);
	if (opts->attack)
		plan_attack(vcpu);
	if (opts->flood)
		plan_flood(vcpu);
	place_functions(vcpu);
	plan_registers(&planner, false);
	plan_enable(&planner, opts->mde ? MDSCR_MDE | MDSCR_KDE : 0);
	if (opts->random) {
		mb->plans = 1;
		plan_next(vcpu);
	} else if (opts->churn) {
		mb->plans = plan_churn(vcpu, plans);
	} else if (opts->os_lock) {
		mb->plans = plan_locks(vcpu, plans);
	}
}
