/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_SCHED_H
#define FAKE_LINUX_SCHED_H

#include <linux/preempt.h>
#include <linux/types.h>

/**
 * struct task_struct - a thread
 * @preempt_notifiers: told when it is scheduled out and in
 * @walked: they are being told
 */
struct task_struct {
	struct hlist_head preempt_notifiers;
	bool walked;
};

struct task_struct *kernel_current(void);

#define current	kernel_current()

#define MAX_SCHEDULE_TIMEOUT	0x7fffffffffffffffL

void schedule_timeout_idle(long timeout);

#endif
