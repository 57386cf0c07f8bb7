/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's names for things. A u64 is an unsigned long long, so %llu
 * prints it.
 */
#ifndef TYPES_H
#define TYPES_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef __u8 u8;
typedef __s32 s32;
typedef __u32 u32;
typedef __u64 u64;

#define __printf(fmt, args)	__attribute((format(printf, fmt, args)))

#endif
