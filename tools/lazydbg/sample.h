/* SPDX-License-Identifier: GPL-2.0 */
/* The counters at an instant, and how fast they go from one instant to the next. */
#ifndef LAZYDBG_SAMPLE_H
#define LAZYDBG_SAMPLE_H

#include <time.h>

#include "parse.h"

/**
 * struct sample - the counters, and when they were read
 * @stats: as of files_stats()
 * @when: the monotonic clock, for differences
 * @time: the time of day
 */
struct sample {
	struct stats stats;
	struct timespec when;
	struct timespec time;
};

void sample_take(struct sample *sample);
void sample_free(struct sample *sample);
double sample_seconds(const struct sample *before, const struct sample *now);
double sample_rate(const struct sample *before, const struct sample *now, const char *name,
		   int column);

#endif
