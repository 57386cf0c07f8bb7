/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers that look random, the same for the same seed. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdbool.h>
#include <stdint.h>

void random_seed(uint64_t seed);
uint64_t random_next(void);

/* random_below() - a number from 0 to @n - 1 */
static inline unsigned int random_below(unsigned int n)
{
	return (random_next() >> 33) % n;
}

/* random_chance() - true once in @n times */
static inline bool random_chance(unsigned int n)
{
	return !random_below(n);
}

#endif
