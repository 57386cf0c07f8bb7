// SPDX-License-Identifier: GPL-2.0
/* The counters of all CPUs, summed on reading. */
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>

#include "cpus.h"
#include "stats.h"

static const char * const names[STAT_COUNT] = {
	[STAT_SWAP_ENTRIES]	= "swap_entries",
	[STAT_TAKEN]		= "taken",
	[STAT_LOADS]		= "loads",
	[STAT_UNTRAPS]		= "untraps",
	[STAT_PUTS]		= "puts",
	[STAT_SCHED_OUTS]	= "sched_outs",
	[STAT_EVICTIONS]	= "evictions",
	[STAT_REGS_READ]	= "regs_read",
	[STAT_REGS_WRITTEN]	= "regs_written",
	[STAT_REGS_LEFT]	= "regs_left",
	[STAT_LEFT_OFF]		= "left_off",
	[STAT_LEFT_CPU_DOWN]	= "left_cpu_down",
	[STAT_LEFT_NESTED]	= "left_nested",
	[STAT_LEFT_VMM_DEBUG]	= "left_vmm_debug",
	[STAT_LEFT_OS_LOCK]	= "left_os_lock",
	[STAT_LEFT_DBGVCR]	= "left_dbgvcr",
	[STAT_LEFT_HOST_DEBUG]	= "left_host_debug",
};

/*
 * A CPU's counters are written by that CPU alone, without atomics. So a reset
 * does not touch them: it remembers where they stood.
 */
static struct stats base;
static DEFINE_MUTEX(base_mutex);

static void sum(struct stats *total)
{
	unsigned int cpu, i;

	cpus_settle();
	memset(total, 0, sizeof(*total));
	for_each_possible_cpu(cpu)
		for (i = 0; i < STAT_COUNT; i++)
			total->n[i] += READ_ONCE(per_cpu(cpus_swap, cpu).stats.n[i]);
}

/**
 * stats_show() - print the sums since the last reset, one `name value` a line
 * @m: where to
 *
 * Sleeps.
 */
void stats_show(struct seq_file *m)
{
	struct stats total;
	unsigned int i;

	mutex_lock(&base_mutex);
	sum(&total);
	for (i = 0; i < STAT_COUNT; i++)
		seq_printf(m, "%s %llu\n", names[i], total.n[i] - base.n[i]);
	mutex_unlock(&base_mutex);
}

/**
 * stats_reset() - count from zero again
 *
 * Sleeps.
 */
void stats_reset(void)
{
	mutex_lock(&base_mutex);
	sum(&base);
	mutex_unlock(&base_mutex);
}
