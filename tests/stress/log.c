// SPDX-License-Identifier: GPL-2.0
/*
 * The last things that were done, also as marks in the kernel's trace buffer, between what
 * the module says it did. All of it is shown when something is wrong, which ends the run.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stress.h"

#define LINES		60
#define LINE_SIZE	200
#define TRACING		"/sys/kernel/tracing/"

static char lines[LINES][LINE_SIZE];
static unsigned long said;
static int marker = -1;

void log_open(void)
{
	marker = open(TRACING "trace_marker", O_WRONLY | O_CLOEXEC);
	write_word(TRACING "buffer_size_kb", "256");
}

static void mark(const char *line)
{
	if (marker >= 0 && write(marker, line, strlen(line)) < 0)
		marker = -1;
}

void say(const char *format, ...)
{
	char *line = lines[said++ % LINES];
	va_list args;

	va_start(args, format);
	vsnprintf(line, LINE_SIZE, format, args);
	va_end(args);
	mark(line);
}

void show_file(const char *path, unsigned int count)
{
	char (*last)[LINE_SIZE] = calloc(count, LINE_SIZE);
	FILE *file = fopen(path, "re");
	unsigned long read = 0, n;

	if (!file || !last) {
		printf("cannot show %s\n", path);
	} else {
		printf("-- %s\n", path);
		while (fgets(last[read % count], LINE_SIZE, file))
			read++;
		for (n = read > count ? read - count : 0; n < read; n++)
			printf("%.*s\n", (int)strcspn(last[n % count], "\n"), last[n % count]);
	}
	if (file)
		fclose(file);
	free(last);
}

static void show_log(void)
{
	unsigned long n;

	printf("-- the last operations\n");
	for (n = said > LINES ? said - LINES : 0; n < said; n++)
		printf("%s\n", lines[n % LINES]);
}

void wrong(const char *format, ...)
{
	va_list args;

	write_word(TRACING "tracing_on", "0");
	printf("WRONG: ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	show_log();
	show_file("/sys/kernel/debug/lazydbg/stats", 40);
	show_file("/sys/kernel/debug/lazydbg/vcpus", 40);
	show_file(TRACING "trace", 150);
	fflush(stdout);
	guests_kill();
	_exit(1);
}
