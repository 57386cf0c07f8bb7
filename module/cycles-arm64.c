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

/* ID_AA64DFR0_EL1.PMUVer; 0: there is none, 15: it is none of the architecture's. */
#define DFR0_PMUVER(dfr0)	((dfr0) >> 8 & 15)
#define PMUVER_OTHER		15

static bool exists(void)
{
	regs_t version = DFR0_PMUVER(read_sysreg(id_aa64dfr0_el1));

	return version && version != PMUVER_OTHER;
}

/**
 * cycles_run() - does the cycle counter run?
 *
 * perf may count the cycles of a CPU that has other registers for that.
 *
 * Return: true if so.
 */
bool cycles_run(void)
{
	return exists() && (read_sysreg(pmcr_el0) & PMCR_E) &&
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
