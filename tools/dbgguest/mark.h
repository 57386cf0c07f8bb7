/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A word for each vcpu's thread, in which the thread leaves the number of its vcpu's exits to
 * the VMM, at each of them. Nobody needs it: it is for debuggers to watch, which know where it
 * is from the thread's number, and what is stored there next.
 */
#ifndef MARK_H
#define MARK_H

#include <sys/types.h>

#include "types.h"

#define MARKS		0x6e0000010000UL	/* of thread n: that of n % MARKS_COUNT */
#define MARKS_COUNT	1024
#define MARK_STEP	64

static inline uintptr_t mark_of(pid_t thread)
{
	return MARKS + thread % MARKS_COUNT * MARK_STEP;
}

void marks_open(void);

/* For the vcpu's own thread: a single store of X1 to where X0 points. */
void mark(pid_t thread, u64 exits);

#endif
