/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the VMM and its guests agree on: where things are in the memory of a
 * vcpu, and the mailbox through which a guest gets its orders and leaves its
 * findings. Included from C and from both assemblers.
 *
 * Every vcpu has a piece of memory of its own, with a copy of the guest in it,
 * so that no two vcpus have a breakpoint or a watchpoint at the same address.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#define RAM_BASE	0x80000000
#define GICD_BASE	0x08000000
#define GICR_BASE	0x080a0000
#define GICR_STRIDE	0x20000		/* RD_base and SGI_base */
#define GICR_SGI	0x10000
#define MMIO_EXIT	0x40000000	/* a store here is one exit to the VMM */
#define MMIO_DONE	0x40000008	/* a store here ends the guest */
#define MMIO_CALL	0x40000010	/* a batch is done: are there new orders? */
#define MMIO_RESET	0x40000018	/* the VMM resets the vcpu */

#define NOWHERE		0x50000000	/* nothing is here, it's for jumping to */

/* A vcpu's memory */
#define AT_WAKER	0x4		/* where the waker starts, see MB_PEER */
#define AT_LANDMARK	0x8		/* a NOP that is passed SLOTS times in a batch */
#define AT_MAILBOX	0x4000		/* the guest's code ends before */
#define AT_STACK	0x8000		/* grows down */
#define AT_TARGETS	0x8000		/* functions to put breakpoints on */
#define AT_ADDRESSES	0x9000		/* ADDRESSES of the host's, for an attack */
#define AT_WATCHED	0xc000		/* data to put watchpoints on */
#define AT_PLANS	0xd000		/* up to PLANS_MAX plans, for the batches in turn */
#define AT_TICKS	0x10000		/* one 64-bit count for each batch */
#define STACK_OFFSET	(AT_STACK - AT_MAILBOX)

/*
 * Slots: 0 to 15 are breakpoints, 16 to 31 watchpoints. A register is named
 * by its slot, control registers have REG_CONTROL added.
 */
#define SLOT_WATCH	16
#define SLOTS		32
#define REG_CONTROL	32
#define REGS		64
#define REG_MDSCR	64		/* MDSCR_EL1 or DBGDSCRext, in notes */

#define DBG_E		1		/* DBGBCR and DBGWCR: enable */
#define MDSCR_KDE	0x2000
#define MDSCR_MDE	0x8000		/* DBGDSCRext.MDBGen as well */

/*
 * A plan: what the debug registers shall hold, and what comes of it. A batch
 * with PLAN_WRITE takes all of it, one with PLAN_ENABLE its first
 * PLAN_ENABLE_SIZE bytes, others the flags only, and the rest stays as it was.
 */
#define PLAN_FLAGS	0x00
#define PLAN_MDSCR	0x08		/* for MDSCR_EL1 or DBGDSCRext */
#define PLAN_ENABLED	0x10		/* 1: armed slots hit, 0: they don't */
#define PLAN_TARGETS	0x18		/* bits: slots to be fired, armed or not */
#define PLAN_LOOP	0x20		/* EXIT_* * LOOP_WRITES + WRITE_* */
#define PLAN_WRITE_SLOT	0x28		/* whose value register the loop writes */
#define PLAN_WRITE_STEP	0x30		/* added to the value each time */
#define PLAN_HITTING	0x38		/* bits: slots that are hit when they are fired; with
					 * HITTING_STORE added when that is by a store
					 */
#define PLAN_REGS	0x40		/* by register */
#define PLAN_FLAGS_SIZE	0x08
#define PLAN_ENABLE_SIZE 0x18
#define PLAN_SIZE	0x240
#define HITTING_STORE	32
#define PLANS_MAX	21

#define PLAN_WRITE	1		/* write every register */
#define PLAN_ENABLE	2		/* write MDSCR_EL1 or DBGDSCRext */
#define PLAN_LOCK	4		/* hold the OS Lock; without, release it */

/* Orders. Every field is 64 bits wide; an AArch32 guest uses the low word */
#define MB_EXITS	0x00	/* in a batch */
#define MB_BATCHES	0x08
#define MB_EXIT		0x10	/* EXIT_* */
#define MB_LOOP_ARG	0x18	/* address stored to, or timer ticks ahead */
#define MB_DEBUG	0x20	/* 0: stay away from every debug register */
#define MB_BRPS		0x28	/* implemented breakpoints */
#define MB_WRPS		0x30	/* implemented watchpoints */
#define MB_TICKS	0x38	/* address of the counts */
#define MB_GICR		0x40	/* address of this vcpu's SGI_base */
#define MB_PLANS	0x48	/* how many there are at AT_PLANS */
#define MB_FLAGS	0x50	/* USE_* */
#define MB_ORDER	0x58	/* ORDER_*, the answer to a store to MMIO_CALL */
#define MB_VMM_DEBUG	0x60	/* 1: the VMM debugs, no slot of the guest hits */
#define MB_MPIDR	0x68	/* the waker's: of the vcpu to be turned on */
#define MB_TICKET	0x70	/* the waker's: of this request; the others': of
				 * the one to wait for before going off, or 0
				 */
#define MB_PEER		0x78	/* mailbox of whom to wake, or of the waker */

/* Findings */
#define MB_BATCH	0x80	/* batches done; the waker's: ticket being served */
#define MB_CHECKED	0x88	/* registers read back */
#define MB_WRONG	0x90	/* of these, not what was written last */
#define MB_STRAY	0x98	/* debug exceptions that nobody asked for */
#define MB_NOTES	0xa0	/* things that went wrong, see MB_NOTE */
#define MB_STARTS	0xa8	/* times that the registers were found reset */
#define MB_LOCKS	0xb0	/* batches in which OSLSR_EL1 said: locked */
#define MB_LOCKS_IGNORED 0xb8	/* batches in which it did not, but should */
#define MB_ANSWER	0xc0	/* the waker's: what CPU_ON returned */
#define MB_UNDEFS	0xc8	/* exceptions that were asked for */
#define MB_ATTACK	0xd0	/* state of what an attack's values are made from; 0: none */
#define MB_ROUNDS	0xd8	/* of an attack */
#define MB_STEPS	0xe0	/* software step exceptions */
#define MB_STORM	0xe8	/* breakpoints hit in a storm */
#define MB_FLOOD	0xf0	/* state of what a flood's values are made from; 0: none */
#define MB_FLOODS	0xf8	/* rounds of floods */

#define MB_PLAN		0x100	/* what is in force */
#define MB_VALUE	0x140	/* by slot: what DBGBVR or DBGWVR must hold */
#define MB_CONTROL	0x240	/* by slot: what DBGBCR or DBGWCR must hold */
#define MB_HITS		0x340	/* by slot */
#define MB_NOTE		0x440	/* the first NOTES_KEPT notes */

#define ADDRESSES	64
#define FLOOD_ROUNDS	100

#define USE_CALLS	1	/* ask for orders after each batch */
#define USE_LOCK	2	/* take and release the OS Lock as the plans say */
#define USE_RESETS	4	/* all registers are zero at the start */
#define USE_UNDEFS	8	/* AArch32: provoke exceptions that KVM injects */
#define USE_DSCR	128	/* AArch32: DBGDSCRint shows MDBGen */

#define ORDER_GO	0	/* on to the next batch */
#define ORDER_KEEP	1	/* likewise, with the plan that is in force */
#define ORDER_RESET	2	/* write the registers, and be reset by the VMM */
#define ORDER_OFF	3	/* write the registers, and call CPU_OFF */

#define NOTE_SHIFT	6
#define NOTES_KEPT	16
#define NOTES_MAX	64	/* the guest gives up: it may be going in circles */

/* A note */
#define NOTE_WHAT	0x00	/* a register, or one of NOTE_* below */
#define NOTE_BATCH	0x08
#define NOTE_WANT	0x10	/* for an exception ELR_EL1, or LR */
#define NOTE_GOT	0x18	/* for an exception FAR_EL1, or IFAR or DFAR */
#define NOTE_SYNDROME	0x20	/* ESR_EL1, or IFSR or DFSR */
#define NOTE_VECTOR	0x28	/* offset in the vector table */

#define NOTE_RESET	128	/* + register: not as reset */
#define NOTE_HITS	256	/* + slot: not hit as often as it must */
#define NOTE_STRAY	320	/* a debug exception at an unknown address */
#define NOTE_EXCEPTION	321	/* some other exception: the guest ends */
#define NOTE_ANSWER	322	/* a hypercall was not answered as it must be */
#define NOTE_LOCK	323	/* the OS Lock is held after its release */
#define NOTE_NO_RESET	324	/* should have been reset, and goes on */
#define NOTE_DSCR	325	/* DBGDSCRint does not show what DBGDSCRext has */
#define NOTE_STORM	326	/* not as many hits in a storm as there must be */

#define EXIT_HVC	0
#define EXIT_MMIO	1
#define EXIT_WFI	2

#define WRITE_NONE	0
#define WRITE_BREAK	1	/* DBGBVR0 */
#define WRITE_WATCH	2	/* DBGWVR0 */
#define LOOP_WRITES	3

#define TIMER_PPI	27	/* the virtual timer's interrupt */

#ifndef __ASSEMBLER__

#include <assert.h>

#include "types.h"

struct note {
	u64 what;
	u64 batch;
	u64 want;
	u64 got;
	u64 syndrome;
	u64 vector;
	u64 unused[2];
};

struct plan {
	u64 flags;
	u64 mdscr;
	u64 enabled;
	u64 targets;
	u64 loop;
	u64 write_slot;
	u64 write_step;
	u64 hitting;
	u64 reg[REGS];		/* what each must hold */
};

struct mailbox {
	u64 exits;
	u64 batches;
	u64 exit;
	u64 loop_arg;
	u64 debug;
	u64 brps;
	u64 wrps;
	u64 ticks;
	u64 gicr;
	u64 plans;
	u64 flags;
	u64 order;
	u64 vmm_debug;
	u64 mpidr;
	u64 ticket;
	u64 peer;
	u64 batch;
	u64 checked;
	u64 wrong;
	u64 stray;
	u64 notes;
	u64 starts;
	u64 locks;
	u64 locks_ignored;
	u64 answer;
	u64 undefs;
	u64 attack;
	u64 rounds;
	u64 steps;
	u64 storm;
	u64 flood;
	u64 floods;
	struct plan plan;
	u64 hits[SLOTS];
	struct note note[NOTES_KEPT];
};

#define SAME_PLACE(type, field, offset) \
	static_assert(offsetof(type, field) == (offset), #field)

SAME_PLACE(struct plan, enabled, PLAN_ENABLED);
SAME_PLACE(struct plan, targets, PLAN_ENABLE_SIZE);
SAME_PLACE(struct plan, write_step, PLAN_WRITE_STEP);
SAME_PLACE(struct plan, hitting, PLAN_HITTING);
SAME_PLACE(struct plan, reg, PLAN_REGS);
SAME_PLACE(struct mailbox, exits, MB_EXITS);
SAME_PLACE(struct mailbox, gicr, MB_GICR);
SAME_PLACE(struct mailbox, peer, MB_PEER);
SAME_PLACE(struct mailbox, batch, MB_BATCH);
SAME_PLACE(struct mailbox, notes, MB_NOTES);
SAME_PLACE(struct mailbox, undefs, MB_UNDEFS);
SAME_PLACE(struct mailbox, storm, MB_STORM);
SAME_PLACE(struct mailbox, floods, MB_FLOODS);
SAME_PLACE(struct mailbox, plan, MB_PLAN);
SAME_PLACE(struct mailbox, plan.reg, MB_VALUE);
SAME_PLACE(struct mailbox, plan.reg[REG_CONTROL], MB_CONTROL);
SAME_PLACE(struct mailbox, hits, MB_HITS);
SAME_PLACE(struct mailbox, note, MB_NOTE);
SAME_PLACE(struct note, vector, NOTE_VECTOR);
static_assert(sizeof(struct plan) == PLAN_SIZE, "plan");
static_assert(AT_PLANS + PLANS_MAX * PLAN_SIZE <= AT_TICKS, "plans");
static_assert(sizeof(struct note) == 1 << NOTE_SHIFT, "note");

#endif /* __ASSEMBLER__ */

#endif /* MAILBOX_H */
