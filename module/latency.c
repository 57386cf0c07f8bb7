// SPDX-License-Identifier: GPL-2.0
/*
 * Durations, in ticks of CNTVCT_EL0, by powers of two.
 *
 * A CPU's histograms are written by that CPU alone, with interrupts disabled, and read
 * in an interrupt of its own: what is shown of a CPU held at one instant.
 */
#include <linux/bitops.h>
#include <linux/cpu.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/ratelimit.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <asm/arch_timer.h>

#include "latency.h"
#include "record.h"

/* Bucket 0 is for 0 ticks, bucket n for 2^(n-1) and more, the last for all the rest. */
#define BUCKETS		32

/* So many readings of the counter tell what one takes, in ps. */
#define TRIALS		1000

/**
 * struct histogram - of one kind of event on one CPU
 * @count: events
 * @sum: of their ticks
 * @min: the shortest, if there was any
 * @max: the longest
 * @bucket: events, by their ticks
 */
struct histogram {
	u64 count;
	u64 sum;
	u64 min;
	u64 max;
	u64 bucket[BUCKETS];
};

struct histograms {
	struct histogram of[LATENCY_COUNT];
};

static const char * const names[LATENCY_COUNT] = {
	[LATENCY_LOAD]	= "load",
	[LATENCY_PUT]	= "put",
	[LATENCY_EVICT]	= "evict",
};

static DEFINE_PER_CPU(struct histograms, histograms);

/* Protects the switch, and keeps a reset from being seen on some CPUs only. */
static DEFINE_MUTEX(latency_mutex);
static bool enabled;

static u64 overhead_ps;

/**
 * latency_ns() - ticks as a time
 * @ticks: of CNTVCT_EL0
 *
 * Return: nanoseconds, rounded down.
 */
u64 latency_ns(u64 ticks)
{
	return mul_u64_u32_div(ticks, NSEC_PER_SEC, arch_timer_get_cntfrq());
}

/**
 * latency_size() - what is kept for a CPU
 *
 * Return: bytes.
 */
size_t latency_size(void)
{
	return sizeof(struct histograms);
}

/**
 * latency_add() - something took so long
 * @what: a load, a put or an eviction
 * @ticks: how long, in ticks
 *
 * With interrupts disabled. Nothing happens if latencies are switched off.
 */
void latency_add(enum latency_id what, u64 ticks)
{
	struct histogram *h = &this_cpu_ptr(&histograms)->of[what];

	if (!READ_ONCE(enabled))
		return;
	if (!h->count || ticks < h->min)
		h->min = ticks;
	if (ticks > h->max)
		h->max = ticks;
	h->count++;
	h->sum += ticks;
	h->bucket[min(fls64(ticks), BUCKETS - 1)]++;
}

static void measure_overhead(void)
{
	unsigned long flags;
	u64 begin, ticks;
	unsigned int n;

	local_irq_save(flags);
	begin = record_now();
	for (n = 0; n < TRIALS; n++)
		record_now();
	ticks = record_now() - begin;
	local_irq_restore(flags);
	/* From a duration's begin to its end is one reading; ns of 1000 are ps of one. */
	overhead_ps = latency_ns(ticks);
}

/**
 * latency_start() - find out what taking the time costs
 */
void latency_start(void)
{
	measure_overhead();
}

static void enable(bool on)
{
	if (enabled == on)
		return;
	WRITE_ONCE(enabled, on);
	if (on)
		record_wanted();
	else
		record_unwanted();
}

/**
 * latency_stop() - switch it off
 */
void latency_stop(void)
{
	enable(false);
}

static void copy_here(void *all)
{
	struct histograms *copies = all;

	copies[smp_processor_id()] = *this_cpu_ptr(&histograms);
}

static void clear_here(void *unused)
{
	*this_cpu_ptr(&histograms) = (struct histograms) {};
}

/* All CPUs' histograms, those that are off included. NULL if there is no memory. */
static struct histograms *snapshot(void)
{
	struct histograms *copies = kvcalloc(nr_cpu_ids, sizeof(*copies), GFP_KERNEL);
	unsigned int cpu;

	if (!copies)
		return NULL;
	cpus_read_lock();
	on_each_cpu(copy_here, copies, 1);
	for_each_possible_cpu(cpu)
		if (!cpu_online(cpu))
			copies[cpu] = per_cpu(histograms, cpu);
	cpus_read_unlock();
	return copies;
}

static void show_bucket(struct seq_file *m, const char *name, unsigned int cpu, unsigned int n,
			u64 count)
{
	u64 from = n ? BIT_ULL(n - 1) : 0, to = BIT_ULL(n);

	seq_printf(m, "bucket %s cpu%u from_ticks %llu ", name, cpu, from);
	if (n == BUCKETS - 1)
		seq_printf(m, "to_ticks inf from_ns %llu to_ns inf", latency_ns(from));
	else
		seq_printf(m, "to_ticks %llu from_ns %llu to_ns %llu", to, latency_ns(from),
			   latency_ns(to));
	seq_printf(m, " count %llu\n", count);
}

static void show_histogram(struct seq_file *m, const char *name, unsigned int cpu,
			   const struct histogram *h)
{
	unsigned int n;

	if (!h->count)
		return;
	seq_printf(m, "summary %s cpu%u count %llu sum_ticks %llu min_ticks %llu max_ticks %llu sum_ns %llu min_ns %llu max_ns %llu\n",
		   name, cpu, h->count, h->sum, h->min, h->max, latency_ns(h->sum),
		   latency_ns(h->min), latency_ns(h->max));
	for (n = 0; n < BUCKETS; n++)
		if (h->bucket[n])
			show_bucket(m, name, cpu, n, h->bucket[n]);
}

/**
 * latency_show() - print all histograms
 * @m: where to
 *
 * Sleeps.
 *
 * Return: 0 or -ENOMEM.
 */
int latency_show(struct seq_file *m)
{
	struct histograms *copies;
	unsigned int cpu, what;

	mutex_lock(&latency_mutex);
	copies = snapshot();
	mutex_unlock(&latency_mutex);
	if (!copies)
		return -ENOMEM;
	seq_printf(m, "enabled %s\ncounter_hz %u\noverhead_ps %llu\n",
		   READ_ONCE(enabled) ? "on" : "off",
		   arch_timer_get_cntfrq(), overhead_ps);
	for (what = 0; what < LATENCY_COUNT; what++)
		for_each_possible_cpu(cpu)
			show_histogram(m, names[what], cpu, &copies[cpu].of[what]);
	kvfree(copies);
	return 0;
}

static void clear(void)
{
	unsigned int cpu;

	cpus_read_lock();
	on_each_cpu(clear_here, NULL, 1);
	for_each_possible_cpu(cpu)
		if (!cpu_online(cpu))
			per_cpu(histograms, cpu) = (struct histograms) {};
	cpus_read_unlock();
}

/**
 * latency_take() - do what was written to the file
 * @word: on, off or reset; a newline may follow it
 *
 * Says in the log which words there are if it is none of them. Sleeps.
 *
 * Return: 0 or -EINVAL.
 */
int latency_take(const char *word)
{
	int ret = 0;

	mutex_lock(&latency_mutex);
	if (sysfs_streq(word, "on")) {
		enable(true);
	} else if (sysfs_streq(word, "off")) {
		enable(false);
	} else if (sysfs_streq(word, "reset")) {
		clear();
	} else {
		pr_err_ratelimited("latency takes 'on', 'off' or 'reset', not '%*pE'\n",
				   (int)strcspn(word, "\n"), word);
		ret = -EINVAL;
	}
	mutex_unlock(&latency_mutex);
	return ret;
}
