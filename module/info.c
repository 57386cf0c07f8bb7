// SPDX-License-Identifier: GPL-2.0
/* What this module is, and what it has found. */
#include <linux/cpu.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include "host.h"
#include "info.h"

#ifdef CONFIG_KVM
#include "claims.h"
#include "cpus.h"
#include "kvm.h"
#include "latency.h"
#include "vcpus.h"

static void show_kvm(struct seq_file *m)
{
	seq_printf(m, "binding %s\n", KVMDBG_STICKY ? "owner" : "dirty");
	seq_printf(m, "kvm_mode %s\n", kvmdbg_mode());
	seq_printf(m, "entry_hook %s\n", claims_entry_hook());
	seq_printf(m, "bytes_per_cpu %zu\n", sizeof(struct swap) + latency_size());
	seq_printf(m, "vcpus_max %u\n", VCPUS_MAX);
	seq_printf(m, "bytes_per_vcpu %zu\n", sizeof(struct vcpus_line));
}
#else
static void show_kvm(struct seq_file *m)
{
	seq_puts(m, "binding none\nkvm_mode none\nentry_hook none\n");
}
#endif

static void show_cpus(struct seq_file *m)
{
	const struct regs_count *count;
	unsigned int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu) {
		count = host_count(cpu);
		seq_printf(m, "cpu %u breakpoints %u watchpoints %u contexts %u debug_version %u\n",
			   cpu, count->brps, count->wrps, count->contexts, count->version);
	}
	cpus_read_unlock();
}

/**
 * info_show() - print it
 * @m: where to
 *
 * Sleeps.
 *
 * Return: 0.
 */
int info_show(struct seq_file *m)
{
	seq_printf(m, "version %s\n", THIS_MODULE->version);
	seq_printf(m, "arch %s\n", IS_ENABLED(CONFIG_ARM) ? "arm" : "arm64");
	show_kvm(m);
	show_cpus(m);
	return 0;
}
