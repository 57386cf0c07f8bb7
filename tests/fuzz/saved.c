// SPDX-License-Identifier: GPL-2.0
/* A saved result, as report reads it and makes both of its formats of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* NOLINTNEXTLINE(bugprone-suspicious-include): what reads a result is static there */
#include "cmd-report.c"
#include "fuzz.h"
#include "json-memory.h"
#include "printed.h"

static void report(const char *file)
{
	struct result result;
	char *text;
	FILE *to;

	result = load(file);
	to = text_stream(&text);
	report_markdown(&result, 1, to);
	report_html(&result, 1, to);
	fclose(to);
	printed_check(text);
	free(text);
	if (result.kind == RESULT_COMPARE)
		comparison_free(&result.comparison);
	json_decref(result.json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("saved", 0);
	char name[32];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	TRY(report(name));
	close(fd);
	json_memory_free();
	return 0;
}
