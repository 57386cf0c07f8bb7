// SPDX-License-Identifier: GPL-2.0
/*
 * The register file of Armv8-A in AArch64 state (Arm ARM, D2 "AArch64
 * Self-hosted Debug" and D17.3 "Debug registers").
 */
#include <linux/bits.h>
#include <linux/stringify.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "regs.h"

/* ID_AA64DFR0_EL1: fields hold the number of pairs, minus one. */
#define DFR0_BRPS_SHIFT	12
#define DFR0_WRPS_SHIFT	20
#define DFR0_PAIRS_MASK	GENMASK(3, 0)

/*
 * OP_SLOT(N, ...) for each slot N below COUNT, highest first. A system register's
 * number is part of its instruction, so there is no loop to be had: like KVM's
 * own, this is a jump into straight-line code.
 */
#define EACH_SLOT(count, op, ...)						\
do {										\
	switch (count) {							\
	case 16:								\
		op##_SLOT(15, __VA_ARGS__);					\
		fallthrough;							\
	case 15:								\
		op##_SLOT(14, __VA_ARGS__);					\
		fallthrough;							\
	case 14:								\
		op##_SLOT(13, __VA_ARGS__);					\
		fallthrough;							\
	case 13:								\
		op##_SLOT(12, __VA_ARGS__);					\
		fallthrough;							\
	case 12:								\
		op##_SLOT(11, __VA_ARGS__);					\
		fallthrough;							\
	case 11:								\
		op##_SLOT(10, __VA_ARGS__);					\
		fallthrough;							\
	case 10:								\
		op##_SLOT(9, __VA_ARGS__);					\
		fallthrough;							\
	case 9:								\
		op##_SLOT(8, __VA_ARGS__);					\
		fallthrough;							\
	case 8:								\
		op##_SLOT(7, __VA_ARGS__);					\
		fallthrough;							\
	case 7:								\
		op##_SLOT(6, __VA_ARGS__);					\
		fallthrough;							\
	case 6:								\
		op##_SLOT(5, __VA_ARGS__);					\
		fallthrough;							\
	case 5:								\
		op##_SLOT(4, __VA_ARGS__);					\
		fallthrough;							\
	case 4:								\
		op##_SLOT(3, __VA_ARGS__);					\
		fallthrough;							\
	case 3:								\
		op##_SLOT(2, __VA_ARGS__);					\
		fallthrough;							\
	case 2:								\
		op##_SLOT(1, __VA_ARGS__);					\
		fallthrough;							\
	default:								\
		op##_SLOT(0, __VA_ARGS__);					\
	}									\
} while (0)

#define SAVE_SLOT(n, reg, to)							\
	((to)[n] = read_sysreg(reg##n##_el1))

#define RESTORE_SLOT(n, reg, from)						\
	write_sysreg((from)[n], reg##n##_el1)

#define UPDATE_SLOT(n, reg, held, want, written)				\
do {										\
	const int _n = (n);							\
	u64 *_held = &(held)[_n];						\
	u64 _want = (want)[_n];							\
										\
	if (*_held != _want) {							\
		*_held = _want;							\
		write_sysreg(_want, reg##n##_el1);				\
		(written)++;							\
	}									\
} while (0)

#define DISARM_SLOT(n, reg, held, written)					\
do {										\
	u64 *_held = &(held)[n];						\
										\
	if (*_held & REGS_CTRL_E) {						\
		*_held &= ~(u64)REGS_CTRL_E;					\
		write_sysreg(*_held, reg##n##_el1);				\
		(written)++;							\
	}									\
} while (0)

/*
 * QEMU implements MDCCINT_EL1 as a no-op that leaves the destination of an MRS
 * alone. Whatever was in it must not become a guest's value.
 */
static u64 read_mdccint(void)
{
	u64 val = 0;

	asm volatile("mrs %0, mdccint_el1" : "+r" (val));
	return val;
}

/**
 * regs_identify() - learn what this CPU implements
 * @count: filled in from ID_AA64DFR0_EL1 of this very CPU, as KVM does: the
 *         CPUs of one machine can differ
 */
void regs_identify(struct regs_count *count)
{
	u64 dfr0 = read_sysreg(id_aa64dfr0_el1);

	count->brps = ((dfr0 >> DFR0_BRPS_SHIFT) & DFR0_PAIRS_MASK) + 1;
	count->wrps = ((dfr0 >> DFR0_WRPS_SHIFT) & DFR0_PAIRS_MASK) + 1;
}

/**
 * regs_host_debugs() - are debug exceptions enabled while the host runs?
 *
 * Return: whether MDSCR_EL1.MDE or KDE is set. Meaningful in the host only: the
 * world switch gives MDSCR_EL1 to the guest.
 */
bool regs_host_debugs(void)
{
	return read_sysreg(mdscr_el1) & (BIT(REGS_MDSCR_MDE) | BIT(REGS_MDSCR_KDE));
}

/**
 * regs_occupied() - does any slot of these values hold a host breakpoint?
 * @file: values that the host left
 * @count: what this CPU implements
 *
 * Linux clears the control register of a slot that it gives up, and sets PMC, or
 * PAC, in one that it uses, whether E is set or not. Other bits may be RES1.
 *
 * Return: true if so.
 */
bool regs_occupied(const struct regs_file *file, const struct regs_count *count)
{
	u64 any = 0;
	unsigned int n;

	for (n = 0; n < count->brps; n++)
		any |= file->bcr[n];
	for (n = 0; n < count->wrps; n++)
		any |= file->wcr[n];
	return any & (REGS_CTRL_E | REGS_CTRL_PMC);
}

/**
 * regs_save() - read the whole file
 * @to: gets the values
 * @count: what this CPU implements
 */
void regs_save(struct regs_file *to, const struct regs_count *count)
{
	EACH_SLOT(count->brps, SAVE, dbgbcr, to->bcr);
	EACH_SLOT(count->brps, SAVE, dbgbvr, to->bvr);
	EACH_SLOT(count->wrps, SAVE, dbgwcr, to->wcr);
	EACH_SLOT(count->wrps, SAVE, dbgwvr, to->wvr);
	to->mdccint = read_mdccint();
}

/**
 * regs_restore() - write the whole file
 * @from: the values
 * @count: what this CPU implements
 */
void regs_restore(const struct regs_file *from, const struct regs_count *count)
{
	EACH_SLOT(count->brps, RESTORE, dbgbcr, from->bcr);
	EACH_SLOT(count->brps, RESTORE, dbgbvr, from->bvr);
	EACH_SLOT(count->wrps, RESTORE, dbgwcr, from->wcr);
	EACH_SLOT(count->wrps, RESTORE, dbgwvr, from->wvr);
	write_sysreg(from->mdccint, mdccint_el1);
}

/**
 * regs_update() - write the registers whose value differs
 * @held: what is in the file now; afterwards equal to @want
 * @want: what shall be in it
 * @count: what this CPU implements
 *
 * Return: the number of registers written.
 */
unsigned int regs_update(struct regs_file *held, const struct regs_file *want,
			 const struct regs_count *count)
{
	unsigned int written = 0;

	EACH_SLOT(count->brps, UPDATE, dbgbcr, held->bcr, want->bcr, written);
	EACH_SLOT(count->brps, UPDATE, dbgbvr, held->bvr, want->bvr, written);
	EACH_SLOT(count->wrps, UPDATE, dbgwcr, held->wcr, want->wcr, written);
	EACH_SLOT(count->wrps, UPDATE, dbgwvr, held->wvr, want->wvr, written);
	if (held->mdccint != want->mdccint) {
		held->mdccint = want->mdccint;
		write_sysreg(held->mdccint, mdccint_el1);
		written++;
	}
	return written;
}

/**
 * regs_disarm() - clear the E bit of every slot that has it set
 * @held: what is in the file; kept in step
 * @count: what this CPU implements
 *
 * Return: the number of registers written.
 */
unsigned int regs_disarm(struct regs_file *held, const struct regs_count *count)
{
	unsigned int written = 0;

	EACH_SLOT(count->brps, DISARM, dbgbcr, held->bcr, written);
	EACH_SLOT(count->wrps, DISARM, dbgwcr, held->wcr, written);
	return written;
}

/**
 * regs_sync() - make writes to the file take effect now
 *
 * A write to a debug register needs a context synchronization event before it
 * is sure to be seen. The exception return into a guest is one; host code that
 * is about to set MDSCR_EL1.MDE has none coming.
 */
void regs_sync(void)
{
	isb();
}

/*
 * The first slot's stand for all of a kind. A function for each, since compilers take
 * the length of the text for that of the code when they measure branches.
 */
#define REPEAT(instruction)							\
	".rept " __stringify(REGS_BENCH_REPEATS) "\n" instruction "\n.endr"

#define DEFINE_READ(name, reg)							\
static void bench_read_##name(u64 value)					\
{										\
	asm volatile(REPEAT("mrs %0, " #reg) : "+r" (value));			\
}

#define DEFINE_WRITE(name, reg)							\
static void bench_write_##name(u64 value)					\
{										\
	asm volatile(REPEAT("msr " #reg ", %0") :: "r" (value));		\
}

DEFINE_READ(bvr, dbgbvr0_el1)
DEFINE_READ(bcr, dbgbcr0_el1)
DEFINE_READ(wvr, dbgwvr0_el1)
DEFINE_READ(wcr, dbgwcr0_el1)
DEFINE_READ(mdscr, mdscr_el1)
DEFINE_READ(mdccint, mdccint_el1)
DEFINE_WRITE(bvr, dbgbvr0_el1)
DEFINE_WRITE(bcr, dbgbcr0_el1)
DEFINE_WRITE(wvr, dbgwvr0_el1)
DEFINE_WRITE(wcr, dbgwcr0_el1)
DEFINE_WRITE(mdscr, mdscr_el1)
DEFINE_WRITE(mdccint, mdccint_el1)

static void bench_none(u64 value)
{
}

static void bench_isb(u64 value)
{
	asm volatile(REPEAT("isb") ::: "memory");
}

static void (*const bench_ops[REGS_OPS])(u64 value) = {
	[REGS_OP_NONE]		= bench_none,
	[REGS_READ_BVR]		= bench_read_bvr,
	[REGS_READ_BCR]		= bench_read_bcr,
	[REGS_READ_WVR]		= bench_read_wvr,
	[REGS_READ_WCR]		= bench_read_wcr,
	[REGS_READ_MDSCR]	= bench_read_mdscr,
	[REGS_READ_MDCCINT]	= bench_read_mdccint,
	[REGS_WRITE_BVR]	= bench_write_bvr,
	[REGS_WRITE_BCR]	= bench_write_bcr,
	[REGS_WRITE_WVR]	= bench_write_wvr,
	[REGS_WRITE_WCR]	= bench_write_wcr,
	[REGS_WRITE_MDSCR]	= bench_write_mdscr,
	[REGS_WRITE_MDCCINT]	= bench_write_mdccint,
	[REGS_OP_ISB]		= bench_isb,
};

/**
 * regs_bench() - do something to a register REGS_BENCH_REPEATS times
 * @op: what
 * @value: what to write, for those that write
 *
 * The caller takes the time, and has made sure that what is written changes nothing.
 */
void regs_bench(enum regs_op op, u64 value)
{
	bench_ops[op](value);
}

/**
 * regs_bench_value() - what the register that an operation writes holds now
 * @op: the operation
 *
 * Return: the value; 0 for one that writes nothing.
 */
u64 regs_bench_value(enum regs_op op)
{
	switch (op) {
	case REGS_WRITE_BVR:
		return read_sysreg(dbgbvr0_el1);
	case REGS_WRITE_BCR:
		return read_sysreg(dbgbcr0_el1);
	case REGS_WRITE_WVR:
		return read_sysreg(dbgwvr0_el1);
	case REGS_WRITE_WCR:
		return read_sysreg(dbgwcr0_el1);
	case REGS_WRITE_MDSCR:
		return read_sysreg(mdscr_el1);
	case REGS_WRITE_MDCCINT:
		return read_mdccint();
	default:
		return 0;
	}
}

/* PMCR_EL0.E, PMCNTENSET_EL0.C */
#define PMCR_E		BIT(0)
#define PMCNTENSET_C	BIT(31)

/**
 * regs_cycles_run() - does the cycle counter run?
 *
 * Only on a CPU that has a performance monitors extension which Linux uses.
 *
 * Return: true if so.
 */
bool regs_cycles_run(void)
{
	return (read_sysreg(pmcr_el0) & PMCR_E) &&
	       (read_sysreg(pmcntenset_el0) & PMCNTENSET_C);
}

/**
 * regs_cycles() - read the cycle counter
 *
 * Return: PMCCNTR_EL0, once all that comes before is done.
 */
u64 regs_cycles(void)
{
	isb();
	return read_sysreg(pmccntr_el0);
}
