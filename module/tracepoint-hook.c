// SPDX-License-Identifier: GPL-2.0
/* Hooking KVM's tracepoints, which it does not export, by their names. */
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "cpus.h"
#include "tracepoint-hook.h"

static void match(struct tracepoint *tp, void *data)
{
	struct tracepoint_hook *hook = data;

	if (!strcmp(tp->name, hook->name))
		hook->tp = tp;
}

/**
 * tracepoint_hook_attach() - have a probe called
 * @hook: name and probe
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0; -ENODEV if there is no such tracepoint; another negative errno if it
 * cannot be used.
 */
int tracepoint_hook_attach(struct tracepoint_hook *hook)
{
	int ret = -ENODEV;

	hook->tp = NULL;
	for_each_kernel_tracepoint(match, hook);
	if (!hook->tp) {
		pr_err("this kernel has no tracepoint %s: is it built without KVM?\n", hook->name);
		return ret;
	}
	ret = tracepoint_probe_register(hook->tp, hook->probe, (void __force *)&cpus_swap);
	if (ret) {
		pr_err("tracepoint %s cannot be used (%d)\n", hook->name, ret);
		hook->tp = NULL;
	}
	return ret;
}

/**
 * tracepoint_hook_detach() - undo tracepoint_hook_attach()
 * @hook: what was attached; nothing happens if it was not
 *
 * Sleeps until no CPU is in the probe.
 */
void tracepoint_hook_detach(struct tracepoint_hook *hook)
{
	if (!hook->tp)
		return;
	tracepoint_probe_unregister(hook->tp, hook->probe, (void __force *)&cpus_swap);
	tracepoint_synchronize_unregister();
	hook->tp = NULL;
}
