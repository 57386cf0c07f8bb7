/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_KPROBES_H
#define FAKE_LINUX_KPROBES_H

#include <linux/build_bug.h>
#include <linux/printk.h>
#include <linux/types.h>

/* The first arguments of a function are in x0 and so on. */
struct pt_regs {
	unsigned long regs[1];
	unsigned long pc;
};

static inline unsigned long regs_get_kernel_argument(struct pt_regs *regs, unsigned int n)
{
	return regs->regs[n];
}

#define KPROBE_FLAG_DISABLED	1

struct kprobe {
	const char *symbol_name;
	unsigned int flags;
	void *addr;
};

struct kretprobe_instance {
	u64 data[1];
};

struct kretprobe {
	struct {
		const char *symbol_name;
	} kp;
	int (*entry_handler)(struct kretprobe_instance *instance, struct pt_regs *regs);
	int (*handler)(struct kretprobe_instance *instance, struct pt_regs *regs);
	size_t data_size;
	int maxactive;
};

#define NOKPROBE_SYMBOL(function)	static_assert(true)

int register_kprobe(struct kprobe *probe);
void unregister_kprobe(struct kprobe *probe);
int register_kretprobe(struct kretprobe *probe);
void unregister_kretprobe(struct kretprobe *probe);

#endif
