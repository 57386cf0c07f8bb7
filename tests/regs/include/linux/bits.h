/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_BITS_H
#define FAKE_LINUX_BITS_H

#include <linux/compiler.h>

#define GENMASK(high, low)	((2UL << (high)) - (1UL << (low)))

#endif
