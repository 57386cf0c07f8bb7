/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Assertions of what must hold at every instant, for builds with
 * LAZYDBG_CFLAGS=-DLAZYDBG_CHECK and for the tests in user space.
 */
#ifndef LAZYDBG_CHECK_H
#define LAZYDBG_CHECK_H

#ifdef LAZYDBG_CHECK
#include <linux/bug.h>
#define CHECK(condition)	WARN_ON_ONCE(!(condition))
#else
#define CHECK(condition)	((void)0)
#endif

#endif
