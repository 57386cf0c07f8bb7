/* SPDX-License-Identifier: GPL-2.0 */
/* Allocation that ends the program with a sentence when there is no memory. */
#ifndef LAZYDBG_MEMORY_H
#define LAZYDBG_MEMORY_H

#include <stddef.h>

void *more(void *array, size_t *count, size_t size);
void *zeroed(size_t count, size_t size);

#endif
