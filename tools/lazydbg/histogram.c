// SPDX-License-Identifier: GPL-2.0
#include "histogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static bool wanted(const char *kind, int cpu, const char *its_kind, unsigned int its_cpu)
{
	return !strcmp(kind, its_kind) &&
	       (cpu == HISTOGRAM_ALL_CPUS || (unsigned int)cpu == its_cpu);
}

static void add_summary(struct histogram *histogram, const struct latency_summary *summary)
{
	if (!histogram->count || summary->min_ns < histogram->min_ns)
		histogram->min_ns = summary->min_ns;
	if (summary->max_ns > histogram->max_ns)
		histogram->max_ns = summary->max_ns;
	histogram->count += summary->count;
	histogram->sum_ns += summary->sum_ns;
}

/* Buckets have the same bounds on all CPUs. */
static void add_bucket(struct histogram *histogram, const struct latency_bucket *bucket)
{
	size_t i;

	for (i = 0; i < histogram->bucket_count; i++)
		if (histogram->buckets[i].from_ticks == bucket->from_ticks) {
			histogram->buckets[i].count += bucket->count;
			return;
		}
	histogram->buckets = more(histogram->buckets, &histogram->bucket_count,
				  sizeof(*histogram->buckets));
	histogram->buckets[histogram->bucket_count - 1] = *bucket;
}

static int by_duration(const void *left, const void *right)
{
	const struct latency_bucket *l = left;
	const struct latency_bucket *r = right;

	return (l->from_ticks > r->from_ticks) - (l->from_ticks < r->from_ticks);
}

/**
 * histogram_make() - the latencies of one kind
 * @histogram: where to; for histogram_free()
 * @latency: all latencies
 * @kind: load, put or evict
 * @cpu: of which CPU, or HISTOGRAM_ALL_CPUS
 */
void histogram_make(struct histogram *histogram, const struct latency *latency,
		    const char *kind, int cpu)
{
	size_t i;

	*histogram = (struct histogram) { 0 };
	for (i = 0; i < latency->summary_count; i++)
		if (wanted(kind, cpu, latency->summaries[i].kind, latency->summaries[i].cpu))
			add_summary(histogram, &latency->summaries[i]);
	for (i = 0; i < latency->bucket_count; i++)
		if (wanted(kind, cpu, latency->buckets[i].kind, latency->buckets[i].cpu))
			add_bucket(histogram, &latency->buckets[i]);
	if (histogram->bucket_count)
		qsort(histogram->buckets, histogram->bucket_count,
		      sizeof(*histogram->buckets), by_duration);
}

/**
 * histogram_free() - free what histogram_make() made
 * @histogram: the latencies
 */
void histogram_free(struct histogram *histogram)
{
	free(histogram->buckets);
}

/**
 * histogram_percentile() - a bound that so many of the latencies do not exceed
 * @histogram: the latencies
 * @percent: how many of them
 *
 * Buckets tell no more than between which two durations a latency was: this is the upper
 * one, or the longest latency of all if that is less.
 *
 * Return: nanoseconds
 */
uint64_t histogram_percentile(const struct histogram *histogram, double percent)
{
	uint64_t total = 0, passed = 0;
	double rank;
	size_t i;

	for (i = 0; i < histogram->bucket_count; i++)
		total += histogram->buckets[i].count;
	/* The least of a thousandth is for 99.9 of 1000, which is not above 999. */
	rank = ceil(total * percent / 100 - 0.001);
	for (i = 0; i < histogram->bucket_count; i++) {
		passed += histogram->buckets[i].count;
		if (passed >= rank && histogram->buckets[i].to_ns < histogram->max_ns)
			return histogram->buckets[i].to_ns;
		if (passed >= rank)
			break;
	}
	return histogram->max_ns;
}
