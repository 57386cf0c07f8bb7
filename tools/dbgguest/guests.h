/* SPDX-License-Identifier: GPL-2.0 */
/* The guests' code, see guests.S. */
#ifndef GUESTS_H
#define GUESTS_H

#include "types.h"

extern const u8 guest_a64[], guest_a64_end[];
extern const u8 guest_a32[], guest_a32_end[];

#endif
