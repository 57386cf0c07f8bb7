// SPDX-License-Identifier: GPL-2.0
#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "exit.h"

jmp_buf died;

void die(enum exit_status status, const char *format, ...)
{
	char *sentence;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&sentence, format, args);
	va_end(args);
	/* The command line was right. */
	if (length <= 0 || status != EXIT_UNABLE)
		abort();
	free(sentence);
	longjmp(died, 1);
}
