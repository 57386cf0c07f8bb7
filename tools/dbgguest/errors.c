// SPDX-License-Identifier: GPL-2.0
#include "errors.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define COMPLAINTS_KEPT	20

static char kept[COMPLAINTS_KEPT][160];
static size_t count;

void die(const char *format, ...)
{
	va_list args;

	fputs("dbgguest: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(STATUS_CANNOT);
}

static void keep(const char *format, va_list args)
{
	if (count++ >= COMPLAINTS_KEPT)
		return;
	vsnprintf(kept[count - 1], sizeof(kept[0]), format, args);
	fprintf(stderr, "dbgguest: %s\n", kept[count - 1]);
}

void complain(const char *format, ...)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	va_list args;

	va_start(args, format);
	pthread_mutex_lock(&lock);
	keep(format, args);
	pthread_mutex_unlock(&lock);
	va_end(args);
}

size_t complaints(void)
{
	return count;
}

const char *complaint(size_t index)
{
	if (index >= count || index >= COMPLAINTS_KEPT)
		return NULL;
	return kept[index];
}
