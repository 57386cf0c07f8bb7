/* SPDX-License-Identifier: GPL-2.0 */
/* Hooking one kernel function's entry with ftrace. */
#ifndef LAZYDBG_FTRACE_HOOK_H
#define LAZYDBG_FTRACE_HOOK_H

#include <linux/ftrace.h>

int ftrace_hook_attach(struct ftrace_ops *ops, const char *function);
void ftrace_hook_detach(struct ftrace_ops *ops);

#endif
