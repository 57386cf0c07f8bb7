// SPDX-License-Identifier: GPL-2.0
/* The services of the kernel that the module asks for, but for its hooks. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/bug.h>
#include <linux/cpu.h>
#include <linux/irqflags.h>
#include <linux/kallsyms.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stop_machine.h>

#include "host.h"
#include "kernel.h"
#include "log.h"
#include "machine.h"
#include "random.h"
#include "vcpu.h"

void (*kernel_others_run)(void);
bool kernel_cpus_locked;

/* kernel_wait() - let others run, while the module waits */
void kernel_wait(void)
{
	if (kernel_others_run)
		kernel_others_run();
}

/* --- printk ------------------------------------------------------------- */

static char last_log[160];

void kernel_log(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(last_log, sizeof(last_log), format, args);
	va_end(args);
	if (log_verbose)
		printf("# kernel: %s", last_log);
}

const char *kernel_last_log(void)
{
	return last_log;
}

void kernel_warn(const char *condition, const char *file, int line)
{
	fail("CHECK", "%s at %s:%d, on cpu%u", condition, file, line, machine_cpu);
}

/* --- CPUs and interrupts ------------------------------------------------ */

int smp_processor_id(void)
{
	return machine_cpu;
}

unsigned int num_possible_cpus(void)
{
	return machine.count;
}

unsigned long kernel_irq_save(void)
{
	unsigned long flags = machine_this()->irqs_off;

	machine_this()->irqs_off = true;
	return flags;
}

void kernel_irq_restore(unsigned long flags)
{
	machine_this()->irqs_off = flags;
}

/*
 * kernel_interrupt() - call a function in an interrupt on @cpu
 *
 * The CPU takes it when it has interrupts enabled, which means that a guest exits.
 */
void kernel_interrupt(unsigned int cpu, void (*function)(void *data), void *data)
{
	unsigned int was_cpu = machine_cpu;
	unsigned long flags;

	machine_cpu = cpu;
	vcpu_take_interrupts();
	flags = kernel_irq_save();
	machine_this()->quiet = false;
	function(data);
	kernel_irq_restore(flags);
	host_check();
	machine_cpu = was_cpu;
}

/* In any order, and everything goes on elsewhere. */
void on_each_cpu(void (*function)(void *data), void *data, int wait)
{
	unsigned int first = random_below(machine.count);

	(void)wait;
	for (unsigned int n = 0; n < machine.count; n++) {
		unsigned int cpu = (first + n) % machine.count;

		kernel_wait();
		if (machine.cpus[cpu].online)
			kernel_interrupt(cpu, function, data);
	}
}

/* Takes CPUs from whoever is on them. */
int stop_machine(int (*function)(void *data), void *data, const void *cpus)
{
	unsigned int was_cpu = machine_cpu;
	unsigned long flags;
	int ret;

	(void)cpus;
	kernel_wait();
	for (machine_cpu = 0; machine_cpu < machine.count; machine_cpu++)
		vcpu_vacate();
	machine_cpu = was_cpu;
	flags = kernel_irq_save();
	ret = function(data);
	kernel_irq_restore(flags);
	return ret;
}

void (*kernel_waits_for_ever)(void);

void schedule_timeout_idle(long timeout)
{
	(void)timeout;
	if (!kernel_waits_for_ever)
		fail("hang", "the module waits for ever");
	kernel_waits_for_ever();
}

/* Waits for each thread that was preempted in the kernel, or is about to be. */
void synchronize_rcu_tasks(void)
{
	unsigned int was_cpu = machine_cpu;

	kernel_wait();
	for (unsigned int n = 0; n < vcpu_count; n++)
		vcpu_finish_exit(&vcpus[n]);
	machine_cpu = was_cpu;
}

/* --- per-CPU variables -------------------------------------------------- */

extern char __start_percpu[], __stop_percpu[];

static char *areas[MACHINE_CPUS];

void *kernel_per_cpu(const void *variable, unsigned int cpu)
{
	return areas[cpu] + ((const char *)variable - __start_percpu);
}

void *kernel_this_cpu(const void *variable)
{
	if (!machine_this()->irqs_off && !machine_this()->preempt_off)
		fail("preemption", "per-CPU data is used by a thread that can migrate");
	return kernel_per_cpu(variable, machine_cpu);
}

/* kernel_fresh_module() - insmod maps the module's data anew */
void kernel_fresh_module(void)
{
	size_t size = __stop_percpu - __start_percpu;

	for (unsigned int cpu = 0; cpu < MACHINE_CPUS; cpu++)
		memcpy(areas[cpu], __start_percpu, size);
}

static void allocate_areas(void)
{
	size_t size = __stop_percpu - __start_percpu;

	for (unsigned int cpu = 0; cpu < MACHINE_CPUS; cpu++)
		if (!areas[cpu])
			areas[cpu] = malloc(size);
	kernel_fresh_module();
}

/* --- locks -------------------------------------------------------------- */

void mutex_lock(struct mutex *mutex)
{
	if (mutex->locked)
		fail("locking", "a mutex is taken twice");
	mutex->locked = true;
}

void mutex_unlock(struct mutex *mutex)
{
	mutex->locked = false;
}

void cpus_read_lock(void)
{
	kernel_cpus_locked = true;
}

void cpus_read_unlock(void)
{
	kernel_cpus_locked = false;
}

bool cpu_online(unsigned int cpu)
{
	return machine.cpus[cpu].online;
}

/* --- preempt notifiers -------------------------------------------------- */

/* Threads that are not a vcpu's are told apart by nobody. */
static struct task_struct other_thread;

struct task_struct *kernel_current(void)
{
	struct vcpu *vcpu = machine_this()->busy;

	return vcpu ? vcpu_thread(vcpu) : &other_thread;
}

void preempt_notifier_register(struct preempt_notifier *notifier)
{
	hlist_add_head(&notifier->link, &current->preempt_notifiers);
}

/* Only the thread's own list may change; or any, while no thread runs. */
void preempt_notifier_unregister(struct preempt_notifier *notifier)
{
	struct task_struct *task = vcpu_thread_of(notifier);

	if (task->walked)
		fail("hazard 16", "a notifier is removed while the list is walked");
	hlist_remove(&notifier->link, &task->preempt_notifiers);
}

/* kernel_sched_out() - tell the current thread's notifiers */
void kernel_sched_out(struct task_struct *task)
{
	struct preempt_notifier *notifier;

	task->walked = true;
	hlist_for_each_entry(notifier, &task->preempt_notifiers, link)
		notifier->ops->sched_out(notifier, &other_thread);
	task->walked = false;
}

/* kernel_sched_in() - the same when it is back */
void kernel_sched_in(struct task_struct *task)
{
	struct preempt_notifier *notifier;

	task->walked = true;
	hlist_for_each_entry(notifier, &task->preempt_notifiers, link)
		notifier->ops->sched_in(notifier, machine_cpu);
	task->walked = false;
}

/* --- kallsyms ----------------------------------------------------------- */

int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	const char *name = vcpu_is_sched_in(address) ? "kvm_sched_in" : "another_sched_in";

	return snprintf(buffer, KSYM_SYMBOL_LEN, "%s", name);
}

/* kernel_start() - boot: nothing is attached anywhere */
void kernel_start(void)
{
	allocate_areas();
	kernel_cpus_locked = false;
	kernel_start_trace();
	kernel_start_cpus();
}
