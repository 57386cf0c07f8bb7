// SPDX-License-Identifier: GPL-2.0
/* The counters, of each CPU and summed. */
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

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

#define REASON_PREFIX	"left_"

/**
 * stats_reason() - what a reason for leaving a vcpu to KVM is called
 * @reason: its counter, from STAT_LEFT_OFF on
 *
 * Return: the name.
 */
const char *stats_reason(enum stats_id reason)
{
	return names[reason] + strlen(REASON_PREFIX);
}

/*
 * A CPU's counters are written by that CPU alone, without atomics. So a reset
 * does not touch them: it remembers where they stood.
 */
static DEFINE_PER_CPU(struct stats, base);
static DEFINE_MUTEX(base_mutex);

/* Each CPU's counters since the last reset. NULL if there is no memory. */
static struct stats *since_reset(void)
{
	struct stats *now = kvcalloc(nr_cpu_ids, sizeof(*now), GFP_KERNEL);
	unsigned int cpu, i;

	if (!now)
		return NULL;
	mutex_lock(&base_mutex);
	cpus_stats(now);
	for_each_possible_cpu(cpu)
		for (i = 0; i < STAT_COUNT; i++)
			now[cpu].n[i] -= per_cpu(base, cpu).n[i];
	mutex_unlock(&base_mutex);
	return now;
}

/**
 * stats_show() - print the sums since the last reset, one `name value` a line
 * @m: where to
 *
 * Sleeps.
 *
 * Return: 0 or -ENOMEM.
 */
int stats_show(struct seq_file *m)
{
	struct stats *now = since_reset();
	unsigned int cpu, i;
	u64 sum;

	if (!now)
		return -ENOMEM;
	for (i = 0; i < STAT_COUNT; i++) {
		sum = 0;
		for_each_possible_cpu(cpu)
			sum += now[cpu].n[i];
		seq_printf(m, "%s %llu\n", names[i], sum);
	}
	kvfree(now);
	return 0;
}

/**
 * stats_show_percpu() - print the same, with a column for each CPU
 * @m: where to
 *
 * Each CPU's were so at one instant. Sleeps.
 *
 * Return: 0 or -ENOMEM.
 */
int stats_show_percpu(struct seq_file *m)
{
	struct stats *now = since_reset();
	unsigned int cpu, i;

	if (!now)
		return -ENOMEM;
	seq_puts(m, "name");
	for_each_possible_cpu(cpu)
		seq_printf(m, " cpu%u", cpu);
	seq_putc(m, '\n');
	for (i = 0; i < STAT_COUNT; i++) {
		seq_puts(m, names[i]);
		for_each_possible_cpu(cpu)
			seq_printf(m, " %llu", now[cpu].n[i]);
		seq_putc(m, '\n');
	}
	kvfree(now);
	return 0;
}

/**
 * stats_reset() - count from zero again
 *
 * Sleeps.
 *
 * Return: 0 or -ENOMEM.
 */
int stats_reset(void)
{
	struct stats *now = kvcalloc(nr_cpu_ids, sizeof(*now), GFP_KERNEL);
	unsigned int cpu;

	if (!now)
		return -ENOMEM;
	mutex_lock(&base_mutex);
	cpus_stats(now);
	for_each_possible_cpu(cpu)
		per_cpu(base, cpu) = now[cpu];
	mutex_unlock(&base_mutex);
	kvfree(now);
	return 0;
}
