/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_STDDEF_H
#define FAKE_LINUX_STDDEF_H

/* sizeof_field() is in the Makefile. */
#include <stddef.h>

#endif
