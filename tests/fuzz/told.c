// SPDX-License-Identifier: GPL-2.0
/*
 * What a command and perf print, as compare makes figures of it, and shows and saves them.
 * What it saves report must read.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "fuzz.h"
#include "json-memory.h"
#include "numbers.h"
#include "perf.h"
#include "printed.h"
#include "text.h"

#define ROUNDS	1

static void save_and_read(const struct comparison *c)
{
	char *saved = json_dumps(comparison_to_json(c), JSON_REAL_PRECISION(15));
	json_t *json = json_loads(saved, JSON_REJECT_DUPLICATES, NULL);
	struct comparison again;

	if (!json)
		abort();
	comparison_from_json(&again, json, "saved");
	if (again.count != c->count)
		abort();
	comparison_free(&again);
}

static void show(const struct comparison *c)
{
	char *text;
	FILE *to = text_stream(&text);

	comparison_print(c, to);
	fclose(to);
	printed_check(text);
	free(text);
}

static void compare(struct comparison *c, char *text)
{
	char *told = strdup(text);
	size_t mode;

	if (!told)
		abort();
	for (mode = 0; mode < c->modes; mode++) {
		memcpy(told, text, strlen(text) + 1);
		numbers_add(c, told, mode, 0);
		perf_add(c, told, mode, 0);
	}
	comparison_drop_gaps(c);
	show(c);
	save_and_read(c);
	free(told);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *modes[2] = { "off", "lazy" };
	char *text = calloc(1, size + 1);
	struct comparison c;

	if (!text)
		abort();
	memcpy(text, data, size);
	comparison_start(&c, 2, modes, ROUNDS, 95);
	c.host = json_object();
	c.command = json_array();
	c.date = strdup("2026-01-01T00:00:00Z");
	if (setjmp(died))
		abort();
	compare(&c, text);
	comparison_free(&c);
	free(text);
	json_memory_free();
	return 0;
}
