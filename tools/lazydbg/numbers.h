/* SPDX-License-Identifier: GPL-2.0 */
/* The numbers in what a command printed. */
#ifndef LAZYDBG_NUMBERS_H
#define LAZYDBG_NUMBERS_H

#include "comparison.h"

void numbers_add(struct comparison *c, const char *output, size_t mode, size_t round);

#endif
