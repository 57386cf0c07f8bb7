/* SPDX-License-Identifier: GPL-2.0 */
/* What is expected, and what comes. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdint.h>

void expect(const char *what, uint64_t got, uint64_t want);
uint64_t expect_random(void);

#endif
