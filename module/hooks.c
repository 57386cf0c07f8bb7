// SPDX-License-Identifier: GPL-2.0
/*
 * The points at which KVM and the host call us.
 *
 *	kvm_entry		tracepoint; interrupts disabled, KVM has decided
 *				about its swap: the claim
 *	kvm_exit		tracepoint; preemption disabled, interrupts already
 *				on again: the put of MODE_EAGER, attached only then
 *	kvm_arch_vcpu_put	function entry; preemption disabled. Passed when the
 *				vcpu thread is scheduled out, at the end of KVM_RUN
 *				and of every other vcpu ioctl, and by KVM's own
 *				put-and-load around what rewrites the saved state
 *				(kvm_reset_vcpu(), say): the put
 *	enable_debug_monitors	function entry: the guard (guard.c)
 *
 * A vcpu is live on a CPU only while it is loaded there, so kvm_arch_vcpu_put()
 * can only be about the live one, and nothing is kept for a vcpu that is not
 * loaded.
 */
#include <linux/irqflags.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "cpus.h"
#include "ftrace-hook.h"
#include "guard.h"
#include "hooks.h"
#include "kvm.h"
#include "mitigation.h"
#include "swap.h"

/* Serializes changes of the mode; protects the two below. */
static DEFINE_MUTEX(mode_mutex);
static enum mode current_mode;

static struct tracepoint *entry_point;
static struct tracepoint *exit_point;

/* Out of line, and called last, so that the hot path needs no stack frame. */
static noinline notrace void enter(struct swap *s)
{
	struct kvm_vcpu *vcpu = s->live ?: kvmdbg_current();

	if (vcpu)
		swap_enter(s, vcpu);
}

static notrace void at_entry(void *swaps, unsigned long pc)
{
	struct swap *s = this_cpu_ptr((struct swap __percpu *)swaps);

	stats_inc(&s->stats, STAT_ENTRIES);
	if (!swap_stays(s))
		enter(s);
}

static notrace void at_exit(void *swaps, int ret, unsigned int esr_ec, unsigned long pc)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_exit(this_cpu_ptr((struct swap __percpu *)swaps));
	local_irq_restore(flags);
}

static notrace void at_put(unsigned long ip, unsigned long parent_ip,
			   struct ftrace_ops *ops, struct ftrace_regs *regs)
{
	unsigned long flags;

	local_irq_save(flags);
	if (MITIGATED(PUT))
		swap_put(this_cpu_ptr(&cpus_swap));
	local_irq_restore(flags);
}

/* PERMANENT: nobody can switch it off by writing ftrace_enabled. */
static struct ftrace_ops put_ops = {
	.func = at_put,
	.flags = FTRACE_OPS_FL_PERMANENT,
};

static void match_tracepoint(struct tracepoint *tp, void *unused)
{
	if (!strcmp(tp->name, "kvm_entry"))
		entry_point = tp;
	else if (!strcmp(tp->name, "kvm_exit"))
		exit_point = tp;
}

static int find_tracepoints(void)
{
	for_each_kernel_tracepoint(match_tracepoint, NULL);
	if (entry_point && exit_point)
		return 0;
	pr_err("this kernel has no kvm_entry and kvm_exit tracepoints: is it built without KVM?\n");
	return -ENODEV;
}

static int attach(struct tracepoint *tp, void *probe)
{
	int ret = tracepoint_probe_register(tp, probe, (void __force *)&cpus_swap);

	if (ret)
		pr_err("tracepoint %s cannot be used (%d)\n", tp->name, ret);
	return ret;
}

static void detach(struct tracepoint *tp, void *probe)
{
	tracepoint_probe_unregister(tp, probe, (void __force *)&cpus_swap);
	tracepoint_synchronize_unregister();
}

static int change_mode(enum mode mode)
{
	int ret;

	if (mode == current_mode)
		return 0;
	if (mode == MODE_EAGER) {
		ret = attach(exit_point, at_exit);
		if (ret)
			return ret;
	}
	cpus_set_mode(mode);
	if (current_mode == MODE_EAGER)
		detach(exit_point, at_exit);
	current_mode = mode;
	return 0;
}

/**
 * hooks_set_mode() - change the mode, while guests run
 * @mode: the new mode
 *
 * Sleeps.
 *
 * Return: 0; -EOPNOTSUPP if KVM is in protected mode, where only MODE_OFF can
 * be; another negative errno if a hook cannot be attached. The mode is as it was
 * in these cases.
 */
int hooks_set_mode(enum mode mode)
{
	int ret;

	if (mode != MODE_OFF && kvmdbg_protected()) {
		pr_err("KVM is in protected mode, in which only mode 'off' is supported\n");
		return -EOPNOTSUPP;
	}
	mutex_lock(&mode_mutex);
	ret = change_mode(mode);
	mutex_unlock(&mode_mutex);
	return ret;
}

/**
 * hooks_mode() - the mode that was set last
 *
 * Return: the mode.
 */
enum mode hooks_mode(void)
{
	return READ_ONCE(current_mode);
}

/**
 * hooks_start() - attach everything, in MODE_OFF
 *
 * The guard comes first. Says in the log what is wrong if it fails, and leaves
 * nothing attached then. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int hooks_start(void)
{
	int ret;

	ret = find_tracepoints();
	if (ret)
		return ret;
	ret = guard_start();
	if (ret)
		return ret;
	ret = ftrace_hook_attach(&put_ops, "kvm_arch_vcpu_put");
	if (ret)
		goto no_put;
	ret = cpus_start();
	if (ret)
		goto no_cpus;
	ret = attach(entry_point, at_entry);
	if (ret)
		goto no_entry;
	return 0;

no_entry:
	cpus_stop();
no_cpus:
	ftrace_hook_detach(&put_ops);
no_put:
	guard_stop();
	return ret;
}

/**
 * hooks_stop() - detach everything, while guests run
 *
 * In this order: no CPU claims any more; every CPU's file is put away; no probe
 * is called any more; the hooks that kept live values safe, the guard last.
 * Waits for CPUs and grace periods, never for a guest. Sleeps.
 */
void hooks_stop(void)
{
	if (MITIGATED(UNLOAD_ORDER))
		hooks_set_mode(MODE_OFF);
	detach(entry_point, at_entry);
	if (MITIGATED(UNLOAD_ORDER))
		cpus_stop();
	ftrace_hook_detach(&put_ops);
	guard_stop();
}
