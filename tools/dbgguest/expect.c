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

void expect_batches(struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	struct forecast *forecast = &vcpu->forecast;
	const struct plan *plan = &forecast->plan;

	for (; forecast->batches < mb->batch; forecast->batches++) {
		adopt(vcpu);
		forecast->locks += !!(plan->flags & PLAN_LOCK);
		for (unsigned int slot = 0; can_hit(vcpu) && slot < SLOTS; slot++)
			if (plan->targets >> slot & plan->reg[REG_CONTROL + slot] & DBG_E)
				forecast->hits[slot]++;
	}
}
