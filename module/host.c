// SPDX-License-Identifier: GPL-2.0
/* A CPU's file in the hands of the host, for those who measure and test. */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>

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

struct call {
	long (*function)(void *arg);
	void *arg;
	long ret;
	struct completion done;
};

/* Stays until kthread_stop(), so that nobody is in here when the module is gone. */
static int run_call(void *data)
{
	struct call *call = data;

	call->ret = call->function(call->arg);
	complete(&call->done);
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static int run_on(unsigned int cpu, struct call *call)
{
	struct task_struct *thread = kthread_create(run_call, call, "lazydbg/%u", cpu);

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	kthread_bind(thread, cpu);
	wake_up_process(thread);
	/* It may take long; a signal, for which @function has to look, ends it. */
	if (wait_for_completion_interruptible(&call->done))
		wait_for_completion(&call->done);
	kthread_stop(thread);
	return call->ret;
}

/**
 * host_run() - call a function on a CPU, with no vcpu loaded there meanwhile
 * @cpu: which
 * @function: what to call, in a thread of its own, which keeps nobody but other threads of
 *	its priority from the CPU: a worker's would keep all other work from it
 * @arg: its argument
 *
 * Sleeps.
 *
 * Return: what it returned; -ENODEV if the CPU is offline; or another negative errno if there
 * can be no thread.
 */
int host_run(unsigned int cpu, long (*function)(void *arg), void *arg)
{
	struct call call = { .function = function, .arg = arg };
	int ret = -ENODEV;

	init_completion(&call.done);
	cpus_read_lock();
	if (cpu_online(cpu))
		ret = run_on(cpu, &call);
	cpus_read_unlock();
	return ret;
}
