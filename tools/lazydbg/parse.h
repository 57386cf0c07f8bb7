/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the text in the module's files means (Documentation/interface.md).
 *
 * Lines, names and columns that are not known are skipped, as the module may be newer than
 * the tool. Text that cannot be right is an error, told in one sentence. Each parser leaves a
 * result that its *_free() takes, also when it fails.
 */
#ifndef LAZYDBG_PARSE_H
#define LAZYDBG_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Longer names are malformed. */
#define NAME_SIZE	48

/* The upper end of the last bucket: `inf`. No number in a file is as big. */
#define PARSE_INF	UINT64_MAX
/* A bench row's cycles where there are none: `-`. */
#define PARSE_NONE	UINT64_MAX

struct parse_error {
	char text[256];
};

/**
 * struct stats - file `stats_percpu`, a table of counters by CPU
 * @cpus: the number of each column's CPU
 * @cpu_count: columns
 * @rows: in the order of the file; unknown names are there, too
 * @row_count: rows
 */
struct stats {
	unsigned int *cpus;
	size_t cpu_count;
	struct stats_row {
		char name[NAME_SIZE];
		uint64_t *n;	/* one for each of @cpus */
	} *rows;
	size_t row_count;
};

/**
 * struct latency - file `latency`
 * @enabled: are durations taken?
 * @counter_hz: frequency of CNTVCT_EL0
 * @overhead_ps: what taking the time adds to each duration
 * @summaries: one for each kind and CPU that had any
 * @buckets: those that are not empty
 */
struct latency {
	bool enabled;
	uint64_t counter_hz;
	uint64_t overhead_ps;
	struct latency_summary {
		char kind[NAME_SIZE];	/* load, put, evict */
		unsigned int cpu;
		uint64_t count;
		uint64_t sum_ticks, min_ticks, max_ticks;
		uint64_t sum_ns, min_ns, max_ns;
	} *summaries;
	size_t summary_count;
	struct latency_bucket {
		char kind[NAME_SIZE];
		unsigned int cpu;
		uint64_t from_ticks, to_ticks;	/* to: PARSE_INF in the last one */
		uint64_t from_ns, to_ns;
		uint64_t count;
	} *buckets;
	size_t bucket_count;
};

/* File `vcpus`: those that have debugging in use. */
struct vcpus {
	struct vcpu {
		char vm[NAME_SIZE];
		unsigned int id;
		char isa[NAME_SIZE];
		char state[NAME_SIZE];
		char reason[NAME_SIZE];	/* "-" if none */
		uint64_t loads, puts, evictions;
	} *vcpus;
	size_t count;
};

/**
 * struct bench - file `bench`: what one operation cost on @cpu
 * @samples: how many of each row; 0 if there is no result yet
 * @cycles: was there a cycle counter? If not, the rows' @mc are PARSE_NONE
 */
struct bench {
	unsigned int cpu;
	uint64_t samples;
	uint64_t counter_hz;
	bool cycles;
	struct bench_row {
		char name[NAME_SIZE];
		uint64_t repeats;
		uint64_t min_ps, median_ps, mean_ps;
		uint64_t min_mc, median_mc, mean_mc;
	} *rows;
	size_t row_count;
};

/* File `info`: a text is empty, and a number 0, if the file does not say. */
struct info {
	char version[NAME_SIZE];
	char binding[NAME_SIZE];
	char kvm_mode[NAME_SIZE];
	char entry_hook[NAME_SIZE];
	uint64_t bytes_per_cpu;
	uint64_t vcpus_max;
	uint64_t bytes_per_vcpu;
	struct info_cpu {
		unsigned int cpu;
		uint64_t breakpoints, watchpoints;
	} *cpus;
	size_t cpu_count;
};

bool parse_mode(char mode[NAME_SIZE], FILE *from, struct parse_error *error);
bool parse_stats(struct stats *stats, FILE *from, struct parse_error *error);
bool parse_latency(struct latency *latency, FILE *from, struct parse_error *error);
bool parse_vcpus(struct vcpus *vcpus, FILE *from, struct parse_error *error);
bool parse_bench(struct bench *bench, FILE *from, struct parse_error *error);
bool parse_info(struct info *info, FILE *from, struct parse_error *error);

void stats_free(struct stats *stats);
void latency_free(struct latency *latency);
void vcpus_free(struct vcpus *vcpus);
void bench_free(struct bench *bench);
void info_free(struct info *info);

const struct stats_row *stats_find(const struct stats *stats, const char *name);
uint64_t stats_sum(const struct stats *stats, const char *name);

#endif
