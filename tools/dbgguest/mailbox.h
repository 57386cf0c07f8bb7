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

/* A vcpu's memory */
#define AT_MAILBOX	0x4000		/* the guest's code ends before */
#define AT_STACK	0x8000		/* grows down */
#define AT_TARGETS	0x8000		/* functions to put breakpoints on */
#define AT_WATCHED	0xc000		/* data to put watchpoints on */
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

/* Orders. Every field is 64 bits wide; an AArch32 guest uses the low word */
#define MB_EXITS	0x00	/* in a batch */
#define MB_BATCHES	0x08
#define MB_EXIT		0x10	/* EXIT_* */
#define MB_LOOP		0x18	/* EXIT_* * LOOP_WRITES + WRITE_* */
#define MB_LOOP_ARG	0x20	/* address stored to, or timer ticks ahead */
#define MB_WRITE_SLOT	0x28	/* whose value register the loop writes */
#define MB_WRITE_STEP	0x30	/* added to the value each time */
#define MB_DEBUG	0x38	/* 0: stay away from every debug register */
#define MB_MDSCR	0x40	/* for MDSCR_EL1 or DBGDSCRext */
#define MB_BRPS		0x48	/* implemented breakpoints */
#define MB_WRPS		0x50	/* implemented watchpoints */
#define MB_TICKS	0x58	/* address of the counts */
#define MB_GICR		0x60	/* address of this vcpu's SGI_base */

/* Findings */
#define MB_BATCH	0x80	/* batches done */
#define MB_CHECKED	0x88	/* registers read back */
#define MB_WRONG	0x90	/* of these, not what was written last */
#define MB_STRAY	0x98	/* debug exceptions that nobody asked for */
#define MB_NOTES	0xa0	/* things that went wrong, see MB_NOTE */

/* Arrays */
#define MB_VALUE	0x100	/* by slot: what DBGBVR or DBGWVR must hold */
#define MB_CONTROL	0x200	/* by slot: what DBGBCR or DBGWCR must hold */
#define MB_HITS		0x300	/* by slot */
#define MB_NOTE		0x400	/* the first NOTES_KEPT notes */

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

#define NOTE_HITS	64	/* + slot: not hit exactly once */
#define NOTE_STRAY	96	/* a debug exception at an unknown address */
#define NOTE_EXCEPTION	97	/* some other exception: the guest ends */
#define NOTE_ANSWER	98	/* a hypercall was not answered as it must be */

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

struct mailbox {
	u64 exits;
	u64 batches;
	u64 exit;
	u64 loop;
	u64 loop_arg;
	u64 write_slot;
	u64 write_step;
	u64 debug;
	u64 mdscr;
	u64 brps;
	u64 wrps;
	u64 ticks;
	u64 gicr;
	u64 unused_orders[3];
	u64 batch;
	u64 checked;
	u64 wrong;
	u64 stray;
	u64 notes;
	u64 unused_findings[11];
	u64 reg[REGS];		/* what each must hold */
	u64 hits[SLOTS];
	struct note note[NOTES_KEPT];
};

#define SAME_PLACE(type, field, offset) \
	static_assert(offsetof(type, field) == (offset), #field)

SAME_PLACE(struct mailbox, exits, MB_EXITS);
SAME_PLACE(struct mailbox, gicr, MB_GICR);
SAME_PLACE(struct mailbox, batch, MB_BATCH);
SAME_PLACE(struct mailbox, notes, MB_NOTES);
SAME_PLACE(struct mailbox, reg, MB_VALUE);
SAME_PLACE(struct mailbox, reg[REG_CONTROL], MB_CONTROL);
SAME_PLACE(struct mailbox, hits, MB_HITS);
SAME_PLACE(struct mailbox, note, MB_NOTE);
SAME_PLACE(struct note, vector, NOTE_VECTOR);
static_assert(sizeof(struct note) == 1 << NOTE_SHIFT, "note");

#endif /* __ASSEMBLER__ */

#endif /* MAILBOX_H */
