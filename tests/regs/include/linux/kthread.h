/* SPDX-License-Identifier: GPL-2.0 */
/* A thread that has run to its end when it is woken up. */
#ifndef FAKE_LINUX_KTHREAD_H
#define FAKE_LINUX_KTHREAD_H

#include <stdbool.h>
#include <stddef.h>

struct task_struct {
	int (*function)(void *data);
	void *data;
};

/* Lasts as long as the block that makes it. */
#define kthread_create(function, data, ...)	(&(struct task_struct) { function, data })
#define kthread_bind(thread, cpu)		((void)(cpu))
#define kthread_should_stop()			true

static inline void wake_up_process(struct task_struct *thread)
{
	thread->function(thread->data);
}

static inline void kthread_stop(struct task_struct *thread)
{
	*thread = (struct task_struct) { NULL, NULL };
}

#endif
