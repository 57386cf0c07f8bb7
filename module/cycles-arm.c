// SPDX-License-Identifier: GPL-2.0
/* The cycle counter of ARMv7-A (ARMv7 ARM, C12 "The Performance Monitors Extension"). */
#include <linux/bits.h>
#include <linux/percpu.h>
#include <asm/barrier.h>

#include "cycles.h"

#define READ_CP15(instruction)							\
({										\
	regs_t _value;								\
										\
	asm volatile("mrc " instruction : "=r" (_value));			\
	_value;									\
})
#define WRITE_CP15(instruction, value)						\
	({ asm volatile("mcr " instruction :: "r" ((regs_t)(value))); })

#define ID_DFR0		"p15, 0, %0, c0, c1, 2"
#define PMCR		"p15, 0, %0, c9, c12, 0"
#define PMCNTENSET	"p15, 0, %0, c9, c12, 1"
#define PMCNTENCLR	"p15, 0, %0, c9, c12, 2"
#define PMCCNTR		"p15, 0, %0, c9, c13, 0"

/* PMCR: enabled, and one tick for 64 cycles; PMCNTENSET: this very counter. */
#define PMCR_E		BIT(0)
#define PMCR_D		BIT(3)
#define PMCNTENSET_C	BIT(31)

/* ID_DFR0's field for the version of the extension; 0 and 15 mean that there is none. */
#define DFR0_PERFMON(dfr0)	((dfr0) >> 24 & 15)
#define PERFMON_NONE		15

/* What was there before cycles_start(), on the CPUs that it has changed. */
static DEFINE_PER_CPU(regs_t, pmcr_was);
static DEFINE_PER_CPU(bool, started);

static bool exists(void)
{
	regs_t version = DFR0_PERFMON(READ_CP15(ID_DFR0));

	return version && version != PERFMON_NONE;
}

/**
 * cycles_start() - make it run on a CPU for which perf has no events
 *
 * Nobody else uses it there. Call it on the CPU, as the others here.
 *
 * Return: whether it runs now.
 */
bool cycles_start(void)
{
	if (!exists())
		return false;
	if (cycles_run())
		return true;
	__this_cpu_write(pmcr_was, READ_CP15(PMCR));
	__this_cpu_write(started, true);
	WRITE_CP15(PMCNTENSET, PMCNTENSET_C);
	WRITE_CP15(PMCR, (__this_cpu_read(pmcr_was) | PMCR_E) & ~PMCR_D);
	isb();
	return true;
}

/**
 * cycles_stop() - undo cycles_start()
 */
void cycles_stop(void)
{
	if (!__this_cpu_read(started))
		return;
	WRITE_CP15(PMCNTENCLR, PMCNTENSET_C);
	WRITE_CP15(PMCR, __this_cpu_read(pmcr_was));
	__this_cpu_write(started, false);
}

/**
 * cycles_run() - does it run?
 *
 * Return: true if so.
 */
bool cycles_run(void)
{
	return exists() && (READ_CP15(PMCR) & PMCR_E) && (READ_CP15(PMCNTENSET) & PMCNTENSET_C);
}

/**
 * cycles_read() - read it
 *
 * Return: PMCCNTR, once all that comes before is done.
 */
regs_t cycles_read(void)
{
	isb();
	return READ_CP15(PMCCNTR);
}
