/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_MM_H
#define FAKE_LINUX_MM_H

#include <stdlib.h>

#define GFP_KERNEL		0
#define kvzalloc(size, flags)	calloc(1, size)
#define kvfree(p)		free(p)

#endif
