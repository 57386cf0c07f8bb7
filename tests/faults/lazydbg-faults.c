// SPDX-License-Identifier: GPL-2.0
/*
 * A module that does, at insmod, what a debug kernel has to complain of: insmod
 * lazydbg-faults.ko fault=NAME. It is for tests/slow/faults.t, which asks whether the lab
 * fails then. Its name begins as lazydbg's, as of data races the lab believes only those in
 * which the module has a part.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

/* What the compiler cannot know it cannot leave out, nor warn of. */
static int hidden(int value)
{
	OPTIMIZER_HIDE_VAR(value);
	return value;
}

static u8 *hidden_pointer(void *pointer)
{
	OPTIMIZER_HIDE_VAR(pointer);
	return pointer;
}

static int none(void)
{
	return 0;
}

static int use_after_free(void)
{
	u8 *memory = kmalloc(64, GFP_KERNEL);

	if (!memory)
		return -ENOMEM;
	kfree(memory);
	WRITE_ONCE(*hidden_pointer(memory), 1);
	return 0;
}

static int heap_bounds(void)
{
	u8 *memory = kmalloc(40, GFP_KERNEL);

	if (!memory)
		return -ENOMEM;
	WRITE_ONCE(hidden_pointer(memory)[40], 1);
	kfree(memory);
	return 0;
}

static int stack_bounds(void)
{
	u8 memory[16] = { 0 };

	return READ_ONCE(hidden_pointer(memory)[16]) & 0;
}

static u8 global[40];

static int global_bounds(void)
{
	return READ_ONCE(hidden_pointer(global)[40]) & 0;
}

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

static int lock_order(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
	return 0;
}

static DEFINE_SPINLOCK(shared_lock);

static void take_lock(void *unused)
{
	spin_lock(&shared_lock);
	spin_unlock(&shared_lock);
}

/* Here with interrupts enabled, on other CPUs in an interrupt. */
static int lock_in_interrupt(void)
{
	take_lock(NULL);
	smp_call_function(take_lock, NULL, 1);
	return 0;
}

static int sleep_in_atomic(void)
{
	preempt_disable();
	kfree(kmalloc(64, GFP_KERNEL));
	preempt_enable();
	return 0;
}

static int preemptible_cpu(void)
{
	return smp_processor_id() & 0;
}

static int __rcu *protected_by_rcu;

static int rcu_unlocked(void)
{
	return rcu_dereference(protected_by_rcu) ? -EBUSY : 0;
}

/* A pointer to one of them may be left somewhere by chance, not to all. */
static int leak(void)
{
	int i;

	for (i = 0; i < 16; i++)
		if (!hidden_pointer(kmalloc(1000, GFP_KERNEL)))
			return -ENOMEM;
	return 0;
}

static int shift(void)
{
	return (hidden(1) << hidden(40)) & 0;
}

static int array_index(void)
{
	static int numbers[4];

	return numbers[hidden(4)] & 0;
}

static int not_a_bool(void)
{
	bool truth;

	*hidden_pointer(&truth) = hidden(7);
	barrier_data(&truth);
	return truth ? 0 : hidden(0);
}

struct ticking {
	struct timer_list timer;
};

static void ticked(struct timer_list *unused)
{
}

static int live_object(void)
{
	struct ticking *ticking = kmalloc(sizeof(*ticking), GFP_KERNEL);

	if (!ticking)
		return -ENOMEM;
	timer_setup(&ticking->timer, ticked, 0);
	mod_timer(&ticking->timer, jiffies + 1000 * HZ);
	kfree(ticking);
	return 0;
}

static int list_twice(void)
{
	static LIST_HEAD(list);
	static LIST_HEAD(entry);

	list_add(&entry, &list);
	list_add(&entry, &list);
	INIT_LIST_HEAD(&list);
	return 0;
}

/* Two threads count, without or with saying that they share the counter. */
struct race {
	void (*step)(void);
	struct completion done;
};

static int counter;

static void step_plain(void)
{
	counter++;
}

static void step_marked(void)
{
	WRITE_ONCE(counter, READ_ONCE(counter) + 1);
}

static void run_race(void (*step)(void))
{
	unsigned long end = jiffies + 10 * HZ;

	while (time_before(jiffies, end)) {
		step();
		cond_resched();
	}
}

static int racer(void *data)
{
	struct race *race = data;

	run_race(race->step);
	complete(&race->done);
	return 0;
}

static int run_racers(void (*step)(void))
{
	struct race race = { .step = step };
	struct task_struct *other;

	init_completion(&race.done);
	other = kthread_run(racer, &race, "racer");
	if (IS_ERR(other))
		return PTR_ERR(other);
	run_race(step);
	wait_for_completion(&race.done);
	return 0;
}

static int unmarked_race(void)
{
	return run_racers(step_plain);
}

static int marked_race(void)
{
	return run_racers(step_marked);
}

static const struct {
	const char *name;
	int (*commit)(void);
} faults[] = {
	{ "none", none },
	{ "use-after-free", use_after_free },
	{ "heap-bounds", heap_bounds },
	{ "stack-bounds", stack_bounds },
	{ "global-bounds", global_bounds },
	{ "lock-order", lock_order },
	{ "lock-in-interrupt", lock_in_interrupt },
	{ "sleep-in-atomic", sleep_in_atomic },
	{ "preemptible-cpu", preemptible_cpu },
	{ "rcu-unlocked", rcu_unlocked },
	{ "leak", leak },
	{ "shift", shift },
	{ "array-index", array_index },
	{ "not-a-bool", not_a_bool },
	{ "live-object", live_object },
	{ "list-twice", list_twice },
	{ "unmarked-race", unmarked_race },
	{ "marked-race", marked_race },
};

static char *fault = "";
module_param(fault, charp, 0);
MODULE_PARM_DESC(fault, "which one");

static int __init faults_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(faults); i++)
		if (!strcmp(fault, faults[i].name))
			return faults[i].commit();
	return -EINVAL;
}

static void __exit faults_exit(void)
{
}

module_init(faults_init);
module_exit(faults_exit);
MODULE_DESCRIPTION("Deliberate faults, which a debug kernel must complain of");
MODULE_LICENSE("GPL");
