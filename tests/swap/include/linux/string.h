/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_STRING_H
#define FAKE_LINUX_STRING_H

#include <string.h>

#include <linux/types.h>

static inline void strscpy(void *to, const char *from, size_t size)
{
	size_t length = strnlen(from, size - 1);

	memcpy(to, from, length);
	((char *)to)[length] = '\0';
}

#endif
