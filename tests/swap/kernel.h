/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The services of the kernel that the module asks for are declared where the module
 * looks for them, in include/linux. Here is the other side: what the tests do with
 * them.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <linux/kprobes.h>
#include <linux/sched.h>
#include <linux/types.h>

struct kvm_vcpu;

/*
 * Called wherever the kernel lets others run while the module waits: between two
 * CPUs' interrupts, for one, or before the last probe has returned. May be NULL.
 */
extern void (*kernel_others_run)(void);

/* Functions can branch directly to a trampoline, but one that somebody else has taken. */
extern bool kernel_has_direct_calls;
extern const char *kernel_direct_taken;

/* ftrace has shut itself down: functions stay as they are. */
extern bool kernel_ftrace_is_down;

/* There is no memory for the function to be hooked that is so many from now; 0: there is. */
extern unsigned int kernel_filters_until_fail;

/* Called in place of waiting for ever. */
extern void (*kernel_waits_for_ever)(void);

/* CPUs may neither come nor go. */
extern bool kernel_cpus_locked;

void kernel_wait(void);
void kernel_start(void);
void kernel_start_trace(void);
void kernel_start_cpus(void);
void kernel_fresh_module(void);

void kernel_trace_entry(void);
void kernel_trace_exit(void);
void kernel_trace_trap_reg(bool is_write, u64 value);
unsigned long kernel_ftrace(const char *function, struct kvm_vcpu *vcpu);

/**
 * struct probed_call - a call of a function whose return is probed
 * @probe: what was called at its entry, or NULL
 * @instance: that probe's data
 */
struct probed_call {
	struct kretprobe *probe;
	struct kretprobe_instance instance;
};

void kernel_probe_entry(const char *function, struct kvm_vcpu *vcpu,
			struct probed_call *call);
void kernel_probe_return(struct probed_call *call);

void kernel_sched_out(struct task_struct *task);
void kernel_sched_in(struct task_struct *task);
void kernel_interrupt(unsigned int cpu, void (*function)(void *data), void *data);

bool kernel_time_passes(void);

void kernel_cpu_up(unsigned int cpu);
void kernel_cpu_down(unsigned int cpu);
void kernel_cpu_pm_enter(void);

const char *kernel_last_log(void);

#endif
