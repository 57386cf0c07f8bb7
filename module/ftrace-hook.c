// SPDX-License-Identifier: GPL-2.0
/* Hooking one kernel function's entry with ftrace. */
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "ftrace-hook.h"

/**
 * ftrace_hook_attach() - have a callback called at the entry of one function
 * @ops: the callback and its flags
 * @function: the function's name
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0; -EBUSY if ftrace is switched off; another negative errno if the
 * function is not there or cannot be traced.
 */
int ftrace_hook_attach(struct ftrace_ops *ops, const char *function)
{
	/* ftrace_set_filter() takes an unsigned char *, and writes to it. */
	unsigned char name[64];
	int ret;

	strscpy(name, function, sizeof(name));
	ret = ftrace_set_filter(ops, name, strlen(function), 1);
	if (ret) {
		pr_err("%s cannot be traced in this kernel (%d)\n", function, ret);
		return ret;
	}

	ret = register_ftrace_function(ops);
	if (!ret)
		return 0;
	ftrace_free_filter(ops);
	if (ret == -EBUSY)
		pr_err("ftrace is switched off; write 1 to /proc/sys/kernel/ftrace_enabled and load again\n");
	else
		pr_err("%s cannot be hooked (%d)\n", function, ret);
	return ret;
}

/**
 * ftrace_hook_detach() - undo ftrace_hook_attach()
 * @ops: what was attached
 *
 * Sleeps until no CPU is in the callback.
 */
void ftrace_hook_detach(struct ftrace_ops *ops)
{
	unregister_ftrace_function(ops);
	ftrace_free_filter(ops);
}
