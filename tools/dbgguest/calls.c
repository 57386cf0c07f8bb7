// SPDX-License-Identifier: GPL-2.0
/*
 * What the VMM does when its guest calls between two batches. The guest's and
 * our writes go past each other's caches, so both sides' are settled.
 */
#include "calls.h"

#include <stdio.h>

#include "guestdebug.h"
#include "meddle.h"
#include "plan.h"
#include "reset.h"
#include "stop.h"

static void new_orders(struct vcpu *vcpu)
{
	const struct options *opts = vcpu->vm->opts;
	struct mailbox *mb = vcpu->mailbox;

	mb->order = ORDER_GO;
	if (opts->guest_debug)
		guestdebug_after_batch(vcpu);
	if (opts->meddle && meddle(vcpu))
		mb->order = ORDER_KEEP;
	else if (opts->reset)
		mb->order = reset_order(vcpu);
	if (opts->random) {
		plan_next(vcpu);
		vm_settle(vcpu->memory + AT_PLANS, sizeof(struct plan));
	}
}

bool calls_serve(struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;

	vm_settle(mb, sizeof(*mb));
	if (mb->batch != vcpu->forecast.batches + 1) {
		snprintf(vcpu->failure, sizeof(vcpu->failure),
			 "the guest calls after %llu batches, not %llu",
			 mb->batch, vcpu->forecast.batches + 1);
		return false;
	}
	expect_batches(vcpu);
	new_orders(vcpu);
	if (vcpu->saved_wrong)
		stop_guests();
	vm_settle(mb, sizeof(*mb));
	return true;
}
