/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOSTADDR_H
#define HOSTADDR_H

#include "types.h"

/*
 * Fill a table, of eight at least, with addresses that the host executes or touches, some of
 * them chosen by the seed.
 */
void host_addresses(u64 *addresses, size_t count, u64 seed);

#endif
