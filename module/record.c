// SPDX-License-Identifier: GPL-2.0
/* Loads, puts and evictions, told to the list of vcpus, the histograms and the tracer. */
#include <linux/timex.h>

#include "kvm.h"
#include "latency.h"
#include "record.h"
#include "swap.h"
#include "vcpus.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

/* On while the latencies are, and for each of the timed trace events that is. */
DEFINE_STATIC_KEY_FALSE(record_key);

/**
 * record_wanted() - have durations taken from now on
 *
 * Calls add up. Sleeps.
 *
 * Return: 0.
 */
int record_wanted(void)
{
	static_branch_inc(&record_key);
	return 0;
}

/**
 * record_unwanted() - undo one record_wanted()
 *
 * Sleeps.
 */
void record_unwanted(void)
{
	static_branch_dec(&record_key);
}

/**
 * record_now() - the time
 *
 * Return: CNTVCT_EL0, in ticks.
 */
u64 record_now(void)
{
	return get_cycles();
}

/* What began before somebody asked has no duration. */
static bool timed(u64 begin)
{
	return static_branch_unlikely(&record_key) && begin;
}

/**
 * record_load() - a vcpu has gone live
 * @s: this CPU's file
 * @begin: from record_begin()
 * @written: registers written; the others had the wanted value
 */
void record_load(struct swap *s, u64 begin, unsigned int written)
{
	u64 ticks;

	s->line = vcpus_line(s->line, s->live);
	vcpus_loaded(s->line);
	if (!timed(begin))
		return;
	ticks = record_now() - begin;
	latency_add(LATENCY_LOAD, ticks);
	trace_lazydbg_load(kvmdbg_vm_pid(s->live), s->live->vcpu_id, written,
			   regs_total(&s->count) - written, latency_ns(ticks));
}

/**
 * record_untrap() - the live vcpu was given the registers untrapped
 * @s: this CPU's file
 */
void record_untrap(struct swap *s)
{
	vcpus_untrapped(s->line);
}

/**
 * record_put() - the live vcpu's values have left the hardware
 * @s: this CPU's file
 * @vcpu: the vcpu
 * @begin: from record_begin()
 * @why: what made them
 * @read: registers read
 * @written: registers written
 */
void record_put(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, enum put_why why,
		unsigned int read, unsigned int written)
{
	u64 ticks;

	vcpus_put(s->line);
	if (!timed(begin))
		return;
	ticks = record_now() - begin;
	latency_add(LATENCY_PUT, ticks);
	trace_lazydbg_put(kvmdbg_vm_pid(vcpu), vcpu->vcpu_id, read, written, why,
			  latency_ns(ticks));
}

/**
 * record_evict() - the host has got its file back
 * @s: this CPU's file
 * @vcpu: the vcpu that was live, or NULL if only parked values were there
 * @begin: from record_begin()
 * @written: registers written with the host's values
 */
void record_evict(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, unsigned int written)
{
	u64 ticks;

	if (vcpu)
		vcpus_evicted(s->line);
	if (!timed(begin))
		return;
	ticks = record_now() - begin;
	latency_add(LATENCY_EVICT, ticks);
	trace_lazydbg_evict(vcpu ? kvmdbg_vm_pid(vcpu) : -1, vcpu ? vcpu->vcpu_id : -1,
			    written, latency_ns(ticks));
}

/**
 * record_left() - a vcpu is left to KVM
 * @s: this CPU's file
 * @vcpu: the vcpu
 * @reason: its counter
 */
void record_left(struct swap *s, struct kvm_vcpu *vcpu, enum stats_id reason)
{
	s->line = vcpus_line(s->line, vcpu);
	vcpus_left(s->line, reason);
	trace_lazydbg_left(kvmdbg_vm_pid(vcpu), vcpu->vcpu_id, reason);
}

/**
 * record_mode() - the mode was changed
 * @from: the old mode
 * @to: the new mode
 */
void record_mode(enum mode from, enum mode to)
{
	trace_lazydbg_mode(from, to);
}
