/* SPDX-License-Identifier: GPL-2.0 */
#ifndef ERRORS_H
#define ERRORS_H

#include <stdnoreturn.h>

#include "types.h"

enum {
	STATUS_RIGHT = 0,
	STATUS_WRONG = 1,		/* a guest or the host got something wrong */
	STATUS_CANNOT = 2,	/* bad arguments, or the host lacks something */
};

/* One sentence why there is nothing to run; doesn't return. */
__printf(1, 2) noreturn void die(const char *format, ...);

/* A wrong answer, in any thread. All are counted, the first ones printed and kept. */
__printf(1, 2) void complain(const char *format, ...);

size_t complaints(void);

/* The text of a complaint, or NULL when it wasn't kept. */
const char *complaint(size_t index);

#endif
