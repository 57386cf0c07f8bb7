// SPDX-License-Identifier: GPL-2.0
/*
 * What has happened, what was broken, and the end of the run.
 *
 * There are millions of operations, of which only the last few are ever printed. So
 * their arguments are kept, which are all of type long, and no text is made of them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "log.h"

#define ARGUMENTS	5

bool log_verbose;
char log_replay[256];

static struct {
	const char *format;
	long arguments[ARGUMENTS];
} notes[LOG_NOTES];

static unsigned long count;

static void print(unsigned long n)
{
	const long *a = notes[n % LOG_NOTES].arguments;

	printf("# %8lu  ", n);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
	printf(notes[n % LOG_NOTES].format, a[0], a[1], a[2], a[3], a[4]);
#pragma GCC diagnostic pop
	printf("\n");
}

/* log_start() - a new run begins */
void log_start(void)
{
	count = 0;
}

/* note() - remember an operation; the arguments are of type long, five at most */
void note(const char *format, ...)
{
	long *a = notes[count % LOG_NOTES].arguments;
	const char *p;
	va_list args;

	notes[count % LOG_NOTES].format = format;
	memset(a, 0, sizeof(notes[0].arguments));
	va_start(args, format);
	for (p = strchr(format, '%'); p; p = strchr(p + 1, '%'))
		*a++ = va_arg(args, long);
	va_end(args);
	if (log_verbose)
		print(count);
	count++;
}

/* fail() - a rule is broken: say which, how it came, and how to see it again */
void fail(const char *rule, const char *format, ...)
{
	unsigned long n;
	va_list args;

	if (!log_verbose)
		for (n = count > LOG_NOTES ? count - LOG_NOTES : 0; n < count; n++)
			print(n);
	printf("# broken: %s: ", rule);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n# again: %s\n", log_replay);
	fflush(stdout);
	_exit(1);
}
