/* SPDX-License-Identifier: GPL-2.0 */
/* Exit statuses of all subcommands, and errors that lead to one. */
#ifndef LAZYDBG_EXIT_H
#define LAZYDBG_EXIT_H

#include "compiler.h"

enum exit_status {
	EXIT_OK = 0,
	EXIT_NO = 1,		/* it was done, and the answer is no */
	EXIT_USAGE = 2,		/* the command line is wrong */
	EXIT_UNABLE = 3,	/* this host, or this user, cannot do it */
};

void __noreturn __printf(2, 3) die(enum exit_status status, const char *format, ...);
void exit_before(void (*function)(void));

#endif
