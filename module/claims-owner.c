// SPDX-License-Identifier: GPL-2.0
/*
 * KVM from 6.14 on decides at vcpu load, and when it has emulated an access of the
 * guest's. Both are hooked, and nothing on the entry path.
 *
 *	kvm_arch_vcpu_load_fp	function entry, with preemption disabled;
 *				kvm_arch_vcpu_load() calls it once it has decided
 *	kvm_debug_set_guest_ownership
 *				its return. If one is missed, KVM swaps until the next
 *				load, which does no harm: what is live is what it saves
 *				and restores as the host's
 *	trap_raz_wi, kvm_handle_cp14_load_store, kvm_inject_undefined
 *				again.c
 */
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/cpumask.h>
#include <linux/hrtimer.h>
#include <linux/irqflags.h>
#include <linux/kprobes.h>
#include <linux/percpu.h>
#include <linux/stddef.h>

#include "again.h"
#include "claims.h"
#include "cpus.h"
#include "entry.h"
#include "function-hook.h"
#include "kvm.h"
#include "trampoline.h"

/*
 * Nothing tells that a guest that was left to KVM because of DBGVCR32_EL2 can be
 * claimed: a timer looks, after an interval that doubles with each access.
 */
#define FIRST_LOOK_NS	50000
static DEFINE_PER_CPU(struct hrtimer, look_timer);

static void look_again_later(void)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);
	/* Once: the timer's own interrupt may change it. */
	unsigned int wait = READ_ONCE(s->wait);

	if (swap_is_to_look_again(s))
		hrtimer_start(this_cpu_ptr(&look_timer),
			      FIRST_LOOK_NS << (wait ? wait - 1 : 0),
			      HRTIMER_MODE_REL_PINNED_HARD);
}

/* In hard interrupt context, possibly on another CPU than it was started on. */
static enum hrtimer_restart look_again(struct hrtimer *timer)
{
	entry_look_again();
	look_again_later();
	return HRTIMER_NORESTART;
}

/* Called by the trampoline, too, with preemption disabled. */
notrace void claims_load(struct kvm_vcpu *vcpu)
{
	entry_load(vcpu);
	look_again_later();
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
TRAMPOLINE(load_trampoline,
	   "ldr	w10, [x0, %[owner]]\n"
	   "cbz	w10, 1f\n"		/* VCPU_DEBUG_FREE */
	   , claims_load, [owner] "i" (offsetof(struct kvm_vcpu, arch.debug_owner)));
static_assert(!VCPU_DEBUG_FREE && sizeof_field(struct kvm_vcpu, arch.debug_owner) == 4);
#else
#define load_trampoline	NULL
#endif

static notrace void at_load(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	claims_load(function_hook_argument(regs));
}

static struct function_hook load_hook = {
	.function = "kvm_arch_vcpu_load_fp",
	.ops = { .func = at_load, .flags = FUNCTION_HOOK_FLAGS | FUNCTION_HOOK_ARGUMENTS },
	.trampoline = load_trampoline,
};

static int before_touch(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	*(struct kvm_vcpu **)ri->data = (struct kvm_vcpu *)regs_get_kernel_argument(regs, 0);
	return 0;
}

NOKPROBE_SYMBOL(before_touch);

static int after_touch(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	unsigned long flags;

	local_irq_save(flags);
	entry_touch(*(struct kvm_vcpu **)ri->data);
	look_again_later();
	local_irq_restore(flags);
	return 0;
}

NOKPROBE_SYMBOL(after_touch);

/**
 * claims_again() - KVM is about to answer a guest's access to a debug register without it
 * @vcpu: the vcpu; its thread is current, and may be preempted or migrate
 *
 * Return: true if the guest is to make it again, and is not trapped then.
 */
notrace bool claims_again(struct kvm_vcpu *vcpu)
{
	unsigned long flags;
	bool again;

	local_irq_save(flags);
	again = entry_again(vcpu);
	look_again_later();
	local_irq_restore(flags);
	return again;
}

static struct kretprobe touch_probe;
#define MAX_CALLS	64

static int attach_touch(void)
{
	int ret;

	/* What the kernel left in it would be refused the next time. */
	touch_probe = (struct kretprobe) {
		.kp.symbol_name = "kvm_debug_set_guest_ownership",
		.entry_handler = before_touch,
		.handler = after_touch,
		.data_size = sizeof(struct kvm_vcpu *),
		/* A thread can be preempted just before the return. */
		.maxactive = MAX_CALLS,
	};
	ret = register_kretprobe(&touch_probe);
	if (ret)
		pr_err("the return of %s cannot be probed (%d)\n",
		       touch_probe.kp.symbol_name, ret);
	return ret;
}

/**
 * claims_start() - attach the hooks
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int claims_start(void)
{
	unsigned int cpu;
	int ret;

	for_each_possible_cpu(cpu)
		hrtimer_setup(per_cpu_ptr(&look_timer, cpu), look_again, CLOCK_MONOTONIC,
			      HRTIMER_MODE_REL_PINNED_HARD);
	ret = function_hook_attach(&load_hook);
	if (ret)
		return ret;
	ret = attach_touch();
	if (ret)
		goto no_touch;
	ret = again_start();
	if (ret)
		goto no_again;
	return 0;

no_again:
	unregister_kretprobe(&touch_probe);
no_touch:
	function_hook_detach(&load_hook);
	return ret;
}

/**
 * claims_stop() - detach them
 *
 * In MODE_OFF only. Sleeps until no CPU is in one.
 */
void claims_stop(void)
{
	unsigned int cpu;

	again_stop();
	unregister_kretprobe(&touch_probe);
	function_hook_detach(&load_hook);
	for_each_possible_cpu(cpu)
		hrtimer_cancel(per_cpu_ptr(&look_timer, cpu));
}

/**
 * claims_entry_hook() - what is on every guest's way in
 *
 * Return: its name, as the file info has it.
 */
const char *claims_entry_hook(void)
{
	return "none";
}
