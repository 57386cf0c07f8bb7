/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_FTRACE_H
#define FAKE_LINUX_FTRACE_H

#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/printk.h>
#include <linux/types.h>

#define MCOUNT_INSN_SIZE		4

#define FTRACE_OPS_FL_PERMANENT		1
#define FTRACE_OPS_FL_RECURSION_SAFE	2
#define FTRACE_OPS_FL_ENABLED		4
#define FTRACE_OPS_FL_IPMODIFY		8

/* What a traced function was called with. To 5.10 it was struct pt_regs. */
struct ftrace_regs {
	struct pt_regs regs;
};

#ifdef LAZYDBG_HAS_FTRACE_REGS
typedef struct ftrace_regs ftrace_callback_regs;
#else
typedef struct pt_regs ftrace_callback_regs;
#endif

static inline unsigned long ftrace_regs_get_argument(struct ftrace_regs *regs, unsigned int n)
{
	return regs->regs.regs[n];
}

static inline void ftrace_regs_set_instruction_pointer(struct ftrace_regs *regs, unsigned long pc)
{
	regs->regs.pc = pc;
}

struct ftrace_hash;

struct ftrace_ops_hash {
	const struct ftrace_hash *filter_hash;
};

/**
 * struct ftrace_ops - a callback, or a trampoline
 * @func: the callback
 * @flags: see above
 * @trampoline: the trampoline
 * @functions: those that it is filtered for
 * @local_hash: another way to say whether there is one
 * @func_hash: that
 */
struct ftrace_ops {
	void (*func)(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *ops,
		     ftrace_callback_regs *regs);
	unsigned long flags;
	void (*trampoline)(void);
	char functions[2][40];
	struct ftrace_ops_hash local_hash;
	struct ftrace_ops_hash *func_hash;
};

int ftrace_set_filter(struct ftrace_ops *ops, unsigned char *name, int length, int reset);
int ftrace_set_filter_ip(struct ftrace_ops *ops, unsigned long ip, int remove, int reset);
int register_ftrace_function(struct ftrace_ops *ops);
int unregister_ftrace_function(struct ftrace_ops *ops);
int register_ftrace_direct(struct ftrace_ops *ops, unsigned long trampoline);
int unregister_ftrace_direct(struct ftrace_ops *ops, unsigned long trampoline, bool free);

#endif
