/* SPDX-License-Identifier: GPL-2.0 */
#ifndef STRESS_PLACES_H
#define STRESS_PLACES_H

#include <stdint.h>

/* A store to a place, a load from there, and an instruction to break at, a word each. */
void stretch(uint64_t *place);

#endif
