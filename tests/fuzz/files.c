// SPDX-License-Identifier: GPL-2.0
/*
 * One of the module's files, as parse.c reads it: FILE is which.
 *
 * What is refused has a sentence that says why; what is not goes through what is done with
 * it before anything is printed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "histogram.h"
#include "parse.h"

static void use_latency(const struct latency *latency)
{
	static const double percents[] = { 0, 50, 99.9, 100 };
	struct histogram histogram;
	size_t i, n;

	for (i = 0; i < latency->summary_count; i++) {
		histogram_make(&histogram, latency, latency->summaries[i].kind,
			       i % 2 ? (int)latency->summaries[i].cpu : HISTOGRAM_ALL_CPUS);
		for (n = 0; n < sizeof(percents) / sizeof(percents[0]); n++)
			if (histogram_percentile(&histogram, percents[n]) > histogram.max_ns)
				abort();
		histogram_free(&histogram);
	}
}

static void use_stats(const struct stats *stats)
{
	size_t i;

	for (i = 0; i < stats->row_count; i++)
		stats_sum(stats, stats->rows[i].name);
}

static bool read_stats(FILE *from, struct parse_error *error)
{
	struct stats stats;
	bool right = parse_stats(&stats, from, error);

	if (right)
		use_stats(&stats);
	stats_free(&stats);
	return right;
}

static bool read_latency(FILE *from, struct parse_error *error)
{
	struct latency latency;
	bool right = parse_latency(&latency, from, error);

	if (right)
		use_latency(&latency);
	latency_free(&latency);
	return right;
}

static bool read_vcpus(FILE *from, struct parse_error *error)
{
	struct vcpus vcpus;
	bool right = parse_vcpus(&vcpus, from, error);

	vcpus_free(&vcpus);
	return right;
}

static bool read_bench(FILE *from, struct parse_error *error)
{
	struct bench bench;
	bool right = parse_bench(&bench, from, error);

	bench_free(&bench);
	return right;
}

static bool read_info(FILE *from, struct parse_error *error)
{
	struct info info;
	bool right = parse_info(&info, from, error);

	info_free(&info);
	return right;
}

static bool read_mode(FILE *from, struct parse_error *error)
{
	char mode[NAME_SIZE];

	return parse_mode(mode, from, error);
}

static const struct {
	const char *file;
	bool (*read)(FILE *from, struct parse_error *error);
} readers[] = {
	{ "mode", read_mode },
	{ "stats_percpu", read_stats },
	{ "latency", read_latency },
	{ "vcpus", read_vcpus },
	{ "bench", read_bench },
	{ "info", read_info },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *from = fmemopen((void *)data, size, "r");
	struct parse_error error;
	size_t i = 0;

	if (!from)
		abort();
	while (strcmp(readers[i].file, FILE_NAME))
		i++;
	if (readers[i].read(from, &error) != !*error.text)
		abort();
	fclose(from);
	return 0;
}
