/* SPDX-License-Identifier: GPL-2.0 */
/* How many slots a stretch of places.S has something for: as many as QEMU's cores have. */
#ifndef PLACES_H
#define PLACES_H

#define BREAKPOINTS	6
#define WATCHPOINTS	4

/* Words of a stretch that can be hit. */
#define PLACES		(BREAKPOINTS + 2 * WATCHPOINTS)

#ifndef __ASSEMBLER__
#include <stdint.h>

void stretch_all(uint64_t *variables, uint32_t value);
void stretch_some(uint64_t *variables, uint32_t value);
#endif

#endif
