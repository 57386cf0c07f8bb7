/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_ERR_H
#define FAKE_LINUX_ERR_H

#include <linux/types.h>

#define IS_ERR(p)	((unsigned long)(p) >= -4095UL)
#define PTR_ERR(p)	((long)(p))
#define ERR_PTR(error)	((void *)(long)(error))

static inline bool IS_ERR_OR_NULL(const void *p)
{
	return !p || IS_ERR(p);
}

#endif
