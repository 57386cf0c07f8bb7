// SPDX-License-Identifier: GPL-2.0
/*
 * A module that commits an error of the kind that its parameter names: does the kernel
 * notice, and does the lab (tests/slow/debug-kernels.t)? Its name begins as lazydbg's
 * does, as of data races only those count that such a module has a part in.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *kind = "none";
module_param(kind, charp, 0400);
MODULE_PARM_DESC(kind, "the error to commit");

/* What the compiler must not know, or it would see the error. */
static volatile unsigned int forty = 40, eight = 8;

static void none(void)
{
}

static void past_the_end(void)
{
	char *bytes = kmalloc(8, GFP_KERNEL);

	if (!bytes)
		return;
	OPTIMIZER_HIDE_VAR(bytes);
	bytes[eight] = 1;
	kfree(bytes);
}

static void freed(void)
{
	char *bytes = kmalloc(8, GFP_KERNEL);

	if (!bytes)
		return;
	kfree(bytes);
	OPTIMIZER_HIDE_VAR(bytes);
	WRITE_ONCE(bytes[0], 1);
}

static void leaked(void)
{
	char *bytes = kmalloc(100, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(bytes);
}

static void shifted(void)
{
	pr_info("%d\n", 1 << forty);
}

static void indexed(void)
{
	static int numbers[8];

	pr_info("%d\n", numbers[eight]);
}

static void deadlock(void)
{
	static DEFINE_MUTEX(one);
	static DEFINE_MUTEX(other);

	mutex_lock(&one);
	mutex_lock(&other);
	mutex_unlock(&other);
	mutex_unlock(&one);
	mutex_lock(&other);
	mutex_lock(&one);
	mutex_unlock(&one);
	mutex_unlock(&other);
}

static void sleeps(void)
{
	preempt_disable();
	might_sleep();
	preempt_enable();
}

static void wanders(void)
{
	pr_info("CPU %u\n", smp_processor_id());
}

static void unlocked(void)
{
	static int __rcu *pointer;

	pr_info("%p\n", rcu_dereference(pointer));
}

static void never(struct timer_list *timer)
{
}

static void busy_timer(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, never, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}

static u64 raced;

static int race_along(void *unused)
{
	while (!kthread_should_stop()) {
		raced++;
		cond_resched();
	}
	return 0;
}

static void race(void)
{
	struct task_struct *threads[2];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		threads[i] = kthread_run_on_cpu(race_along, NULL, i, "lazydbg/%u");
	msleep(5000);
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]);
}

static const struct fault {
	const char *kind;
	void (*commit)(void);
} faults[] = {
	{ "none", none },
	{ "past-the-end", past_the_end },
	{ "freed", freed },
	{ "leaked", leaked },
	{ "shifted", shifted },
	{ "indexed", indexed },
	{ "deadlock", deadlock },
	{ "sleeps", sleeps },
	{ "wanders", wanders },
	{ "unlocked", unlocked },
	{ "busy-timer", busy_timer },
	{ "race", race },
};

static int __init faults_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		if (strcmp(kind, faults[i].kind))
			continue;
		faults[i].commit();
		return 0;
	}
	return -EINVAL;
}

static void __exit faults_exit(void)
{
}

module_init(faults_init);
module_exit(faults_exit);
MODULE_DESCRIPTION("Errors that a debug kernel has to notice");
MODULE_LICENSE("GPL");
