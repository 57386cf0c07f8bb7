// SPDX-License-Identifier: GPL-2.0
/*
 * Preempt notifiers of our own for the threads of live vcpus: they tell when one is
 * scheduled out, and in again. A thread gets one when its vcpu goes live, and loses
 * it at the first put that is not a scheduling out: at the end of KVM_RUN at the
 * latest. A guest that never debugs never has one.
 *
 * KVM registers its own at vcpu load, so ours, registered later, is before it in
 * the list, and told first: at sched_out the vcpu is still loaded; at sched_in it
 * is not yet, so nothing can be claimed there.
 *
 * The list belongs to its thread, and may not shrink while it is walked: it is
 * changed by its thread outside of the scheduler, or in stop_machine().
 */
#include <linux/hash.h>
#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/stop_machine.h>

#include "cpus.h"
#include "mitigation.h"
#include "notifier.h"
#include "swap.h"

/* Of vcpus that are in KVM_RUN, and live, or were before they last slept. */
#define SLOTS_PER_CPU	16
#define TRIES		8

/**
 * struct slot - a notifier
 * @pn: registered with a thread while @vcpu is set
 * @vcpu: that thread's vcpu, or NULL if the slot is free
 */
struct slot {
	struct preempt_notifier pn;
	struct kvm_vcpu *vcpu;
};

/*
 * Nothing may be allocated when a vcpu goes live. When all are taken, puts are
 * noticed by their hook alone.
 */
static struct slot *slots;
static unsigned int slots_order;

/* The notifiers of this CPU's current thread are being told of sched_out. */
static DEFINE_PER_CPU(bool, scheduling);

static void detach(struct slot *slot)
{
	preempt_notifier_unregister(&slot->pn);
	/* Who finds the slot free finds its notifier in no list. */
	smp_store_release(&slot->vcpu, NULL);
}

static notrace void sched_in(struct preempt_notifier *pn, int cpu)
{
	unsigned long flags;

	local_irq_save(flags);
	swap_arrive(this_cpu_ptr(&cpus_swap));
	local_irq_restore(flags);
}

static notrace void sched_out(struct preempt_notifier *pn, struct task_struct *next)
{
	struct slot *slot = container_of(pn, struct slot, pn);
	struct swap *s = this_cpu_ptr(&cpus_swap);
	unsigned long flags;

	local_irq_save(flags);
	swap_put(s, slot->vcpu, PUT_SCHED_OUT);
	/* The put's hook comes next, and may not pass over it. */
	__this_cpu_write(scheduling, true);
	s->quick = SWAP_ASK;
	if (!MITIGATED(NOTIFIER_WALK))
		detach(slot);
	local_irq_restore(flags);
}

static struct preempt_ops ops = {
	.sched_in = sched_in,
	.sched_out = sched_out,
};

static struct slot *attached(void)
{
	struct preempt_notifier *pn;

	hlist_for_each_entry(pn, &current->preempt_notifiers, link)
		if (pn->ops == &ops)
			return container_of(pn, struct slot, pn);
	return NULL;
}

static struct slot *take_slot(struct kvm_vcpu *vcpu)
{
	u32 first = hash_ptr(vcpu, slots_order), i;

	for (i = 0; i < TRIES; i++) {
		struct slot *slot = &slots[(first + i) & (BIT(slots_order) - 1)];

		if (!READ_ONCE(slot->vcpu) && !cmpxchg_acquire(&slot->vcpu, NULL, vcpu))
			return slot;
	}
	return NULL;
}

/**
 * notifier_attach() - have the current thread's scheduling noticed
 * @vcpu: its vcpu, loaded and live
 *
 * With interrupts disabled. Nothing happens if it is already.
 *
 * Return: whether it is.
 */
notrace bool notifier_attach(struct kvm_vcpu *vcpu)
{
	struct slot *slot;

	if (!MITIGATED(NOTIFIER))
		return false;
	if (attached())
		return true;
	slot = take_slot(vcpu);
	if (!slot)
		return false;
	preempt_notifier_init(&slot->pn, &ops);
	preempt_notifier_register(&slot->pn);
	return true;
}

/**
 * notifier_scheduling() - is the put that is going on a scheduling out?
 *
 * Return: whether this CPU's current thread had a notifier, which was told.
 */
notrace bool notifier_scheduling(void)
{
	return __this_cpu_read(scheduling);
}

/**
 * notifier_put() - the loaded vcpu is being put
 *
 * With interrupts disabled. Unless its thread is being scheduled out, it needs its
 * notifier no more.
 */
notrace void notifier_put(void)
{
	struct slot *slot;

	if (notifier_scheduling()) {
		__this_cpu_write(scheduling, false);
		return;
	}
	slot = attached();
	if (slot)
		detach(slot);
}

static int detach_all(void *unused)
{
	unsigned int i;

	for (i = 0; i < BIT(slots_order); i++)
		if (slots[i].vcpu)
			detach(&slots[i]);
	return 0;
}

/**
 * notifier_start() - get ready
 *
 * Sleeps.
 *
 * Return: 0 or -ENOMEM.
 */
int notifier_start(void)
{
	slots_order = order_base_2(SLOTS_PER_CPU * num_possible_cpus());
	slots = kvcalloc(BIT(slots_order), sizeof(*slots), GFP_KERNEL);
	return slots ? 0 : -ENOMEM;
}

/**
 * notifier_stop() - take the notifiers from all threads
 *
 * In MODE_OFF only, so that none gets a new one. Waits for CPUs, never for a
 * thread. Sleeps.
 */
void notifier_stop(void)
{
	if (MITIGATED(NOTIFIER_STOP))
		stop_machine(detach_all, NULL, NULL);
	kvfree(slots);
}
