// SPDX-License-Identifier: GPL-2.0
/* Single accesses to registers, many of each in a row. */
#include <linux/stringify.h>

#include "access.h"
#include "regs-bench.h"

/*
 * The first slot's stand for all of a kind. A function for each, since compilers take
 * the length of the text for that of the code when they measure branches.
 */
#define REPEAT(instruction)							\
	".rept " __stringify(REGS_BENCH_REPEATS) "\n" instruction "\n.endr"

#define DEFINE_OP(name, instruction)						\
static void bench_##name(regs_t value)						\
{										\
	asm volatile(REPEAT(instruction) : "+r" (value));			\
}

DEFINE_OP(read_bvr, ACCESS_READ(dbgbvr, 0))
DEFINE_OP(read_bcr, ACCESS_READ(dbgbcr, 0))
DEFINE_OP(read_wvr, ACCESS_READ(dbgwvr, 0))
DEFINE_OP(read_wcr, ACCESS_READ(dbgwcr, 0))
DEFINE_OP(read_control, ACCESS_READ_CONTROL)
DEFINE_OP(read_other, ACCESS_READ_OTHER)
DEFINE_OP(write_bvr, ACCESS_WRITE(dbgbvr, 0))
DEFINE_OP(write_bcr, ACCESS_WRITE(dbgbcr, 0))
DEFINE_OP(write_wvr, ACCESS_WRITE(dbgwvr, 0))
DEFINE_OP(write_wcr, ACCESS_WRITE(dbgwcr, 0))
DEFINE_OP(write_control, ACCESS_WRITE_CONTROL)
DEFINE_OP(write_other, ACCESS_WRITE_OTHER)

static void bench_none(regs_t value)
{
}

static void bench_isb(regs_t value)
{
	asm volatile(REPEAT("isb") ::: "memory");
}

static void (*const bench_ops[REGS_OPS])(regs_t value) = {
	[REGS_OP_NONE]		= bench_none,
	[REGS_READ_BVR]		= bench_read_bvr,
	[REGS_READ_BCR]		= bench_read_bcr,
	[REGS_READ_WVR]		= bench_read_wvr,
	[REGS_READ_WCR]		= bench_read_wcr,
	[REGS_READ_CONTROL]	= bench_read_control,
	[REGS_READ_OTHER]	= bench_read_other,
	[REGS_WRITE_BVR]	= bench_write_bvr,
	[REGS_WRITE_BCR]	= bench_write_bcr,
	[REGS_WRITE_WVR]	= bench_write_wvr,
	[REGS_WRITE_WCR]	= bench_write_wcr,
	[REGS_WRITE_CONTROL]	= bench_write_control,
	[REGS_WRITE_OTHER]	= bench_write_other,
	[REGS_OP_ISB]		= bench_isb,
};

/**
 * regs_bench() - do something to a register REGS_BENCH_REPEATS times
 * @op: what
 * @value: what to write, for those that write
 *
 * The caller takes the time, and has made sure that what is written changes nothing.
 */
void regs_bench(enum regs_op op, regs_t value)
{
	bench_ops[op](value);
}

/**
 * regs_bench_value() - what the register that an operation writes holds now
 * @op: the operation
 *
 * Return: the value; 0 for one that writes nothing.
 */
regs_t regs_bench_value(enum regs_op op)
{
	switch (op) {
	case REGS_WRITE_BVR:
		return access_read(dbgbvr, 0);
	case REGS_WRITE_BCR:
		return access_read(dbgbcr, 0);
	case REGS_WRITE_WVR:
		return access_read(dbgwvr, 0);
	case REGS_WRITE_WCR:
		return access_read(dbgwcr, 0);
	case REGS_WRITE_CONTROL:
		return access_read_control();
	case REGS_WRITE_OTHER:
		return access_read_other();
	default:
		return 0;
	}
}
