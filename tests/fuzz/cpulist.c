// SPDX-License-Identifier: GPL-2.0
/* A list of CPUs: sysfs's, and what --cpu takes. */
#include "cpulist.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct cpulist list;

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	if (cpulist_parse(&list, text) && !list.count)
		abort();
	cpulist_free(&list);
	free(text);
	return 0;
}
