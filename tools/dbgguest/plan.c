// SPDX-License-Identifier: GPL-2.0
/*
 * What a guest is told to do: values for all of its debug registers, made from
 * the seed, and targets for the armed ones. No two vcpus get the same values.
 */
#include "plan.h"

#include <string.h>

#define DBG_E			1u		/* DBGBCR and DBGWCR: enable */
#define DBG_EL(el)		((el) << 1)	/* PMC, PAC: 1 EL1, 2 EL0, 3 both */
#define DBGBCR_BAS		(0xfu << 5)	/* the whole instruction */
#define DBGWCR_LSC(lsc)		((lsc) << 3)	/* 1 loads, 2 stores, 3 both */
#define DBGWCR_BAS(bytes)	((bytes) << 5)
#define MDSCR_KDE		0x2000u
#define MDSCR_MDE		0x8000u		/* DBGDSCRext.MDBGen as well */

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

#define CELL			0x100		/* each target is in one of its own */
#define TIMER_AHEAD_HZ		20000		/* 50 us */

struct plan {
	struct mailbox *mb;
	u8 *memory;
	u64 address;	/* of memory, in the guest */
	u64 random;
	bool a32;
};

/* splitmix64 */
static u64 next_random(struct plan *plan)
{
	u64 z = plan->random += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static unsigned int random_below(struct plan *plan, unsigned int limit)
{
	return next_random(plan) % limit;
}

/* Somewhere in the cell of slot n, a multiple of 8 bytes. */
static size_t random_place(struct plan *plan, unsigned int n)
{
	return n * CELL + 8 * random_below(plan, CELL / 8);
}

static u64 random_value(struct plan *plan)
{
	return next_random(plan) & (plan->a32 ? A32_VALUE_BITS : A64_VALUE_BITS);
}

/* The breakpoint's handler skips the first instruction. */
static void arm_breakpoint(struct plan *plan, unsigned int n)
{
	size_t place = AT_TARGETS + random_place(plan, n);
	u32 *code = (u32 *)(plan->memory + place);

	code[0] = plan->a32 ? A32_NOP : A64_NOP;
	code[1] = plan->a32 ? A32_BX_LR : A64_RET;
	plan->mb->reg[n] = plan->address + place;
	plan->mb->reg[REG_CONTROL + n] = DBGBCR_BAS | DBG_EL(1u) | DBG_E;
}

static void arm_watchpoint(struct plan *plan, unsigned int n)
{
	unsigned int slot = SLOT_WATCH + n;

	plan->mb->reg[slot] = plan->address + AT_WATCHED +
				random_place(plan, n);
	plan->mb->reg[REG_CONTROL + slot] = DBGWCR_BAS(0xffu) | DBGWCR_LSC(3u) |
				  DBG_EL(1u) | DBG_E;
}

static void disarm_breakpoint(struct plan *plan, unsigned int n)
{
	plan->mb->reg[n] = random_value(plan);
	plan->mb->reg[REG_CONTROL + n] = DBGBCR_BAS | DBG_EL(1 + random_below(plan, 3));
}

static void disarm_watchpoint(struct plan *plan, unsigned int n)
{
	unsigned int slot = SLOT_WATCH + n;
	unsigned int first = random_below(plan, 8);
	unsigned int bytes = 1 + random_below(plan, 8 - first);
	unsigned int bas = ((1 << bytes) - 1) << first;

	plan->mb->reg[slot] = random_value(plan);
	plan->mb->reg[REG_CONTROL + slot] = DBGWCR_BAS(bas) |
				  DBGWCR_LSC(1 + random_below(plan, 3)) |
				  DBG_EL(1 + random_below(plan, 3));
}

/* The armed slots are the last ones: slot 0 is there to be written. */
static void plan_slots(struct plan *plan, const struct vm *vm)
{
	const struct options *opts = vm->opts;
	unsigned int n;

	for (n = 0; n < vm->brps; n++) {
		if (opts->breakpoints == ALL_SLOTS ||
		    n + opts->breakpoints >= vm->brps)
			arm_breakpoint(plan, n);
		else
			disarm_breakpoint(plan, n);
	}
	for (n = 0; n < vm->wrps; n++) {
		if (opts->watchpoints == ALL_SLOTS ||
		    n + opts->watchpoints >= vm->wrps)
			arm_watchpoint(plan, n);
		else
			disarm_watchpoint(plan, n);
	}
}

/* Write a disarmed value register; if there is none, an armed one's own value. */
static int plan_writes(struct mailbox *mb)
{
	bool armed = mb->reg[REG_CONTROL] & DBG_E;
	bool watch_armed = mb->reg[REG_CONTROL + SLOT_WATCH] & DBG_E;

	mb->write_step = armed && watch_armed ? 0 : WRITE_STEP;
	if (armed && !watch_armed) {
		mb->write_slot = SLOT_WATCH;
		return WRITE_WATCH;
	}
	return WRITE_BREAK;
}

static void plan_loop(struct mailbox *mb, const struct options *opts)
{
	u64 frequency;

	mb->exit = opts->exit;
	mb->loop = opts->exit * LOOP_WRITES +
		   (opts->write ? plan_writes(mb) : WRITE_NONE);

	if (opts->exit == EXIT_MMIO) {
		mb->loop_arg = MMIO_EXIT;
	} else if (opts->exit == EXIT_WFI) {
		asm volatile("mrs %0, cntfrq_el0" : "=r" (frequency));
		mb->loop_arg = frequency / TIMER_AHEAD_HZ + 1;
	}
}

void plan_vcpu(struct vcpu *vcpu)
{
	const struct vm *vm = vcpu->vm;
	const struct options *opts = vm->opts;
	struct mailbox *mb = vcpu->mailbox;
	struct plan plan = {
		.mb = mb,
		.memory = vcpu->memory,
		.address = vcpu_address(vcpu),
		.random = opts->seed,
		.a32 = opts->a32,
	};

	/* Far apart for neighbours, in seeds as well as in vcpus */
	plan.random = next_random(&plan) + vcpu->index;
	plan.random = next_random(&plan);

	mb->exits = opts->exits;
	mb->batches = opts->batches;
	mb->debug = options_debug(opts);
	if (opts->mde)
		mb->mdscr = opts->a32 ? MDSCR_MDE : MDSCR_MDE | MDSCR_KDE;
	mb->brps = vm->brps;
	mb->wrps = vm->wrps;
	mb->ticks = plan.address + AT_TICKS;
	mb->gicr = GICR_BASE + GICR_STRIDE * vcpu->index + GICR_SGI;

	plan_slots(&plan, vm);
	plan_loop(mb, opts);
}
