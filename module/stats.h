/* SPDX-License-Identifier: GPL-2.0 */
/* What happened, and how often: one array of counters per CPU. */
#ifndef LAZYDBG_STATS_H
#define LAZYDBG_STATS_H

#include <linux/types.h>

struct seq_file;

/* The order is that of the file `stats`; stats.c has the names. */
enum stats_id {
	STAT_SWAP_ENTRIES,	/* guest entries on which KVM was set to swap the file */
	STAT_TAKEN,		/* of these, KVM's swap taken out */
	STAT_LOADS,		/* a vcpu's values went live */
	STAT_UNTRAPS,		/* of these, the guest given the registers untrapped */
	STAT_PUTS,		/* a vcpu's values left again */
	STAT_SCHED_OUTS,	/* of these, told by the preempt notifier */
	STAT_EVICTIONS,		/* of these, because the host needed the file */
	STAT_REGS_READ,
	STAT_REGS_WRITTEN,
	STAT_REGS_LEFT,		/* held the wanted value already */
	/* Swap entries left to KVM, by reason: */
	STAT_LEFT_OFF,		/* mode is off */
	STAT_LEFT_CPU_DOWN,	/* the CPU is on its way out, or not yet in */
	STAT_LEFT_NESTED,	/* the guest is a hypervisor */
	STAT_LEFT_VMM_DEBUG,	/* KVM_SET_GUEST_DEBUG */
	STAT_LEFT_OS_LOCK,	/* the guest holds the OS Lock */
	STAT_LEFT_DBGVCR,	/* AArch32 on nVHE: DBGVCR32_EL2 is KVM's to move */
	STAT_LEFT_HOST_DEBUG,	/* host breakpoints or single-step */
	STAT_COUNT,
};

/**
 * struct stats - the counters of one CPU
 * @n: written by that CPU alone, with interrupts disabled
 */
struct stats {
	u64 n[STAT_COUNT];
};

static inline void stats_add(struct stats *stats, enum stats_id what, u64 n)
{
	stats->n[what] += n;
}

static inline void stats_inc(struct stats *stats, enum stats_id what)
{
	stats_add(stats, what, 1);
}

const char *stats_reason(enum stats_id reason);
int stats_show(struct seq_file *m);
int stats_show_percpu(struct seq_file *m);
int stats_reset(void);

#endif
