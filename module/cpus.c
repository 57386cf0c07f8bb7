// SPDX-License-Identifier: GPL-2.0
/*
 * The CPUs: their files' state, CPU hotplug, power management, and mode changes.
 */
#include <linux/cpu.h>
#include <linux/cpu_pm.h>
#include <linux/cpuhotplug.h>
#include <linux/irqflags.h>
#include <linux/smp.h>

#include "cpus.h"
#include "host.h"

DEFINE_PER_CPU(struct swap, cpus_swap);

/* Changes with cpus_read_lock() held, so that a CPU that comes up sees it. */
static enum mode cpus_mode;

static enum cpuhp_state cpus_hotplug;

static void set_mode_here(void *unused)
{
	swap_set_mode(this_cpu_ptr(&cpus_swap), cpus_mode);
}

/**
 * cpus_set_mode() - change the mode of all CPUs, while guests run
 * @mode: the new mode
 *
 * Each CPU puts its file away in the interrupt that changes its mode, so that no
 * mode finds what another left. When this returns, nothing is live that went so
 * before the call. Sleeps.
 */
void cpus_set_mode(enum mode mode)
{
	cpus_read_lock();
	cpus_mode = mode;
	on_each_cpu(set_mode_here, NULL, 1);
	cpus_read_unlock();
}

static void copy_stats_here(void *copies)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);

	swap_settle(s);
	((struct stats *)copies)[smp_processor_id()] = s->stats;
}

/**
 * cpus_stats() - copy the counters of all CPUs, each CPU's at one instant
 * @copies: one for each possible CPU
 *
 * Sleeps.
 */
void cpus_stats(struct stats *copies)
{
	unsigned int cpu;

	cpus_read_lock();
	on_each_cpu(copy_stats_here, copies, 1);
	for_each_possible_cpu(cpu)
		if (!cpu_online(cpu))
			copies[cpu] = per_cpu(cpus_swap, cpu).stats;
	cpus_read_unlock();
}

/**
 * host_count() - what a CPU implements
 * @cpu: one that is or was online
 *
 * Return: the numbers.
 */
const struct regs_count *host_count(unsigned int cpu)
{
	return &per_cpu(cpus_swap, cpu).count;
}

/**
 * host_release() - give this CPU's file to the host, if a guest has it
 *
 * Call it with interrupts disabled.
 *
 * Return: 0.
 */
int host_release(void)
{
	swap_release(this_cpu_ptr(&cpus_swap));
	return 0;
}

static int cpu_up_here(unsigned int cpu)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_cpu_up(this_cpu_ptr(&cpus_swap), cpus_mode);
	local_irq_restore(flags);
	return 0;
}

static int cpu_down_here(unsigned int cpu)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_cpu_down(this_cpu_ptr(&cpus_swap));
	local_irq_restore(flags);
	return 0;
}

/* cpu_suspend() loses the registers, and hw_breakpoint_reset() restores the host's. */
static int power_changes(struct notifier_block *nb, unsigned long action, void *unused)
{
	unsigned long flags;

	if (action != CPU_PM_ENTER)
		return NOTIFY_DONE;
	local_irq_save(flags);
	swap_forget(this_cpu_ptr(&cpus_swap));
	local_irq_restore(flags);
	return NOTIFY_OK;
}

static struct notifier_block power_notifier = {
	.notifier_call = power_changes,
};

/**
 * cpus_start() - make every CPU usable, in MODE_OFF, and follow their going and
 * coming
 *
 * Return: 0 or a negative errno.
 */
int cpus_start(void)
{
	int ret;

	ret = cpu_pm_register_notifier(&power_notifier);
	if (ret)
		return ret;

	ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "kvm/lazydbg:online",
				cpu_up_here, cpu_down_here);
	if (ret < 0) {
		cpu_pm_unregister_notifier(&power_notifier);
		return ret;
	}
	cpus_hotplug = ret;
	return 0;
}

/**
 * cpus_stop() - undo cpus_start(); every CPU's file is the host's afterwards
 */
void cpus_stop(void)
{
	cpuhp_remove_state(cpus_hotplug);
	cpu_pm_unregister_notifier(&power_notifier);
}
