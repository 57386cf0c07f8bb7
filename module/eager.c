// SPDX-License-Identifier: GPL-2.0
/*
 * The hooks that MODE_EAGER needs beyond those of the other modes:
 *
 *	kvm_exit	preemption disabled, interrupts already on again: the put
 *	kvm_entry	interrupts disabled: the load, where no other hook is there
 */
#include <linux/irqflags.h>
#include <linux/percpu.h>

#include "cpus.h"
#include "eager.h"
#include "entry.h"
#include "swap.h"
#include "tracepoint-hook.h"

static notrace void at_entry(void *swaps, unsigned long pc)
{
	struct swap *s = this_cpu_ptr((struct swap __percpu *)swaps);

	if (s->mode == MODE_EAGER)
		entry_slow(s);
}

static notrace void at_exit(void *swaps, int ret, unsigned int esr_ec, unsigned long pc)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_exit(this_cpu_ptr((struct swap __percpu *)swaps));
	local_irq_restore(flags);
}

static struct tracepoint_hook entry_hook = { "kvm_entry", at_entry };
static struct tracepoint_hook exit_hook = { "kvm_exit", at_exit };

/**
 * eager_start() - attach them
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int eager_start(void)
{
	int ret;

	ret = tracepoint_hook_attach(&exit_hook);
	if (ret || !KVMDBG_STICKY)
		return ret;
	ret = tracepoint_hook_attach(&entry_hook);
	if (ret)
		tracepoint_hook_detach(&exit_hook);
	return ret;
}

/**
 * eager_stop() - detach them
 *
 * In another mode only. Sleeps until no CPU is in one.
 */
void eager_stop(void)
{
	tracepoint_hook_detach(&entry_hook);
	tracepoint_hook_detach(&exit_hook);
}
