// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "escape.h"
#include "exit.h"

static void (*before)(void);

/**
 * exit_before() - have something done before an error is printed
 * @function: what to call; once
 */
void exit_before(void (*function)(void))
{
	before = function;
}

/**
 * die() - end with one sentence on stderr that says what is wrong, and what to do
 * @status: the exit status
 * @format: as for printf, without a newline
 */
void die(enum exit_status status, const char *format, ...)
{
	char *sentence;
	va_list args;

	if (before)
		before();
	fflush(stdout);
	fputs("lazydbg: ", stderr);
	va_start(args, format);
	/* What it tells of may be from a file that somebody else has made. */
	if (vasprintf(&sentence, format, args) >= 0)
		escape_plain(sentence, stderr);
	else
		fputs("out of memory", stderr);
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}
