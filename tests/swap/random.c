// SPDX-License-Identifier: GPL-2.0
/* Numbers that look random: an LCG whose high bits are folded onto its low ones. */
#include "random.h"

static uint64_t state;

void random_seed(uint64_t seed)
{
	state = seed * 2 + 1;
	for (int i = 0; i < 8; i++)
		random_next();
}

uint64_t random_next(void)
{
	uint64_t x;

	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	x = state ^ (state >> 29);
	x *= 0xff51afd7ed558ccdULL;
	return x ^ (x >> 32);
}
