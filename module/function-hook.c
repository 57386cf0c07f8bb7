// SPDX-License-Identifier: GPL-2.0
/* Hooking one kernel function's entry with ftrace. */
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "function-hook.h"

static int set_filter(struct ftrace_ops *ops, const char *function)
{
	/* ftrace_set_filter() takes an unsigned char *, and writes to it. */
	unsigned char name[64];
	int ret;

	strscpy(name, function, sizeof(name));
	ret = ftrace_set_filter(ops, name, strlen(function), 1);
	if (ret)
		pr_err("%s cannot be traced in this kernel (%d)\n", function, ret);
	return ret;
}

/* Frees what set_filter() has allocated; 5.10 has no other way for modules. */
static void drop_filter(struct ftrace_ops *ops)
{
	ftrace_set_filter(ops, NULL, 0, 1);
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
static int attach_direct(struct function_hook *hook)
{
	int ret;

	if (!hook->trampoline)
		return -EOPNOTSUPP;
	/* What the kernel left in it would be refused the next time. */
	hook->direct = (struct ftrace_ops) {};
	ret = set_filter(&hook->direct, hook->function);
	if (ret)
		return ret;
	ret = register_ftrace_direct(&hook->direct, (unsigned long)hook->trampoline);
	if (ret)
		drop_filter(&hook->direct);
	return ret;
}

static bool is_direct(const struct function_hook *hook)
{
	return hook->direct.flags & FTRACE_OPS_FL_ENABLED;
}

static int detach_direct(struct function_hook *hook)
{
	return unregister_ftrace_direct(&hook->direct, (unsigned long)hook->trampoline, true);
}
#else
static int attach_direct(struct function_hook *hook)
{
	return -EOPNOTSUPP;
}

static bool is_direct(const struct function_hook *hook)
{
	return false;
}

static int detach_direct(struct function_hook *hook)
{
	return -EOPNOTSUPP;
}
#endif

static int attach_callback(struct function_hook *hook)
{
	int ret;

	ret = set_filter(&hook->ops, hook->function);
	if (ret)
		return ret;
	ret = register_ftrace_function(&hook->ops);
	if (ret)
		drop_filter(&hook->ops);
	return ret;
}

static int detach_callback(struct function_hook *hook)
{
	int ret = unregister_ftrace_function(&hook->ops);

	if (!ret)
		drop_filter(&hook->ops);
	return ret;
}

/**
 * function_hook_attach() - have a callback called at the entry of one function
 * @hook: the function and the callback
 *
 * Says in the log what is wrong if it fails, unless there was only a trampoline to
 * attach. Sleeps.
 *
 * Return: 0; -EBUSY if ftrace is switched off; another negative errno if the
 * function is not there or cannot be traced.
 */
int function_hook_attach(struct function_hook *hook)
{
	int ret;

	ret = attach_direct(hook);
	if (!ret || !hook->ops.func)
		return ret;
	ret = attach_callback(hook);
	if (ret == -EBUSY)
		pr_err("ftrace is switched off; write 1 to /proc/sys/kernel/ftrace_enabled and load again\n");
	else if (ret)
		pr_err("%s cannot be hooked (%d)\n", hook->function, ret);
	return ret;
}

/**
 * function_hook_detach() - undo function_hook_attach()
 * @hook: what was attached
 *
 * Sleeps until no CPU is in the callback. It can only fail where ftrace has found its
 * own records wrong and shut down; then nothing is left to do but to say what is next.
 */
void function_hook_detach(struct function_hook *hook)
{
	int ret = is_direct(hook) ? detach_direct(hook) : detach_callback(hook);

	if (ret)
		pr_crit("%s cannot be unhooked (%d) and will crash this host; reboot\n",
			hook->function, ret);
}
