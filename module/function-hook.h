/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hooking one kernel function's entry with ftrace, and what ftrace is like in this
 * kernel.
 */
#ifndef LAZYDBG_FUNCTION_HOOK_H
#define LAZYDBG_FUNCTION_HOOK_H

#include <linux/ftrace.h>

#ifdef LAZYDBG_HAS_FTRACE_REGS
#define function_hook_regs_t	struct ftrace_regs
#else
#define function_hook_regs_t	struct pt_regs
#endif

/*
 * What a callback has to ask for to be told the function's arguments: where ftrace does
 * not tell them as such, all registers.
 */
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS
#define FUNCTION_HOOK_ARGUMENTS	FTRACE_OPS_FL_SAVE_REGS
#else
#define FUNCTION_HOOK_ARGUMENTS	0
#endif

/**
 * function_hook_argument() - the hooked function's first argument
 * @regs: what the callback got
 *
 * Return: the argument; anything, if it was not asked for with FUNCTION_HOOK_ARGUMENTS.
 */
static inline void *function_hook_argument(function_hook_regs_t *regs)
{
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_ARGS
	return (void *)ftrace_regs_get_argument(regs, 0);
#elif defined(LAZYDBG_HAS_FTRACE_REGS)
	struct pt_regs *all = ftrace_get_regs(regs);

	return all ? (void *)regs_get_kernel_argument(all, 0) : NULL;
#else
	return regs ? (void *)regs_get_kernel_argument(regs, 0) : NULL;
#endif
}

/*
 * PERMANENT: nobody can switch it off by writing ftrace_enabled.
 *
 * To 5.10 ftrace skips a callback that it finds itself in already, in the same
 * context, unless this is declared to be safe; from 5.11 on only if it is asked
 * to. Ours never call what they hook, so none is to be skipped.
 */
#ifdef LAZYDBG_HAS_RECURSION_SAFE
#define FUNCTION_HOOK_FLAGS	(FTRACE_OPS_FL_PERMANENT | FTRACE_OPS_FL_RECURSION_SAFE)
#else
#define FUNCTION_HOOK_FLAGS	FTRACE_OPS_FL_PERMANENT
#endif

/**
 * struct function_hook - a callback of ours
 * @function: the function's name
 * @beside: another function with the same callback, or NULL
 * @beside_at: where that is
 * @ops: the callback, with FUNCTION_HOOK_FLAGS; without one there is only @trampoline
 * @trampoline: code that the function branches to directly, if the kernel can and
 *              nobody else does (trampoline.h); or NULL
 * @direct: for @trampoline
 */
struct function_hook {
	const char *function;
	const char *beside;
	unsigned long beside_at;
	struct ftrace_ops ops;
	void (*trampoline)(void);
	struct ftrace_ops direct;
};

/* ftrace is called from one of a function's first instructions. */
#define FUNCTION_HOOK_ENTRY	16	/* in bytes */

/**
 * function_hook_is_beside() - which of the two functions was entered?
 * @ops: what the callback got
 * @ip: likewise
 *
 * Return: true if it was the one beside.
 */
static inline bool function_hook_is_beside(struct ftrace_ops *ops, unsigned long ip)
{
	return ip - container_of(ops, struct function_hook, ops)->beside_at <
	       FUNCTION_HOOK_ENTRY;
}

int function_hook_attach(struct function_hook *hook);
void function_hook_detach(struct function_hook *hook);

#endif
