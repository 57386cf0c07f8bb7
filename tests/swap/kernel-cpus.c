// SPDX-License-Identifier: GPL-2.0
/* What each CPU has of its own: timers, perf's events, and its coming and going. */
#include <stdlib.h>

#include <linux/cpu.h>
#include <linux/cpu_pm.h>
#include <linux/cpuhotplug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/hw_breakpoint.h>
#include <linux/smp.h>

#include "host.h"
#include "kernel.h"
#include "log.h"
#include "machine.h"
#include "vcpu.h"

/* --- timers ---------------------------------------------------------------- */

static struct hrtimer *timers;

void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *timer), int clock,
		   enum hrtimer_mode mode)
{
	(void)clock;
	(void)mode;
	*timer = (struct hrtimer) { .function = function };
}

/* Documentation/security.md promises that a guest makes its CPU no busier than that. */
#define LEAST_NS	50000

void hrtimer_start(struct hrtimer *timer, u64 ns, enum hrtimer_mode mode)
{
	(void)mode;
	if (ns < LEAST_NS)
		fail("hostile guests", "a timer is to expire after %lu ns", (unsigned long)ns);
	if (!timer->pending) {
		timer->next = timers;
		timers = timer;
	}
	timer->pending = true;
	timer->cpu = machine_cpu;
}

void hrtimer_cancel(struct hrtimer *timer)
{
	struct hrtimer **link = &timers;

	if (!timer->pending)
		return;
	timer->pending = false;
	while (*link != timer)
		link = &(*link)->next;
	*link = timer->next;
}

static void expire(void *timer)
{
	((struct hrtimer *)timer)->function(timer);
}

/* kernel_time_passes() - a timer expires, if one is pending; returns whether it does */
bool kernel_time_passes(void)
{
	struct hrtimer *timer = timers;

	if (!timer)
		return false;
	hrtimer_cancel(timer);
	/* From a CPU that goes off they move to another one. */
	while (!machine.cpus[timer->cpu].online)
		timer->cpu = (timer->cpu + 1) % machine.count;
	kernel_interrupt(timer->cpu, expire, timer);
	return true;
}

/* --- CPU hotplug and power management ------------------------------------ */

static struct {
	int (*startup)(unsigned int cpu);
	int (*teardown)(unsigned int cpu);
} hotplug;

static struct notifier_block *power;

/* Callbacks run in a thread of the CPU's own. */
static void call_on(unsigned int cpu, int (*callback)(unsigned int cpu))
{
	unsigned int was_cpu = machine_cpu;

	if (!callback)
		return;
	machine_cpu = cpu;
	vcpu_vacate();
	machine_this()->preempt_off = true;
	callback(cpu);
	machine_this()->preempt_off = false;
	host_check();
	machine_cpu = was_cpu;
}

static void call_on_all(int (*callback)(unsigned int cpu))
{
	for (unsigned int cpu = 0; cpu < machine.count; cpu++) {
		kernel_cpus_locked = true;
		kernel_wait();
		if (machine.cpus[cpu].online)
			call_on(cpu, callback);
		kernel_cpus_locked = false;
	}
}

int cpuhp_setup_state(enum cpuhp_state state, const char *name,
		      int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu))
{
	(void)name;
	call_on_all(startup);
	hotplug.startup = startup;
	hotplug.teardown = teardown;
	return state;
}

void cpuhp_remove_state(enum cpuhp_state state)
{
	int (*teardown)(unsigned int cpu) = hotplug.teardown;

	(void)state;
	hotplug.startup = NULL;
	hotplug.teardown = NULL;
	call_on_all(teardown);
}

/* kernel_cpu_up() - a CPU is online, and says so */
void kernel_cpu_up(unsigned int cpu)
{
	call_on(cpu, hotplug.startup);
}

/* kernel_cpu_down() - a CPU is going to be offline, and says so */
void kernel_cpu_down(unsigned int cpu)
{
	call_on(cpu, hotplug.teardown);
}

int cpu_pm_register_notifier(struct notifier_block *block)
{
	power = block;
	return 0;
}

int cpu_pm_unregister_notifier(struct notifier_block *block)
{
	(void)block;
	power = NULL;
	return 0;
}

/* kernel_cpu_pm_enter() - this CPU is about to lose its registers; interrupts disabled */
void kernel_cpu_pm_enter(void)
{
	if (power)
		power->notifier_call(power, CPU_PM_ENTER, NULL);
}

/* --- host breakpoints ----------------------------------------------------- */

/* perf's events; what they are is host.c's. */
static DEFINE_PER_CPU(struct perf_event *, wide_event);

struct perf_event {
	int slot;
};

static void add_wide(void *unused)
{
	int slot = host_add(WCR, true, 0xfff0);
	struct perf_event *event;

	(void)unused;
	if (slot < 0)
		return;
	event = malloc(sizeof(*event));
	event->slot = slot;
	*this_cpu_ptr(&wide_event) = event;
}

static void remove_wide(void *unused)
{
	struct perf_event *event = *this_cpu_ptr(&wide_event);

	(void)unused;
	if (!event)
		return;
	host_remove(WCR, event->slot);
	*this_cpu_ptr(&wide_event) = NULL;
	free(event);
}

static bool all_have_wide(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (machine.cpus[cpu].online && !per_cpu(wide_event, cpu))
			return false;
	return true;
}

struct perf_event **
register_wide_hw_breakpoint(struct perf_event_attr *attr, perf_overflow_handler_t triggered,
			    void *context)
{
	(void)attr;
	(void)triggered;
	(void)context;
	cpus_read_lock();
	on_each_cpu(add_wide, NULL, 1);
	if (!all_have_wide()) {
		on_each_cpu(remove_wide, NULL, 1);
		cpus_read_unlock();
		return ERR_PTR(-ENOSPC);
	}
	return &wide_event;
}

void unregister_wide_hw_breakpoint(struct perf_event **events)
{
	(void)events;
	on_each_cpu(remove_wide, NULL, 1);
	cpus_read_unlock();
}

/* kernel_start_cpus() - nobody wants to know anything */
void kernel_start_cpus(void)
{
	timers = NULL;
	power = NULL;
	hotplug.startup = NULL;
	hotplug.teardown = NULL;
}
