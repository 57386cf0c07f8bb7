// SPDX-License-Identifier: GPL-2.0
/* Hooking one kernel function's entry with ftrace. */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "function-hook.h"
#include "mitigation.h"

static int untraceable(const char *function, int error)
{
	if (error == -ENOMEM)
		pr_err("no memory to hook %s\n", function);
	else if (error)
		pr_err("%s cannot be traced in this kernel (%d)\n", function, error);
	return error;
}

static int empty_filter(struct ftrace_ops *ops)
{
	return ftrace_set_filter(ops, NULL, 0, 1);
}

/*
 * Frees what set_filter() has allocated. 5.10 has but one way for modules, which wants memory,
 * and leaks a little where there is none.
 */
static void drop_filter(struct ftrace_ops *ops)
{
#ifdef LAZYDBG_HAS_FREE_FILTER
	ftrace_free_filter(ops);
#else
	empty_filter(ops);
#endif
}

/* That of every filter without a function is the same. */
static const void *functions_of(const struct ftrace_ops *ops)
{
	return rcu_access_pointer(ops->func_hash->filter_hash);
}

/*
 * Without memory for the function ftrace_set_filter() leaves the filter empty, and calls
 * that success (match_records()); but an empty one has all functions hooked, those that the
 * callback calls among them.
 */
static int filter_by_name(struct ftrace_ops *ops, const char *function)
{
	/* ftrace_set_filter() takes an unsigned char *, and writes to it. */
	unsigned char name[64];
	const void *none;
	int ret;

	ret = empty_filter(ops);
	if (ret)
		return ret;
	none = functions_of(ops);
	strscpy(name, function, sizeof(name));
	ret = ftrace_set_filter(ops, name, strlen(function), 1);
	if (!ret && functions_of(ops) == none && MITIGATED(FILTER))
		ret = -ENOMEM;
	return ret;
}

static int set_filter(struct ftrace_ops *ops, const char *function)
{
	return untraceable(function, filter_by_name(ops, function));
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

/* A function that one has taken the place of is not to be had by another. */
static void complain(const struct function_hook *hook, int ret)
{
	if (ret != -EBUSY)
		pr_err("%s cannot be hooked (%d)\n", hook->function, ret);
	else if (hook->ops.flags & FTRACE_OPS_FL_IPMODIFY)
		pr_err("%s cannot be hooked: it is patched already, or ftrace is switched off\n",
		       hook->function);
	else
		pr_err("ftrace is switched off; write 1 to /proc/sys/kernel/ftrace_enabled and load again\n");
}

/* Modules have no kallsyms_lookup_name() since 5.7, but a kprobe says where it would be. */
static int find_beside(struct function_hook *hook)
{
	struct kprobe probe = { .symbol_name = hook->beside, .flags = KPROBE_FLAG_DISABLED };
	int ret = register_kprobe(&probe);

	if (ret) {
		pr_err("%s cannot be found in this kernel (%d)\n", hook->beside, ret);
		return ret;
	}
	hook->beside_at = (unsigned long)probe.addr;
	unregister_kprobe(&probe);
	return 0;
}

/*
 * By its address, as one that is added by name and has not been is not to be told from one
 * that has. To 5.10 it has to be that of the very instruction.
 */
static int add_beside(struct function_hook *hook)
{
	unsigned long at = hook->beside_at;
	int ret;

	do {
		ret = ftrace_set_filter_ip(&hook->ops, at, 0, 0);
		at += MCOUNT_INSN_SIZE;
	} while (ret == -EINVAL && at - hook->beside_at < FUNCTION_HOOK_ENTRY);
	return untraceable(hook->beside, ret);
}

static int attach_callback(struct function_hook *hook)
{
	int ret;

	ret = set_filter(&hook->ops, hook->function);
	if (ret)
		return ret;
	if (hook->beside)
		ret = find_beside(hook) ?: add_beside(hook);
	if (ret)
		goto failed;
	ret = register_ftrace_function(&hook->ops);
	if (ret) {
		complain(hook, ret);
		goto failed;
	}
	return 0;

failed:
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
 * Return: 0; -EBUSY if ftrace is switched off, or the function is patched; another
 * negative errno if it is not there or cannot be traced.
 */
int function_hook_attach(struct function_hook *hook)
{
	int ret;

	ret = attach_direct(hook);
	if (!ret || !hook->ops.func)
		return ret;
	return attach_callback(hook);
}

/**
 * function_hook_detach() - undo function_hook_attach()
 * @hook: what was attached
 *
 * Sleeps until no CPU is in the callback. It can only fail where ftrace has found its
 * own records wrong and shut down, leaving all functions as they are; then this one goes
 * on calling ours, which therefore have to stay, and the caller for ever with them.
 */
void function_hook_detach(struct function_hook *hook)
{
	int ret = is_direct(hook) ? detach_direct(hook) : detach_callback(hook);

	if (!ret || !MITIGATED(STAY))
		return;
	pr_crit("%s cannot be unhooked (%d), so this module cannot go; save your work and reboot\n",
		hook->function, ret);
	for (;;)
		schedule_timeout_idle(MAX_SCHEDULE_TIMEOUT);
}
