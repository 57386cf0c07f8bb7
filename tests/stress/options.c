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
	bool taken = chance(one_in) || a->all;

	if (taken)
		add(a, option);
	return taken;
}

enum way_out { HVC, MMIO, WFI, WAYS_OUT };

static void leaving(struct arguments *a, enum way_out way, bool host_watch)
{
	static const char * const names[] = { "hvc", "mmio", "wfi" };

	add(a, "--exit");
	add(a, names[way]);
	if (way != MMIO)
		return;
	a->host_watch = host_watch;
	a->mark = !host_watch;
	add(a, host_watch ? "--host-watch" : "--mark");
}

static void maybe_reset(struct arguments *a, unsigned int one_in)
{
	a->waker = maybe(a, "--reset", one_in);
}

/* All that can change, changes. */
static void changing(struct arguments *a, bool a32)
{
	add(a, "--random");
	maybe(a, "--write", 2);
	maybe(a, "--meddle", 3);
	if (a32 && maybe(a, "--undef", 3))
		return;
	maybe_reset(a, 3);
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
	maybe_reset(a, 4);
}

/* Any values, of which the host must not feel any. */
static void attacking(struct arguments *a)
{
	add(a, "--attack");
	maybe(a, "--write", 3);
	if (!maybe(a, "--random", 2))
		return;
	maybe(a, "--meddle", 3);
	maybe_reset(a, 3);
}

struct part {
	enum { HOSTILE, ATTACKING, CHANGING, ARMED, IDLE } kind;
	enum way_out way_out;
	bool a32;
	bool host_watch;
};

/* One in eleven is hostile, one attacks, one never touches a debug register. */
static struct part any_part(void)
{
	unsigned int kind = any(11);
	struct part part = { .kind = CHANGING };

	if (kind < 2)
		part.kind = kind ? ATTACKING : HOSTILE;
	else if (kind > 7)
		part.kind = kind == 10 ? IDLE : ARMED;
	part.way_out = any(WAYS_OUT);
	part.a32 = part.kind != HOSTILE && chance(3);
	part.host_watch = chance(2);
	return part;
}

static void add_kind(struct arguments *a, const struct part *part)
{
	switch (part->kind) {
	case HOSTILE:
		add(a, "--hostile");
		break;
	case ATTACKING:
		attacking(a);
		break;
	case CHANGING:
		changing(a, part->a32);
		break;
	case ARMED:
		armed(a);
		break;
	case IDLE:
		break;
	}
}

/* In a batch. More of them are more world switches, fewer are more new plans. */
static unsigned int any_exits(bool few)
{
	static const unsigned int most[] = { 20, 200, 2000, 5000 };

	return 1 + any(most[few ? 0 : any(COUNT(most))]);
}

void part_arguments(struct arguments *a, unsigned int *vcpus, unsigned int number)
{
	static const struct part parts[PARTS] = {
		{ CHANGING, MMIO, false, false }, { CHANGING, WFI, true, false },
		{ HOSTILE, HVC, false, false }, { ATTACKING, MMIO, false, false },
		{ ARMED, MMIO, false, true },
	};
	const struct part part = number < PARTS ? parts[number] : any_part();

	*a = (struct arguments){ .all = number < PARTS };
	*vcpus = 1 + any(VCPUS_MAX);
	add(a, setup.guest);
	add(a, "--json");
	add(a, "--batches");
	add(a, "100000");
	add_number(a, "--seed", 0, any(1u << 30));
	add_number(a, "--vcpus", 1, *vcpus);
	add_number(a, "--exits", 2, any_exits(a->all));
	leaving(a, part.way_out, part.host_watch);
	if (part.a32) {
		add(a, "--isa");
		add(a, "a32");
	}
	add_kind(a, &part);
}
