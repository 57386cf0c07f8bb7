/* SPDX-License-Identifier: GPL-2.0 */
/* Latencies of one kind, of one CPU or of all: what the module gives by CPU, merged. */
#ifndef LAZYDBG_HISTOGRAM_H
#define LAZYDBG_HISTOGRAM_H

#include "parse.h"

/* For histogram_make(): not one CPU but all. */
#define HISTOGRAM_ALL_CPUS	(-1)

/**
 * struct histogram - latencies
 * @count: how many
 * @sum_ns: all together
 * @min_ns: the shortest
 * @max_ns: the longest
 * @buckets: by rising duration; their @kind and @cpu are of one that was merged
 * @bucket_count: how many of these
 */
struct histogram {
	uint64_t count, sum_ns, min_ns, max_ns;
	struct latency_bucket *buckets;
	size_t bucket_count;
};

void histogram_make(struct histogram *histogram, const struct latency *latency,
		    const char *kind, int cpu);
void histogram_free(struct histogram *histogram);
uint64_t histogram_percentile(const struct histogram *histogram, double percent);

#endif
