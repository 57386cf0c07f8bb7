// SPDX-License-Identifier: GPL-2.0
/* What every hook that can claim a vcpu does, around the state machine. */
#include <linux/irqflags.h>
#include <linux/percpu.h>

#include "cpus.h"
#include "entry.h"
#include "kvm.h"
#include "notifier.h"
#include "swap.h"

/* In MODE_EAGER a vcpu is live for one entry only, and needs no notifier. */
static void attach_notifier(struct swap *s)
{
	if (s->live && !s->noticed && s->mode == MODE_LAZY)
		s->noticed = notifier_attach(s->live);
}

static noinline notrace void enter_not_live(struct swap *s)
{
	struct kvm_vcpu *vcpu = s->counted ?: kvmdbg_current();

	if (!vcpu)
		return;
	swap_enter(s, vcpu);
	attach_notifier(s);
}

/**
 * entry_slow() - an entry that swap_enter() has to see
 * @s: this CPU's file
 *
 * With interrupts disabled. Out of line, and called last, as are those that it calls, so
 * that the hot path needs no stack frame, nor does an untrapped guest's.
 */
noinline notrace void entry_slow(struct swap *s)
{
	if (s->live)
		swap_enter(s, s->live);
	else
		enter_not_live(s);
}

#if KVMDBG_STICKY
/**
 * entry_load() - KVM has loaded a vcpu on this CPU
 * @vcpu: the vcpu
 *
 * With preemption disabled.
 */
notrace void entry_load(struct kvm_vcpu *vcpu)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);
	unsigned long flags;

	local_irq_save(flags);
	swap_load(s, vcpu);
	attach_notifier(s);
	local_irq_restore(flags);
}

/**
 * entry_touch() - KVM has emulated an access of a guest's to a register
 * @vcpu: the vcpu; its thread is current, and may be preempted or migrate
 */
notrace void entry_touch(struct kvm_vcpu *vcpu)
{
	unsigned long flags;
	struct swap *s;

	local_irq_save(flags);
	s = this_cpu_ptr(&cpus_swap);
	swap_touch(s, vcpu);
	attach_notifier(s);
	local_irq_restore(flags);
}

/**
 * entry_again() - KVM is about to answer a guest's access to a debug register without it
 * @vcpu: the vcpu; its thread is current
 *
 * With interrupts disabled.
 *
 * Return: true if the guest is to make it again, and is not trapped then.
 */
notrace bool entry_again(struct kvm_vcpu *vcpu)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);
	bool again = swap_again(s, vcpu);

	attach_notifier(s);
	return again;
}

/**
 * entry_look_again() - the vcpu loaded on this CPU was left to KVM some time ago
 *
 * With interrupts disabled. Nothing happens if it is gone, or another one is there.
 */
void entry_look_again(void)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);

	swap_look_again(s);
	attach_notifier(s);
}
#endif
