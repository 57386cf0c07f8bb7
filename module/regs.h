/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The file of hardware breakpoint and watchpoint registers of one CPU: what is
 * in it, and how it is read, written, compared and disarmed.
 *
 * Everything here works on the CPU it is called on, so callers have preemption
 * disabled, and interrupts too where an interrupt could change the file.
 * Nothing here ends with a context synchronization event unless it says so.
 */
#ifndef LAZYDBG_REGS_H
#define LAZYDBG_REGS_H

#include <linux/types.h>

#define REGS_MAX_SLOTS	16

/* In MDSCR_EL1; newer kernels have other names for them than older ones. */
#define REGS_MDSCR_KDE	13
#define REGS_MDSCR_MDE	15

/* In DBGBCR<n>_EL1 and DBGWCR<n>_EL1, which calls PMC PAC (Arm ARM, D17.3). */
#define REGS_CTRL_E	1
#define REGS_CTRL_PMC	(3 << 1)

/**
 * struct regs_file - the values of one file
 * @bvr: DBGBVR<n>_EL1
 * @bcr: DBGBCR<n>_EL1
 * @wvr: DBGWVR<n>_EL1
 * @wcr: DBGWCR<n>_EL1
 * @mdccint: MDCCINT_EL1, which KVM moves together with the others
 *
 * Only as many slots as the CPU implements mean anything.
 */
struct regs_file {
	u64 bvr[REGS_MAX_SLOTS];
	u64 bcr[REGS_MAX_SLOTS];
	u64 wvr[REGS_MAX_SLOTS];
	u64 wcr[REGS_MAX_SLOTS];
	u64 mdccint;
};

/**
 * struct regs_count - how many registers a CPU implements
 * @brps: breakpoint register pairs, 2 to 16
 * @wrps: watchpoint register pairs, 2 to 16
 */
struct regs_count {
	unsigned int brps;
	unsigned int wrps;
};

/**
 * regs_total() - the number of registers in a file
 * @count: what this CPU implements
 *
 * Return: value and control registers, and MDCCINT_EL1.
 */
static inline unsigned int regs_total(const struct regs_count *count)
{
	return 2 * (count->brps + count->wrps) + 1;
}

void regs_identify(struct regs_count *count);
bool regs_host_debugs(void);
bool regs_occupied(const struct regs_file *file, const struct regs_count *count);

void regs_save(struct regs_file *to, const struct regs_count *count);
void regs_restore(const struct regs_file *from, const struct regs_count *count);
unsigned int regs_update(struct regs_file *held, const struct regs_file *want,
			 const struct regs_count *count);
unsigned int regs_disarm(struct regs_file *held, const struct regs_count *count);
void regs_sync(void);

/* What follows is for measuring (bench.c). */

/**
 * enum regs_op - what can be done to a single register
 *
 * Those that write need the value that the register has: from regs_bench_value().
 */
enum regs_op {
	REGS_OP_NONE,		/* the same without an access */
	REGS_READ_BVR,
	REGS_READ_BCR,
	REGS_READ_WVR,
	REGS_READ_WCR,
	REGS_READ_MDSCR,
	REGS_READ_MDCCINT,
	REGS_WRITE_BVR,
	REGS_WRITE_BCR,
	REGS_WRITE_WVR,
	REGS_WRITE_WCR,
	REGS_WRITE_MDSCR,
	REGS_WRITE_MDCCINT,
	REGS_OP_ISB,
	REGS_OPS,
};

/* regs_bench() does it so often, in a row without a branch. */
#define REGS_BENCH_REPEATS	64

void regs_bench(enum regs_op op, u64 value);
u64 regs_bench_value(enum regs_op op);
bool regs_cycles_run(void);
u64 regs_cycles(void);

#endif
