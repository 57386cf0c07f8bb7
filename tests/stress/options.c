// SPDX-License-Identifier: GPL-2.0
/* What a guest is to be like. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stress.h"

#define VCPUS_MAX	4

static void add(struct arguments *a, const char *word)
{
	size_t length = strlen(a->text);

	if (a->count == MAX_WORDS)
		abort();
	a->words[a->count++] = word;
	snprintf(a->text + length, sizeof(a->text) - length, "%s%s", length ? " " : "", word);
}

static void add_number(struct arguments *a, const char *option, unsigned int n,
		       unsigned int value)
{
	snprintf(a->numbers[n], sizeof(a->numbers[n]), "%u", value);
	add(a, option);
	add(a, a->numbers[n]);
}

static bool maybe(struct arguments *a, const char *option, unsigned int one_in)
{
	bool taken = chance(one_in);

	if (taken)
		add(a, option);
	return taken;
}

static void any_exit(struct arguments *a)
{
	static const char * const kinds[] = { "hvc", "mmio", "wfi" };
	unsigned int kind = any(COUNT(kinds));

	add(a, "--exit");
	add(a, kinds[kind]);
	if (kind == 1)
		a->host_watch = maybe(a, "--host-watch", 2);
}

/* All that can change, changes. */
static void changing(struct arguments *a, bool a32)
{
	add(a, "--random");
	maybe(a, "--write", 2);
	maybe(a, "--meddle", 3);
	if (a32 && maybe(a, "--undef", 3))
		return;
	maybe(a, "--reset", 3);
	maybe(a, "--os-lock", 3);
	maybe(a, "--guest-debug", 3);
}

static void armed(struct arguments *a)
{
	static const char * const how_many[] = { "0", "1", "2", "all" };

	add(a, "--mde");
	add(a, "--breakpoints");
	add(a, how_many[any(COUNT(how_many))]);
	add(a, "--watchpoints");
	add(a, how_many[any(COUNT(how_many))]);
	maybe(a, "--write", 3);
	maybe(a, "--reset", 4);
}

void any_arguments(struct arguments *a, unsigned int *vcpus)
{
	/* In a batch. More of them are more world switches, fewer are more new plans. */
	static const unsigned int most_exits[] = { 20, 200, 2000, 5000 };
	unsigned int kind = any(10);
	bool a32;

	*a = (struct arguments){};
	*vcpus = 1 + any(VCPUS_MAX);
	add(a, setup.guest);
	add(a, "--json");
	add(a, "--batches");
	add(a, "100000");
	add_number(a, "--seed", 0, any(1u << 30));
	add_number(a, "--vcpus", 1, *vcpus);
	add_number(a, "--exits", 2, 1 + any(most_exits[any(COUNT(most_exits))]));
	any_exit(a);
	/* One in ten is hostile, one never touches a debug register. */
	if (kind == 0) {
		add(a, "--hostile");
		return;
	}
	a32 = chance(3);
	if (a32) {
		add(a, "--isa");
		add(a, "a32");
	}
	if (kind < 7)
		changing(a, a32);
	else if (kind < 9)
		armed(a);
}
