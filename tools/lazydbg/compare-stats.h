/* SPDX-License-Identifier: GPL-2.0 */
/* What can be said about a few runs of each of two modes. Nothing here knows of either. */
#ifndef LAZYDBG_COMPARE_STATS_H
#define LAZYDBG_COMPARE_STATS_H

#include <stdbool.h>
#include <stddef.h>

#define METHOD_ESTIMATE	"Hodges-Lehmann estimate of the paired differences, by round"
#define METHOD_INTERVAL	"exact interval of the Wilcoxon signed-rank test"

struct summary {
	double min, q1, median, q3, max;
};

enum verdict {
	VERDICT_BASE,		/* what the others are compared with */
	VERDICT_NO_INTERVAL,	/* too few rounds to say */
	VERDICT_ALIKE,		/* the interval contains 0 */
	VERDICT_LESS,
	VERDICT_MORE,
};

struct difference {
	double estimate;
	double low, high;	/* meaningless with VERDICT_NO_INTERVAL */
	enum verdict verdict;
};

struct summary summarise(const double *values, size_t count);
size_t interval_rank(size_t rounds, double confidence, double *coverage);
size_t rounds_needed(double confidence);
struct difference difference_between(const double *base, const double *other,
				     size_t rounds, double confidence);
const char *verdict_name(enum verdict verdict);
const char *verdict_text(const struct difference *difference);

#endif
