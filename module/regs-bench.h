/* SPDX-License-Identifier: GPL-2.0 */
/* Single accesses to registers, many of each in a row: for measuring (bench.c). */
#ifndef LAZYDBG_REGS_BENCH_H
#define LAZYDBG_REGS_BENCH_H

#include "regs.h"

/* What the registers beside the slots are called. */
#ifdef CONFIG_ARM
#define REGS_NAME_CONTROL	"dbgdscr"
#define REGS_NAME_OTHER		"dbgvcr"
#else
#define REGS_NAME_CONTROL	"mdscr"
#define REGS_NAME_OTHER		"mdccint"
#endif

/**
 * enum regs_op - what can be done to a single register
 *
 * Those that write need the value that the register has: from regs_bench_value(). The
 * control register is the one that enables debug exceptions.
 */
enum regs_op {
	REGS_OP_NONE,		/* the same without an access */
	REGS_READ_BVR,
	REGS_READ_BCR,
	REGS_READ_WVR,
	REGS_READ_WCR,
	REGS_READ_CONTROL,
	REGS_READ_OTHER,
	REGS_WRITE_BVR,
	REGS_WRITE_BCR,
	REGS_WRITE_WVR,
	REGS_WRITE_WCR,
	REGS_WRITE_CONTROL,
	REGS_WRITE_OTHER,
	REGS_OP_ISB,
	REGS_OPS,
};

/* regs_bench() does it so often, in a row without a branch. */
#define REGS_BENCH_REPEATS	64

void regs_bench(enum regs_op op, regs_t value);
regs_t regs_bench_value(enum regs_op op);

#endif
