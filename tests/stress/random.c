// SPDX-License-Identifier: GPL-2.0
#include "stress.h"

static uint64_t state;

static uint64_t next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void random_start(unsigned long operation)
{
	state = setup.seed;
	state = next() + operation;
}

unsigned int any(unsigned int below)
{
	return (unsigned int)(next() % below);
}

bool chance(unsigned int one_in)
{
	return !any(one_in);
}
