// SPDX-License-Identifier: GPL-2.0
/* A CPU's file in the hands of the host, for those who measure and test. */
#include <linux/cpu.h>
#include <linux/errno.h>
#include <linux/smp.h>
#include <linux/workqueue.h>

#include "host.h"

/**
 * host_take() - get this CPU's file to work on
 * @values: gets the host's, which have to be put back
 *
 * Call it with interrupts disabled, and leave them so until the values are back.
 *
 * Return: 0; -EBUSY while the host debugs; or -ENODEV if it cannot be moved.
 */
int host_take(struct regs_file *values)
{
	const struct regs_count *count = host_count(smp_processor_id());
	int ret = host_release();

	if (ret)
		return ret;
	regs_save(values, count);
	return regs_host_debugs() || regs_occupied(values, count) ? -EBUSY : 0;
}

/**
 * host_run() - call a function on a CPU, with no vcpu loaded there meanwhile
 * @cpu: which
 * @function: what to call, in a worker of the CPU's own
 * @arg: its argument
 *
 * Sleeps.
 *
 * Return: what it returned, or -ENODEV if the CPU is offline.
 */
int host_run(unsigned int cpu, long (*function)(void *arg), void *arg)
{
	int ret = -ENODEV;

	cpus_read_lock();
	if (cpu_online(cpu))
		ret = work_on_cpu(cpu, function, arg);
	cpus_read_unlock();
	return ret;
}
