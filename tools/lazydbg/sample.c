// SPDX-License-Identifier: GPL-2.0
#include "sample.h"

#include "files.h"

/**
 * sample_take() - read the counters
 * @sample: where to; for sample_free()
 */
void sample_take(struct sample *sample)
{
	files_stats(&sample->stats);
	clock_gettime(CLOCK_MONOTONIC, &sample->when);
	clock_gettime(CLOCK_REALTIME, &sample->time);
}

/**
 * sample_free() - free what sample_take() made
 * @sample: the sample
 */
void sample_free(struct sample *sample)
{
	stats_free(&sample->stats);
}

/**
 * sample_seconds() - the time between two samples
 * @before: the first
 * @now: the second
 *
 * Return: seconds
 */
double sample_seconds(const struct sample *before, const struct sample *now)
{
	return now->when.tv_sec - before->when.tv_sec +
	       (now->when.tv_nsec - before->when.tv_nsec) / 1e9;
}

static uint64_t value(const struct sample *sample, const char *name, int column)
{
	const struct stats_row *row = stats_find(&sample->stats, name);

	if (column < 0)
		return stats_sum(&sample->stats, name);
	return row && (size_t)column < sample->stats.cpu_count ? row->n[column] : 0;
}

/**
 * sample_rate() - how fast a counter went
 * @before: the first sample
 * @now: the second
 * @name: of the counter
 * @column: of its CPU; -1 for the sum
 *
 * A counter that has become less was reset, and has counted from zero since.
 *
 * Return: counts per second; 0 if no time has passed
 */
double sample_rate(const struct sample *before, const struct sample *now, const char *name,
		   int column)
{
	double seconds = sample_seconds(before, now);
	uint64_t from = value(before, name, column);
	uint64_t to = value(now, name, column);

	if (seconds <= 0)
		return 0;
	return (to < from ? to : to - from) / seconds;
}
