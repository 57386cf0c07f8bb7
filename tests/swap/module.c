// SPDX-License-Identifier: GPL-2.0
/* insmod, rmmod, and what the module says about itself. */
#include "cpus.h"
#include "hooks.h"
#include "kernel.h"
#include "log.h"
#include "machine.h"
#include "module.h"
#include "recorded.h"

/* From the begin of insmod to the end of rmmod. */
static bool loaded;
/* The guard is attached for as long as anything can be live. */
static bool guarded;

static unsigned long reads_before, writes_before;

/* module_insmod() - returns false if the module refuses */
bool module_insmod(enum mode mode)
{
	note("insmod, mode %ld", (long)mode);
	kernel_fresh_module();
	recorded_none();
	reads_before = machine.module_reads;
	writes_before = machine.module_writes;
	loaded = true;
	if (!hooks_start()) {
		guarded = true;
		if (!hooks_set_mode(mode))
			return true;
		guarded = false;
		hooks_stop();
	}
	loaded = false;
	return false;
}

void module_rmmod(void)
{
	note("rmmod");
	module_check_counters();
	hooks_stop();
	guarded = false;
	loaded = false;
}

/* module_set_mode() - write to the file mode; returns an errno as that does */
int module_set_mode(enum mode mode)
{
	note("mode %ld", (long)mode);
	return hooks_set_mode(mode);
}

enum mode module_mode(void)
{
	return hooks_mode();
}

bool module_loaded(void)
{
	return loaded;
}

bool module_guards(void)
{
	return guarded;
}

static const struct swap *this_swap(void)
{
	return per_cpu_ptr(&cpus_swap, machine_cpu);
}

/*
 * module_file_is_hosts() - would the module say so?
 *
 * If it is not loaded, or off, it has to.
 */
bool module_file_is_hosts(void)
{
	return !loaded || this_swap()->mode == MODE_OFF || this_swap()->state == SWAP_HOST;
}

/* module_parked() - a vcpu's values were left in this CPU's file */
bool module_parked(void)
{
	return loaded && this_swap()->state == SWAP_PARKED;
}

bool module_live(const struct kvm_vcpu *vcpu)
{
	return loaded && this_swap()->live == vcpu;
}

/* module_promises() - that the entries and exits of a live vcpu need no access */
bool module_promises(const struct kvm_vcpu *vcpu)
{
	return module_live(vcpu) && !this_swap()->untrapped && this_swap()->mode == MODE_LAZY;
}

/* module_knows() - a vcpu, by a pointer on any CPU? */
bool module_knows(const struct kvm_vcpu *vcpu)
{
	const struct swap *s;

	for (unsigned int cpu = 0; loaded && cpu < machine.count; cpu++) {
		s = per_cpu_ptr(&cpus_swap, cpu);
		if (s->live == vcpu || s->counted == vcpu || s->left == vcpu)
			return true;
	}
	return false;
}

/* module_note() - remember what it thinks of this CPU */
void module_note(void)
{
	static const char * const states[] = {
		[SWAP_HOST] = "cpu%ld: the file is the host's, in mode %ld",
		[SWAP_LIVE] = "cpu%ld: the file is live, in mode %ld, untrapped: %ld",
		[SWAP_PARKED] = "cpu%ld: the file is parked, in mode %ld",
	};
	const struct swap *s = this_swap();

	note(states[s->state], (long)machine_cpu, (long)s->mode, (long)s->untrapped);
}

/* module_count() - a counter (enum stats_id), summed as for the file stats, at once */
unsigned long module_count(unsigned int what)
{
	void (*others_run)(void) = kernel_others_run;
	struct stats stats[MACHINE_CPUS];
	unsigned long sum = 0;
	unsigned int cpu;

	kernel_others_run = NULL;
	cpus_stats(stats);
	kernel_others_run = others_run;
	for_each_possible_cpu(cpu)
		sum += stats[cpu].n[what];
	return sum;
}

static unsigned int count_live(void)
{
	unsigned int cpu, live = 0;

	for_each_possible_cpu(cpu)
		live += !!per_cpu(cpus_swap, cpu).live;
	return live;
}

/* What holds of each CPU's counters at any time between two calls of the module. */
static void check_cpu(unsigned int cpu)
{
	const struct swap *s = per_cpu_ptr(&cpus_swap, cpu);
	const u64 *n = s->stats.n;
	u64 ended = n[STAT_TAKEN];

	for (unsigned int left = STAT_LEFT_OFF; left < STAT_COUNT; left++)
		ended += n[left];
	if (n[STAT_SWAP_ENTRIES] != ended)
		fail("counters", "cpu%u: swap_entries %lu, but taken and left %lu", cpu,
		     n[STAT_SWAP_ENTRIES], ended);
	if (n[STAT_LOADS] != n[STAT_PUTS] + !!s->live)
		fail("counters", "cpu%u: loads %lu, puts %lu, live %d", cpu, n[STAT_LOADS],
		     n[STAT_PUTS], !!s->live);
	if (n[STAT_UNTRAPS] > n[STAT_LOADS])
		fail("counters", "cpu%u: untraps %lu, loads %lu", cpu, n[STAT_UNTRAPS],
		     n[STAT_LOADS]);
	if (n[STAT_SCHED_OUTS] + n[STAT_EVICTIONS] > n[STAT_PUTS])
		fail("counters", "cpu%u: sched_outs %lu, evictions %lu, puts %lu", cpu,
		     n[STAT_SCHED_OUTS], n[STAT_EVICTIONS], n[STAT_PUTS]);
	recorded_check(cpu, &s->stats);
}

/* module_check_counters() - are they consistent, and true as far as one can know? */
void module_check_counters(void)
{
	u64 reads = module_count(STAT_REGS_READ), writes = module_count(STAT_REGS_WRITTEN);
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		check_cpu(cpu);
	if (reads != machine.module_reads - reads_before)
		fail("counters", "regs_read is %lu, but %lu were read", reads,
		     machine.module_reads - reads_before);
	if (writes != machine.module_writes - writes_before)
		fail("counters", "regs_written is %lu, but %lu were written", writes,
		     machine.module_writes - writes_before);
	if (module_mode() == MODE_OFF && count_live())
		fail("counters", "mode is off, but %u vcpus are live", count_live());
}
