// SPDX-License-Identifier: GPL-2.0
/*
 * What must a guest have done? Reckoned from its plans and orders, not from
 * what it says that it did.
 */
#include "expect.h"

#include <string.h>

#include "vm.h"

void expect_nothing(struct vcpu *vcpu)
{
	vcpu->forecast = (struct forecast) { .plan = vcpu->mailbox->plan };
}

/* As the guest does it, see mailbox.h. */
static void adopt(struct vcpu *vcpu)
{
	const struct plan *plans = (const struct plan *)(vcpu->memory + AT_PLANS);
	const struct mailbox *mb = vcpu->mailbox;
	struct forecast *forecast = &vcpu->forecast;
	const struct plan *next;

	if (!mb->plans || mb->order == ORDER_KEEP)
		return;
	next = &plans[forecast->batches % mb->plans];
	if (next->flags & PLAN_WRITE)
		memcpy(&forecast->plan, next, PLAN_SIZE);
	else if (next->flags & PLAN_ENABLE)
		memcpy(&forecast->plan, next, PLAN_ENABLE_SIZE);
	else
		memcpy(&forecast->plan, next, PLAN_FLAGS_SIZE);
}

/* KVM ignored the OS Lock before 5.17, and the guest has noticed if so. */
static bool can_hit(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	const struct plan *plan = &vcpu->forecast.plan;

	return plan->enabled && !mb->vmm_debug &&
	       !(plan->flags & PLAN_LOCK && !mb->locks_ignored);
}

/* Slots with an odd number are loaded from in even batches, as all others in odd ones. */
static bool hit(const struct plan *plan, unsigned int slot, u64 batch)
{
	unsigned int how = (slot ^ batch) & 1 ? 0 : HITTING_STORE;

	return (plan->targets >> slot & 1) && (plan->hitting >> (slot + how) & 1);
}

void expect_batches(struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	struct forecast *forecast = &vcpu->forecast;
	const struct plan *plan = &forecast->plan;

	for (; forecast->batches < mb->batch; forecast->batches++) {
		adopt(vcpu);
		forecast->locks += !!(plan->flags & PLAN_LOCK);
		for (unsigned int slot = 0; can_hit(vcpu) && slot < SLOTS; slot++)
			if (hit(plan, slot, forecast->batches))
				forecast->hits[slot]++;
	}
}
