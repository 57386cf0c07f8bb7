// SPDX-License-Identifier: GPL-2.0
/*
 * In place of record.c: loads, puts and evictions are told once each, of the vcpu that
 * they are about, with the registers that were moved.
 */
#include <string.h>

#include "kvm.h"
#include "log.h"
#include "machine.h"
#include "record.h"
#include "recorded.h"
#include "swap.h"

/* Each beginning has a time of its own, so that it can be told who passes it on. */
bool record_key = true;
static u64 now;

static struct recorded {
	u64 loads;
	u64 puts;
	u64 sched_outs;
	u64 evictions;
	u64 reads;
	u64 writes;
	const struct kvm_vcpu *live;
} recorded[MACHINE_CPUS];

static struct recorded *here(void)
{
	return &recorded[machine_cpu];
}

u64 record_now(void)
{
	return ++now;
}

static void check_begin(u64 begin)
{
	if (!begin || begin > now)
		fail("record", "a duration that began at %lu", begin);
}

void record_load(struct swap *s, u64 begin, unsigned int written)
{
	check_begin(begin);
	if (here()->live)
		fail("record", "a load while another vcpu is live");
	here()->live = s->live;
	here()->loads++;
	here()->writes += written;
}

void record_untrap(struct swap *s)
{
	if (!here()->live || here()->live != s->live)
		fail("record", "a vcpu is untrapped that is not live");
}

void record_put(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, enum put_why why,
		unsigned int read, unsigned int written)
{
	check_begin(begin);
	if (vcpu != here()->live || s->live)
		fail("record", "a put of another vcpu than was loaded");
	if (s->state != (why == PUT_EXIT ? SWAP_HOST : SWAP_PARKED))
		fail("record", "a put for reason %d in mode %d", why, s->mode);
	here()->live = NULL;
	here()->puts++;
	here()->sched_outs += why == PUT_SCHED_OUT;
	here()->reads += read;
	here()->writes += written;
}

void record_evict(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, unsigned int written)
{
	check_begin(begin);
	here()->evictions += !!vcpu;
	here()->writes += written;
}

void record_left(struct swap *s, struct kvm_vcpu *vcpu, enum stats_id reason)
{
	if (reason < STAT_LEFT_OFF || reason >= STAT_COUNT)
		fail("record", "left for reason %d", reason);
	if (here()->live == vcpu)
		fail("record", "a live vcpu was left to KVM");
}

void record_mode(enum mode from, enum mode to)
{
	if (from == to)
		fail("record", "mode %d was changed to itself", to);
}

/* recorded_none() - forget all, as counters do that start at 0 */
void recorded_none(void)
{
	memset(recorded, 0, sizeof(recorded));
}

/* recorded_check() - is it what the counters of a CPU say? */
void recorded_check(unsigned int cpu, const struct stats *stats)
{
	const struct recorded *r = &recorded[cpu];
	const u64 *n = stats->n;

	if (r->loads != n[STAT_LOADS] || r->puts != n[STAT_PUTS] ||
	    r->sched_outs != n[STAT_SCHED_OUTS] || r->evictions != n[STAT_EVICTIONS])
		fail("record", "cpu%u: recorded %lu %lu %lu %lu, counted %lu %lu %lu %lu", cpu,
		     r->loads, r->puts, r->sched_outs, r->evictions, n[STAT_LOADS],
		     n[STAT_PUTS], n[STAT_SCHED_OUTS], n[STAT_EVICTIONS]);
	if (r->reads > n[STAT_REGS_READ] || r->writes > n[STAT_REGS_WRITTEN])
		fail("record", "cpu%u: read %lu, written %lu, but counted %lu, %lu", cpu,
		     r->reads, r->writes, n[STAT_REGS_READ], n[STAT_REGS_WRITTEN]);
}
