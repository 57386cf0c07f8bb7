// SPDX-License-Identifier: GPL-2.0
/*
 * KVM up to 6.13 decides on each entry, so each entry is hooked: by a direct call
 * where the kernel has them (direct.c), else by the tracepoint kvm_entry, which fires
 * with interrupts disabled, after the decision.
 *
 * What is said of a vcpu there holds as long as it runs trapped and no access of
 * its guest is emulated. Every emulation that raises KVM's dirty flag passes the
 * tracepoint trap_reg afterwards, or else KVMDBG_UNTOLD before.
 */
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/types.h>

#include "claims.h"
#include "cpus.h"
#include "direct.h"
#include "entry.h"
#include "mitigation.h"
#include "tracepoint-hook.h"

static notrace void at_entry(void *swaps, unsigned long pc)
{
	struct swap *s = this_cpu_ptr((struct swap __percpu *)swaps);

	if (!swap_stays(s))
		entry_slow(s);
}

/* In the vcpu's thread, which may be preempted. */
static notrace void touch(void)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_touch(this_cpu_ptr(&cpus_swap), NULL);
	local_irq_restore(flags);
}

static notrace void at_trap(void *swaps, const char *function, int reg, bool is_write,
			    u64 value)
{
	if (MITIGATED(TRAP))
		touch();
}

/**
 * claims_untold() - KVM is about to handle an access of a guest's, and nobody will tell of it
 *
 * In the vcpu's thread, which may be preempted. Called at KVMDBG_UNTOLD.
 */
notrace void claims_untold(void)
{
	touch();
}

static struct tracepoint_hook entry_hook = { "kvm_entry", at_entry };
static struct tracepoint_hook trap_hook = { "trap_reg", at_trap };

/* Where there is no direct call to be had. */
static int attach_entry(void)
{
	return direct_attach_enter() ? tracepoint_hook_attach(&entry_hook) : 0;
}

static void detach_entry(void)
{
	if (entry_hook.tp)
		tracepoint_hook_detach(&entry_hook);
	else
		direct_detach_enter();
}

/**
 * claims_start() - attach the hooks
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int claims_start(void)
{
	int ret;

	ret = tracepoint_hook_attach(&trap_hook);
	if (ret)
		return ret;
	ret = direct_attach_load();
	if (ret)
		goto no_load;
	ret = attach_entry();
	if (ret)
		goto no_entry;
	return 0;

no_entry:
	direct_detach_load();
no_load:
	tracepoint_hook_detach(&trap_hook);
	return ret;
}

/**
 * claims_stop() - detach them
 *
 * In MODE_OFF only. Sleeps until no CPU is in one.
 */
void claims_stop(void)
{
	detach_entry();
	direct_detach_load();
	tracepoint_hook_detach(&trap_hook);
}

/**
 * claims_entry_hook() - what is on every guest's way in
 *
 * Return: its name, as the file info has it.
 */
const char *claims_entry_hook(void)
{
	return entry_hook.tp ? "tracepoint" : "direct";
}
