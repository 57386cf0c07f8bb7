/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_HASH_H
#define FAKE_LINUX_HASH_H

#include <linux/types.h>

/* All that the addresses of our few vcpus differ in is somewhere in the middle. */
static inline u32 hash_ptr(const void *p, unsigned int bits)
{
	return ((uintptr_t)p >> 5) & ((1U << bits) - 1);
}

#endif
