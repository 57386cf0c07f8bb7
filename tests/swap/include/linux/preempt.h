/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_PREEMPT_H
#define FAKE_LINUX_PREEMPT_H

#include <linux/list.h>

struct preempt_notifier;
struct task_struct;

struct preempt_ops {
	void (*sched_in)(struct preempt_notifier *notifier, int cpu);
	void (*sched_out)(struct preempt_notifier *notifier, struct task_struct *next);
};

struct preempt_notifier {
	struct hlist_node link;
	struct preempt_ops *ops;
};

/* These are the only lists. Unlike the kernel's, @pos is not NULL after the last. */
#define hlist_for_each_entry(pos, head, member)				\
	for (struct hlist_node *_node = (head)->first;			\
	     _node && ((pos) = container_of(_node, struct preempt_notifier, member)); \
	     _node = _node->next)

static inline void preempt_notifier_init(struct preempt_notifier *notifier,
					 struct preempt_ops *ops)
{
	notifier->ops = ops;
}

void preempt_notifier_register(struct preempt_notifier *notifier);
void preempt_notifier_unregister(struct preempt_notifier *notifier);

#endif
