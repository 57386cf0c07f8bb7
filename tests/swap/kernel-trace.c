// SPDX-License-Identifier: GPL-2.0
/* Tracepoints, ftrace and kprobes: how the module is called. */
#include <stdio.h>
#include <string.h>

#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/tracepoint.h>

#include "kernel.h"
#include "log.h"
#include "machine.h"
#include "random.h"
#include "trampolines.h"

/* --- tracepoints -------------------------------------------------------- */

#define PROBES	8

/* A probe that is going may still be called, on another CPU. */
static struct {
	const char *name;
	void *probe;
	void *data;
	bool going;
} probes[PROBES];

static struct tracepoint tracepoints[] = { { "kvm_entry" }, { "kvm_exit" }, { "trap_reg" } };

void kernel_each_tracepoint(void (*function)(struct tracepoint *tp, void *data), void *data)
{
	for (unsigned int n = 0; n < ARRAY_SIZE(tracepoints); n++)
		function(&tracepoints[n], data);
}

int tracepoint_probe_register(struct tracepoint *tp, void *probe, void *data)
{
	for (unsigned int n = 0; n < PROBES; n++) {
		if (probes[n].probe)
			continue;
		probes[n].name = tp->name;
		probes[n].probe = probe;
		probes[n].data = data;
		probes[n].going = false;
		kernel_wait();
		return 0;
	}
	return -ENOMEM;
}

int tracepoint_probe_unregister(struct tracepoint *tp, void *probe, void *data)
{
	kernel_wait();
	for (unsigned int n = 0; n < PROBES; n++) {
		if (probes[n].probe == probe && probes[n].data == data &&
		    probes[n].name == tp->name) {
			probes[n].going = true;
			return 0;
		}
	}
	return -ENOENT;
}

void tracepoint_synchronize_unregister(void)
{
	kernel_wait();
	for (unsigned int n = 0; n < PROBES; n++)
		if (probes[n].going)
			probes[n].probe = NULL;
}

static bool called(unsigned int n, const char *name)
{
	if (!probes[n].probe || strcmp(probes[n].name, name))
		return false;
	return !probes[n].going || random_chance(2);
}

/* kernel_trace_entry() - kvm_entry: interrupts disabled */
void kernel_trace_entry(void)
{
	for (unsigned int n = 0; n < PROBES; n++)
		if (called(n, "kvm_entry"))
			((void (*)(void *, unsigned long))probes[n].probe)(probes[n].data, 0);
}

/* kernel_trace_exit() - kvm_exit: preemption disabled */
void kernel_trace_exit(void)
{
	for (unsigned int n = 0; n < PROBES; n++)
		if (called(n, "kvm_exit"))
			((void (*)(void *, int, unsigned int, unsigned long))probes[n].probe)
				(probes[n].data, 0, 0, 0);
}

/* kernel_trace_trap_reg() - trap_reg: probes are called with preemption disabled */
void kernel_trace_trap_reg(bool is_write, u64 value)
{
	bool was_off = machine_this()->preempt_off;

	machine_this()->preempt_off = true;
	for (unsigned int n = 0; n < PROBES; n++)
		if (called(n, "trap_reg"))
			((void (*)(void *, const char *, int, bool, u64))probes[n].probe)
				(probes[n].data, "trap", 0, is_write, value);
	machine_this()->preempt_off = was_off;
}

/* --- ftrace and kprobes -------------------------------------------------- */

#define CALLBACKS	6

bool kernel_has_direct_calls;
const char *kernel_direct_taken;
bool kernel_ftrace_is_down;
unsigned int kernel_filters_until_fail;

static struct ftrace_ops *callbacks[CALLBACKS];
static struct kretprobe *kretprobe;

/* Where a function is: only that no two are at the same place matters. */
static unsigned long address_of(const char *function)
{
	return strcmp(function, "kvm_handle_cp14_32") ? 0x1000 : 0x2000;
}

/* One without a function shares what says so with all others. */
static void filter_changed(struct ftrace_ops *ops)
{
	static const char none;

	ops->func_hash = &ops->local_hash;
	ops->local_hash.filter_hash =
		(const struct ftrace_hash *)(ops->functions[0][0] ? ops->functions[0] : &none);
}

static bool no_memory(void)
{
	return kernel_filters_until_fail && !--kernel_filters_until_fail;
}

/* No memory for the name is no error to ftrace. */
int ftrace_set_filter(struct ftrace_ops *ops, unsigned char *name, int length, int reset)
{
	if (!reset)
		return -EINVAL;
	if (name && no_memory())
		length = 0;
	snprintf(ops->functions[0], sizeof(ops->functions[0]), "%.*s", length,
		 name ? (char *)name : "");
	ops->functions[1][0] = 0;
	filter_changed(ops);
	return 0;
}

int ftrace_set_filter_ip(struct ftrace_ops *ops, unsigned long ip, int remove, int reset)
{
	if (remove || reset || ip != address_of("kvm_handle_cp14_32") + 4)
		return -EINVAL;
	if (no_memory())
		return -ENOMEM;
	snprintf(ops->functions[1], sizeof(ops->functions[1]), "kvm_handle_cp14_32");
	return 0;
}

int register_ftrace_function(struct ftrace_ops *ops)
{
	if (!ops->functions[0][0])
		fail("hazard 32", "all functions are hooked, those of the module, too");
	for (unsigned int n = 0; n < CALLBACKS; n++) {
		if (callbacks[n])
			continue;
		callbacks[n] = ops;
		ops->flags |= FTRACE_OPS_FL_ENABLED;
		kernel_wait();
		return 0;
	}
	return -ENOMEM;
}

int unregister_ftrace_function(struct ftrace_ops *ops)
{
	kernel_wait();
	if (kernel_ftrace_is_down)
		return -ENODEV;
	for (unsigned int n = 0; n < CALLBACKS; n++)
		if (callbacks[n] == ops)
			callbacks[n] = NULL;
	ops->flags &= ~(unsigned long)FTRACE_OPS_FL_ENABLED;
	return 0;
}

int register_ftrace_direct(struct ftrace_ops *ops, unsigned long trampoline)
{
	if (!ops->functions[0][0])
		return -EINVAL;
	if (!kernel_has_direct_calls ||
	    (kernel_direct_taken && !strcmp(ops->functions[0], kernel_direct_taken)))
		return -EBUSY;
	ops->trampoline = (void (*)(void))trampoline;
	return register_ftrace_function(ops);
}

int unregister_ftrace_direct(struct ftrace_ops *ops, unsigned long trampoline, bool free)
{
	(void)trampoline;
	(void)free;
	return unregister_ftrace_function(ops);
}

/* The call is the second instruction. */
static unsigned long call_back(struct ftrace_ops *ops, const char *function,
			       struct kvm_vcpu *vcpu)
{
	ftrace_callback_regs regs = { 0 };
	struct pt_regs *pt_regs = (struct pt_regs *)&regs;

	pt_regs->regs[0] = (unsigned long)vcpu;
	if (!ops->trampoline) {
		ops->func(address_of(function) + 4, 0, ops, &regs);
		return ops->flags & FTRACE_OPS_FL_IPMODIFY ? pt_regs->pc : 0;
	}
	trampoline_vcpu = vcpu;
	ops->trampoline();
	return 0;
}

/*
 * kernel_ftrace() - a traced function is entered
 *
 * Returns what is to be called in its place, or 0.
 */
unsigned long kernel_ftrace(const char *function, struct kvm_vcpu *vcpu)
{
	unsigned long instead = 0, asked;

	for (unsigned int n = 0; n < CALLBACKS; n++) {
		if (!callbacks[n] || (strcmp(callbacks[n]->functions[0], function) &&
				      strcmp(callbacks[n]->functions[1], function)))
			continue;
		asked = call_back(callbacks[n], function, vcpu);
		if (asked)
			instead = asked;
	}
	return instead;
}

/* Where it would be, if it were armed. */
int register_kprobe(struct kprobe *probe)
{
	probe->addr = (void *)address_of(probe->symbol_name);
	return 0;
}

void unregister_kprobe(struct kprobe *probe)
{
	(void)probe;
}

int register_kretprobe(struct kretprobe *probe)
{
	kretprobe = probe;
	kernel_wait();
	return 0;
}

/* Calls that have not returned yet will do so unseen. */
void unregister_kretprobe(struct kretprobe *probe)
{
	(void)probe;
	kernel_wait();
	kretprobe = NULL;
}

/*
 * kernel_probe_entry() - a function is entered whose return may be probed
 *
 * Probes are called with preemption disabled.
 */
void kernel_probe_entry(const char *function, struct kvm_vcpu *vcpu,
			struct probed_call *call)
{
	struct pt_regs regs = { .regs = { (unsigned long)vcpu } };

	call->probe = NULL;
	if (!kretprobe || strcmp(kretprobe->kp.symbol_name, function))
		return;
	call->probe = kretprobe;
	kretprobe->entry_handler(&call->instance, &regs);
}

/* kernel_probe_return() - and returns */
void kernel_probe_return(struct probed_call *call)
{
	struct pt_regs regs = { 0 };
	bool was_off = machine_this()->preempt_off;

	if (!call->probe || call->probe != kretprobe)
		return;
	machine_this()->preempt_off = true;
	kretprobe->handler(&call->instance, &regs);
	machine_this()->preempt_off = was_off;
}

/* kernel_start_trace() - nothing is attached */
void kernel_start_trace(void)
{
	memset(probes, 0, sizeof(probes));
	memset(callbacks, 0, sizeof(callbacks));
	kretprobe = NULL;
}
