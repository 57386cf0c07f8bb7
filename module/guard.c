// SPDX-License-Identifier: GPL-2.0
/*
 * The guard on enable_debug_monitors().
 *
 * If the host set MDSCR_EL1.MDE or KDE with a guest's values live, the guest's
 * watchpoints would fire in the host, whose handlers skip slots that are not its
 * own, return, and fault again: a guest could hang its host. Every host
 * breakpoint and kernel single-step that sets these bits calls this function
 * first, before it writes a register. It cannot be kprobed, but traced.
 */
#include <linux/ftrace.h>
#include <linux/hw_breakpoint.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/perf_event.h>

#include "cpus.h"
#include "function-hook.h"
#include "guard.h"
#include "mitigation.h"

/* How often the guard was passed on each CPU, for prove_guard(). */
static DEFINE_PER_CPU(unsigned long, guard_calls);

static notrace void at_guard(unsigned long ip, unsigned long parent_ip,
			     struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	unsigned long flags;

	local_irq_save(flags);
	this_cpu_inc(guard_calls);
	swap_evict(this_cpu_ptr(&cpus_swap));
	local_irq_restore(flags);
}

static struct function_hook guard_hook = {
	.function = MITIGATED(GUARD_HOOK) ? "enable_debug_monitors" : "disable_debug_monitors",
	.ops = { .func = at_guard, .flags = FUNCTION_HOOK_FLAGS },
};

static void never_hit(struct perf_event *event, struct perf_sample_data *data,
		      struct pt_regs *regs)
{
}

/* Was it, on every CPU that got one of these watchpoints? */
static bool guarded(struct perf_event * __percpu *events)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (per_cpu(*events, cpu) && !per_cpu(guard_calls, cpu))
			return false;
	return true;
}

/* Set a real watchpoint on every CPU, and see that the guard was passed. */
static int prove_guard(void)
{
	static u64 untouched;
	struct perf_event * __percpu *events;
	struct perf_event_attr attr;
	int ret = 0;

	hw_breakpoint_init(&attr);
	attr.bp_addr = (unsigned long)&untouched;
	attr.bp_len = HW_BREAKPOINT_LEN_8;
	attr.bp_type = HW_BREAKPOINT_W;

	events = register_wide_hw_breakpoint(&attr, never_hit, NULL);
	if (IS_ERR((void __force *)events)) {
		ret = PTR_ERR((void __force *)events);
		if (ret == -ENOSPC)
			pr_err("no watchpoint is free to try the guard with\n");
		else
			pr_err("the guard cannot be tried with a watchpoint (%d)\n", ret);
		return ret;
	}
	if (MITIGATED(GUARD_PROOF) && !guarded(events)) {
		ret = -ENODEV;
		pr_err("a watchpoint was set without a call of enable_debug_monitors\n");
	}
	unregister_wide_hw_breakpoint(events);
	return ret;
}

/**
 * guard_start() - attach the guard, and prove that it works
 *
 * Until this has succeeded nothing may go live. Sleeps.
 *
 * Return: 0; -EBUSY if ftrace is switched off; -ENODEV if the guard is not
 * passed; another negative errno if it cannot be attached or tried.
 */
int guard_start(void)
{
	int ret;

	ret = function_hook_attach(&guard_hook);
	if (ret)
		return ret;

	ret = prove_guard();
	if (ret)
		guard_stop();
	return ret;
}

/**
 * guard_stop() - detach the guard
 *
 * Nothing may be live any more. Sleeps until no CPU is in it.
 */
void guard_stop(void)
{
	function_hook_detach(&guard_hook);
}
