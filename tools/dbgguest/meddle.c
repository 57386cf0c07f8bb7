// SPDX-License-Identifier: GPL-2.0
/*
 * The VMM meddles with the debug registers of a vcpu while it isn't running:
 * it reads what the guest wrote, and writes values that the guest must find.
 * Half of the time another thread does it than the one that runs the vcpu.
 *
 * MDCCINT_EL1 stays out of it: not every host keeps what is written to it.
 */
#include "meddle.h"

#include <errno.h>

#include "check.h"
#include "errors.h"
#include "plan.h"
#include "random.h"

#define MOST_READS	3	/* before the next write */

static void set_reg(struct vcpu *vcpu, unsigned int reg, u64 value)
{
	if (!vcpu_set_reg(vcpu, debug_reg_id(reg), value))
		die("KVM does not take a debug register of vcpu %ld: %m", vcpu->index);
	vcpu->regs_set++;
}

static void set_slots(struct vcpu *vcpu, unsigned int first, unsigned int count)
{
	const u64 *reg = vcpu->mailbox->plan.reg;

	for (unsigned int n = first; n < first + count; n++) {
		set_reg(vcpu, n, reg[n]);
		set_reg(vcpu, REG_CONTROL + n, reg[REG_CONTROL + n]);
	}
}

static void *read_all(void *arg)
{
	struct vcpu *vcpu = arg;
	u64 before = vcpu->saved_checked;

	check_saved(vcpu);
	vcpu->regs_got += vcpu->saved_checked - before;
	return NULL;
}

static void *write_all(void *arg)
{
	struct vcpu *vcpu = arg;

	read_all(vcpu);
	plan_change(vcpu, &vcpu->mailbox->plan);
	vcpu->forecast.plan = vcpu->mailbox->plan;
	set_slots(vcpu, 0, vcpu->vm->brps);
	set_slots(vcpu, SLOT_WATCH, vcpu->vm->wrps);
	set_reg(vcpu, REG_MDSCR, vcpu->mailbox->plan.mdscr);
	vcpu->meddled++;
	return NULL;
}

static void in_other_thread(struct vcpu *vcpu, void *(*work)(void *))
{
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(vcpu->vm->cpus), &vcpu->vm->cpus);
	errno = pthread_create(&thread, &attr, work, vcpu);
	if (errno)
		die("cannot start a thread to meddle with vcpu %ld: %m", vcpu->index);
	pthread_attr_destroy(&attr);
	pthread_join(thread, NULL);
}

bool meddle(struct vcpu *vcpu)
{
	bool writes = !vcpu->meddle_reads;
	void *(*work)(void *) = writes ? write_all : read_all;

	if (writes)
		vcpu->meddle_reads = random_below(&vcpu->random, MOST_READS);
	else
		vcpu->meddle_reads--;

	if (random_below(&vcpu->random, 2))
		in_other_thread(vcpu, work);
	else
		work(vcpu);
	return writes;
}
