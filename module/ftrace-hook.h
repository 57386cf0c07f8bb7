/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hooking one kernel function's entry with ftrace, and what ftrace's callbacks look
 * like in this kernel.
 */
#ifndef LAZYDBG_FTRACE_HOOK_H
#define LAZYDBG_FTRACE_HOOK_H

#include <linux/ftrace.h>

#ifdef LAZYDBG_HAS_FTRACE_REGS
typedef struct ftrace_regs ftrace_hook_regs;
#else
typedef struct pt_regs ftrace_hook_regs;
#endif

/*
 * PERMANENT: nobody can switch it off by writing ftrace_enabled.
 *
 * To 5.10 ftrace skips a callback that it finds itself in already, in the same
 * context, unless this is declared to be safe; from 5.11 on only if it is asked
 * to. Ours never call what they hook, so none is to be skipped.
 */
#ifdef LAZYDBG_HAS_RECURSION_SAFE
#define FTRACE_HOOK_FLAGS	(FTRACE_OPS_FL_PERMANENT | FTRACE_OPS_FL_RECURSION_SAFE)
#else
#define FTRACE_HOOK_FLAGS	FTRACE_OPS_FL_PERMANENT
#endif

int ftrace_hook_attach(struct ftrace_ops *ops, const char *function);
void ftrace_hook_detach(struct ftrace_ops *ops);

#endif
