// SPDX-License-Identifier: GPL-2.0
/* compare's statistics against values found by hand, and by published tables. TAP. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "compare-stats.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static unsigned int tests, failed;

static void ok(bool right, const char *name)
{
	printf("%s %u - %s\n", right ? "ok" : "not ok", ++tests, name);
	failed += !right;
}

static bool near(double got, double want)
{
	if (fabs(got - want) < 0.000000001)
		return true;
	printf("# got %.12g, want %.12g\n", got, want);
	return false;
}

static void test_summary(void)
{
	const double five[] = { 9, 1, 4, 16, 25 };
	const double four[] = { 4, 1, 3, 2 };
	const double one[] = { 7 };
	struct summary s = summarise(five, COUNT(five));

	ok(near(s.min, 1) && near(s.q1, 4) && near(s.median, 9) && near(s.q3, 16) &&
	   near(s.max, 25), "five values");
	s = summarise(four, COUNT(four));
	ok(near(s.q1, 1.75) && near(s.median, 2.5) && near(s.q3, 3.25), "quartiles between values");
	s = summarise(one, COUNT(one));
	ok(near(s.min, 7) && near(s.q1, 7) && near(s.median, 7) && near(s.max, 7), "one value");
}

/* Two-sided 5 %: the greatest sum of ranks that is significant, plus 1, from any table. */
static void test_rank(void)
{
	static const struct {
		size_t rounds, rank;
	} table[] = {
		{ 5, 0 }, { 6, 1 }, { 7, 3 }, { 8, 4 }, { 9, 6 }, { 10, 9 }, { 12, 14 },
		{ 15, 26 }, { 20, 53 }, { 25, 90 },
	};
	double coverage;
	char name[64];
	size_t i;

	for (i = 0; i < COUNT(table); i++) {
		snprintf(name, sizeof(name), "the rank for %zu rounds", table[i].rounds);
		ok(interval_rank(table[i].rounds, 95, &coverage) == table[i].rank, name);
	}
	interval_rank(6, 95, &coverage);
	ok(near(coverage, 100 * (1 - 2.0 / 64)), "6 rounds cover all but 2 in 64");
	interval_rank(10, 95, &coverage);
	ok(near(coverage, 100 * (1 - 2 * 25.0 / 1024)), "10 rounds cover all but 50 in 1024");
	ok(rounds_needed(95) == 6 && rounds_needed(99) == 8 && rounds_needed(50) == 2,
	   "the least number of rounds");
	ok(interval_rank(200, 99.9, &coverage) && coverage >= 99.9, "200 rounds");
}

/* Depression scale of nine patients before and after (Hollander and Wolfe, table 3.1). */
static void test_published(void)
{
	static const double before[] = { 1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30 };
	static const double after[] = {
		0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29
	};
	struct difference d = difference_between(before, after, COUNT(before), 95);

	ok(near(d.estimate, -0.46), "a published estimate");
	ok(near(d.low, -0.786) && near(d.high, -0.01), "its published interval");
	ok(d.verdict == VERDICT_LESS, "which is below 0");
}

static void test_differences(void)
{
	static const double base[] = { 10, 20, 30, 40, 50, 60, 70 };
	static const double same[] = { 10, 20, 30, 40, 50, 60, 70 };
	static const double shifted[] = { 13, 23, 33, 43, 53, 63, 73 };
	static const double noisy[] = { 11, 19, 31, 39, 51, 59, 71 };
	struct difference d = difference_between(base, same, COUNT(base), 95);

	ok(d.verdict == VERDICT_ALIKE && d.low == 0 && d.high == 0, "runs that are all the same");
	d = difference_between(base, shifted, COUNT(base), 95);
	ok(d.verdict == VERDICT_MORE && d.low == 3 && d.high == 3 && d.estimate == 3,
	   "a difference without spread, under a drift that both have");
	/* NOLINTNEXTLINE(readability-suspicious-call-argument): they are swapped */
	d = difference_between(shifted, base, COUNT(base), 95);
	ok(d.verdict == VERDICT_LESS && d.estimate == -3, "and the other way round");
	d = difference_between(base, noisy, COUNT(base), 95);
	ok(d.verdict == VERDICT_ALIKE && d.low == -1 && d.high == 1, "nothing but noise");
	d = difference_between(base, shifted, 5, 95);
	ok(d.verdict == VERDICT_NO_INTERVAL && d.estimate == 3, "too few rounds");
}

int main(void)
{
	test_summary();
	test_rank();
	test_published();
	test_differences();
	printf("1..%u\n", tests);
	return failed ? 1 : 0;
}
