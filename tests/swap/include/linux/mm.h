/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_MM_H
#define FAKE_LINUX_MM_H

#include <stdlib.h>

#include <linux/errno.h>

#define GFP_KERNEL		0
#define kvcalloc(n, size, flags)	calloc(n, size)
#define kvfree(p)		free(p)

#endif
