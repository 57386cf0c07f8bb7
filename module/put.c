// SPDX-License-Identifier: GPL-2.0
/*
 * The hook at which a vcpu leaves its CPU: the entry of kvm_arch_vcpu_put(), with
 * preemption disabled. It is passed when the vcpu's thread is scheduled out, after
 * its preempt notifiers have told us (notifier.c); at the end of KVM_RUN and of other
 * vcpu ioctls; and by KVM's own put and load around what rewrites the saved state
 * (kvm_reset_vcpu(), say), of which nothing else tells.
 *
 * A vcpu is live on a CPU only while it is loaded there, so this can only be about
 * the live one.
 */
#include <linux/ftrace.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>

#include "cpus.h"
#include "ftrace-hook.h"
#include "mitigation.h"
#include "notifier.h"
#include "put.h"
#include "swap.h"

static notrace void put(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (MITIGATED(PUT) || notifier_scheduling())
		swap_put(this_cpu_ptr(&cpus_swap));
	notifier_put();
	local_irq_restore(flags);
}

static notrace void at_put(unsigned long ip, unsigned long parent_ip,
			   struct ftrace_ops *ops, ftrace_hook_regs *regs)
{
	put();
}

static struct ftrace_ops put_ops = {
	.func = at_put,
	.flags = FTRACE_HOOK_FLAGS,
};

/**
 * put_start() - attach the hook
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int put_start(void)
{
	return ftrace_hook_attach(&put_ops, "kvm_arch_vcpu_put");
}

/**
 * put_stop() - detach it
 *
 * Nothing may be live any more, and no notifier attached. Sleeps until no CPU is in
 * it.
 */
void put_stop(void)
{
	ftrace_hook_detach(&put_ops);
}
