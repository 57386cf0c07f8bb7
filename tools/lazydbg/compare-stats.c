// SPDX-License-Identifier: GPL-2.0
/*
 * The modes are run in turn, round by round, so a round is a pair of runs for each two
 * modes, and what drifts from round to round falls out of their difference. If the mode
 * made no difference but a shift, the two runs of a pair could change places, so the
 * differences are symmetric about the shift, whatever the runs' distribution is. That is
 * all that the Wilcoxon signed-rank test supposes, and the reason to take it, with its
 * Hodges-Lehmann estimate: the interval is exact for any number of rounds, where a
 * bootstrap of so few would be too short, and one outlier doesn't move it far. Ties and
 * runs that are all the same only make it cover more.
 */
#include "compare-stats.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

static int by_value(const void *left, const void *right)
{
	double l = *(const double *)left;
	double r = *(const double *)right;

	return (l > r) - (l < r);
}

/* The quantile of sorted values, linear between two (type 7 of Hyndman and Fan). */
static double quantile(const double *sorted, size_t count, double part)
{
	double at = part * (count - 1);
	size_t below = (size_t)at;

	if (below + 1 >= count)
		return sorted[count - 1];
	return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
}

/** summarise() - median, quartiles and extremes of @count values, at least one */
struct summary summarise(const double *values, size_t count)
{
	double *sorted = zeroed(count, sizeof(*sorted));
	struct summary summary;

	memcpy(sorted, values, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_value);
	summary = (struct summary) {
		.min = sorted[0],
		.q1 = quantile(sorted, count, 0.25),
		.median = quantile(sorted, count, 0.5),
		.q3 = quantile(sorted, count, 0.75),
		.max = sorted[count - 1],
	};
	free(sorted);
	return summary;
}

static size_t pair_count(size_t rounds)
{
	return rounds * (rounds + 1) / 2;
}

/*
 * The probability of each sum of ranks, if each rank is in it or not with equal chance:
 * for each further rank, half of what was, and half of that moved up by the rank.
 */
static double *rank_sums(size_t rounds)
{
	size_t most = pair_count(rounds);
	double *chance = zeroed(most + 1, sizeof(*chance));
	size_t rank, sum;

	chance[0] = 1;
	for (rank = 1; rank <= rounds; rank++)
		for (sum = pair_count(rank) + 1; sum-- > 0;)
			chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
	return chance;
}

/**
 * interval_rank() - which of the sorted pairwise means are the ends of the interval
 * @rounds: how many differences there are, at least one
 * @confidence: in percent
 * @coverage: what the interval really covers, in percent, at least @confidence
 *
 * Return: the rank, from 1, counted from each end; 0 if there is no such interval of so few.
 */
size_t interval_rank(size_t rounds, double confidence, double *coverage)
{
	double outside = (1 - confidence / 100) / 2;
	double *chance = rank_sums(rounds);
	double tail = 0;
	size_t rank = 0;

	while (tail + chance[rank] <= outside)
		tail += chance[rank++];
	*coverage = 100 * (1 - 2 * tail);
	free(chance);
	return rank;
}

/** rounds_needed() - the least number of rounds that has an interval of @confidence percent */
size_t rounds_needed(double confidence)
{
	double tail = (1 - confidence / 100) / 2;
	double chance = 1;
	size_t rounds = 0;

	do {
		chance /= 2;
		rounds++;
	} while (chance > tail);
	return rounds;
}

/* The means of any two differences, each with itself too, in order. */
static double *pairwise_means(const double *base, const double *other, size_t rounds)
{
	double *means = zeroed(pair_count(rounds), sizeof(*means));
	size_t i, j, count = 0;

	for (i = 0; i < rounds; i++)
		for (j = i; j < rounds; j++)
			means[count++] = ((other[i] - base[i]) + (other[j] - base[j])) / 2;
	qsort(means, count, sizeof(*means), by_value);
	return means;
}

/**
 * difference_between() - by how much the runs of one mode are above those of another
 * @base: the figures of the mode that is compared with, one for each round
 * @other: those of the other
 * @rounds: how many, at least one
 * @confidence: in percent
 */
struct difference difference_between(const double *base, const double *other,
				     size_t rounds, double confidence)
{
	double *means = pairwise_means(base, other, rounds);
	size_t count = pair_count(rounds);
	struct difference difference = { .verdict = VERDICT_NO_INTERVAL };
	double coverage;
	size_t rank = interval_rank(rounds, confidence, &coverage);

	difference.estimate = quantile(means, count, 0.5);
	if (rank) {
		difference.low = means[rank - 1];
		difference.high = means[count - rank];
		difference.verdict = difference.low > 0 ? VERDICT_MORE :
				     difference.high < 0 ? VERDICT_LESS : VERDICT_ALIKE;
	}
	free(means);
	return difference;
}

/** verdict_name() - the verdict as one word, for programs */
const char *verdict_name(enum verdict verdict)
{
	static const char * const names[] = {
		[VERDICT_BASE] = "base",
		[VERDICT_NO_INTERVAL] = "no-interval",
		[VERDICT_ALIKE] = "alike",
		[VERDICT_LESS] = "less",
		[VERDICT_MORE] = "more",
	};

	return names[verdict];
}

/** verdict_text() - the verdict in words, for people */
const char *verdict_text(const struct difference *difference)
{
	switch (difference->verdict) {
	case VERDICT_NO_INTERVAL:
		return "too few rounds to say";
	case VERDICT_ALIKE:
		return difference->low == difference->high ? "the same" : "cannot be told apart";
	case VERDICT_LESS:
		return "less";
	case VERDICT_MORE:
		return "more";
	default:
		return "";
	}
}
