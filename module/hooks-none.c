// SPDX-License-Identifier: GPL-2.0
/*
 * What is in place of hooks.c on an ARMv7 host. From 5.7 on its kernels have no KVM, and
 * before, KVM kept guests away from the debug registers. So there is nothing to hook and
 * no mode but MODE_OFF, and the file is always the host's.
 */
#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/errno.h>
#include <linux/percpu.h>
#include <linux/printk.h>

#include "hooks.h"
#include "host.h"

/* What each CPU implements; read when it comes up, and not at each use. */
static DEFINE_PER_CPU(struct regs_count, counts);

/* Whether its file can be moved. */
static DEFINE_PER_CPU(bool, usable);

static enum cpuhp_state hotplug;

/**
 * host_count() - what a CPU implements
 * @cpu: one that is or was online
 *
 * Return: the numbers.
 */
const struct regs_count *host_count(unsigned int cpu)
{
	return &per_cpu(counts, cpu);
}

/**
 * host_release() - give this CPU's file to the host, which always has it
 *
 * Return: 0, or -ENODEV if it cannot be moved.
 */
int host_release(void)
{
	return this_cpu_read(usable) ? 0 : -ENODEV;
}

/* A CPU that comes up later comes up, whatever its file is like. */
static int identify(unsigned int cpu)
{
	struct regs_count *count = this_cpu_ptr(&counts);
	const char *why;

	regs_identify(count);
	why = regs_unusable(count);
	this_cpu_write(usable, !why);
	if (why)
		pr_err("CPU %u %s\n", cpu, why);
	return 0;
}

static bool all_usable(void)
{
	bool all = true;
	unsigned int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu)
		all &= per_cpu(usable, cpu);
	cpus_read_unlock();
	return all;
}

/**
 * hooks_start() - look at every CPU, and at those to come
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0; -ENODEV if the file of one of them cannot be moved; or another negative
 * errno.
 */
int hooks_start(void)
{
	int ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "lazydbg:online", identify, NULL);

	if (ret < 0)
		return ret;
	hotplug = ret;
	if (all_usable())
		return 0;
	hooks_stop();
	return -ENODEV;
}

/**
 * hooks_stop() - undo hooks_start()
 */
void hooks_stop(void)
{
	cpuhp_remove_state_nocalls(hotplug);
}

/**
 * hooks_set_mode() - there is one
 * @mode: the mode
 *
 * Return: 0, or -EOPNOTSUPP if it is another.
 */
int hooks_set_mode(enum mode mode)
{
	if (mode == MODE_OFF)
		return 0;
	pr_err("this kernel has no KVM that could be spared anything, so only mode 'off' is supported\n");
	return -EOPNOTSUPP;
}

/**
 * hooks_mode() - the mode
 *
 * Return: the only one.
 */
enum mode hooks_mode(void)
{
	return MODE_OFF;
}
