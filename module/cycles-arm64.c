// SPDX-License-Identifier: GPL-2.0
/* The cycle counter of Armv8-A, as far as perf lets it run. */
#include <linux/bits.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "cycles.h"

/**
 * cycles_start() - make it run on a CPU for which perf has no events
 *
 * EL2 may trap it there, so that it is left alone.
 *
 * Return: whether it runs now.
 */
bool cycles_start(void)
{
	return false;
}

/**
 * cycles_stop() - undo cycles_start()
 */
void cycles_stop(void)
{
}

/* PMCR_EL0.E, PMCNTENSET_EL0.C */
#define PMCR_E		BIT(0)
#define PMCNTENSET_C	BIT(31)

/**
 * cycles_run() - does the cycle counter run?
 *
 * Only on a CPU that has a performance monitors extension which Linux uses.
 *
 * Return: true if so.
 */
bool cycles_run(void)
{
	return (read_sysreg(pmcr_el0) & PMCR_E) &&
	       (read_sysreg(pmcntenset_el0) & PMCNTENSET_C);
}

/**
 * cycles_read() - read the cycle counter
 *
 * Return: PMCCNTR_EL0, once all that comes before is done.
 */
regs_t cycles_read(void)
{
	isb();
	return read_sysreg(pmccntr_el0);
}
