// SPDX-License-Identifier: GPL-2.0
/* Each way of moving the file: what it returns, and which accesses it makes. */
#include <string.h>

#include "access.h"
#include "expect.h"
#include "primitives.h"

static const struct regs_count *count;

static regs_t *copy(struct regs_file *file, enum fake_kind kind)
{
	switch (kind) {
	case FAKE_BVR:
		return file->bvr;
	case FAKE_BCR:
		return file->bcr;
	case FAKE_WVR:
		return file->wvr;
	default:
		return file->wcr;
	}
}

static void fill(struct regs_file *file)
{
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++)
			copy(file, kind)[n] = expect_random();
	file->other = expect_random();
}

/* How often each register was to be accessed: as @wanted says of it, or once. */
static void accesses(const char *what, unsigned int counts[FAKE_KINDS][REGS_MAX_SLOTS],
		     bool (*wanted)(enum fake_kind kind, unsigned int n))
{
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++)
			expect(what, counts[kind][n], wanted(kind, n));
}

static bool all(enum fake_kind kind, unsigned int n)
{
	(void)kind;
	(void)n;
	return true;
}

static bool none(enum fake_kind kind, unsigned int n)
{
	return !all(kind, n);
}

/* The values of implemented registers are @want's; in @file those of others are @rest's. */
static void same(const char *what, struct regs_file *file, struct regs_file *want,
		 struct regs_file *rest)
{
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++)
			expect(what, copy(file, kind)[n],
			       copy(n < fake.slots[kind] ? want : rest, kind)[n]);
	expect(what, file->other, want->other);
}

static void holds(const char *what, struct regs_file *want)
{
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++)
			expect(what, fake.value[kind][n], copy(want, kind)[n]);
	expect(what, fake.other, want->other);
}

static void save(void)
{
	struct regs_file file, rest, was;

	fill(&rest);
	file = rest;
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		memcpy(copy(&was, kind), fake.value[kind], sizeof(fake.value[kind]));
	was.other = fake.other;
	fake_count();
	regs_save(&file, count);
	accesses("save reads each once", fake.reads, all);
	accesses("save writes none", fake.writes, none);
	expect("save reads the other once", fake.other_reads, 1);
	same("save", &file, &was, &rest);
	holds("save changes nothing", &was);
}

static void restore(void)
{
	struct regs_file file;

	fill(&file);
	fake_count();
	regs_restore(&file, count);
	accesses("restore writes each once", fake.writes, all);
	accesses("restore reads none", fake.reads, none);
	expect("restore writes the other once", fake.other_writes, 1);
	holds("restore", &file);
}

static struct regs_file before, wanted, held;

/* A file with something in it, and the copies of that. */
static void begin(void)
{
	fill(&before);
	regs_restore(&before, count);
	held = before;
	wanted = before;
}

static bool differs(enum fake_kind kind, unsigned int n)
{
	return copy(&before, kind)[n] != copy(&wanted, kind)[n];
}

/* What is to be written differs in about one register of four, and not in all bits. */
static void update(void)
{
	unsigned int written, differ = 0;

	begin();
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++)
			if (expect_random() % 4 == 0)
				copy(&wanted, kind)[n] ^= (regs_t)1 << expect_random() % 32;
	if (expect_random() % 2)
		wanted.other ^= 1;
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++)
			differ += differs(kind, n);
	differ += before.other != wanted.other;
	fake_count();
	written = regs_update(&held, &wanted, count);
	expect("update says how many differ", written, differ);
	accesses("update writes what differs", fake.writes, differs);
	accesses("update reads none", fake.reads, none);
	expect("update: the other", fake.other_writes, before.other != wanted.other);
	same("update keeps in step", &held, &wanted, &before);
	holds("update", &wanted);
	expect("update again", regs_update(&held, &wanted, count), 0);
}

static bool was_armed(enum fake_kind kind, unsigned int n)
{
	return fake_is_control(kind) && (copy(&before, kind)[n] & REGS_CTRL_E);
}

static void disarm(void)
{
	unsigned int armed = 0;

	begin();
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++) {
			armed += was_armed(kind, n);
			if (was_armed(kind, n))
				copy(&wanted, kind)[n] &= ~(regs_t)REGS_CTRL_E;
		}
	wanted.other = 0;
	armed += !!before.other;
	fake_count();
	expect("disarm says how many were armed", regs_disarm(&held, count), armed);
	accesses("disarm writes those", fake.writes, was_armed);
	accesses("disarm reads none", fake.reads, none);
	expect("disarm: the other", fake.other_writes, !!before.other);
	same("disarm keeps in step", &held, &wanted, &before);
	holds("disarm", &wanted);
	expect("disarm again", regs_disarm(&held, count), 0);
}

/* Of each slot alone, and of none that the CPU does not have. */
static void occupied(void)
{
	struct regs_file file;

	memset(&file, 0, sizeof(file));
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++) {
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++) {
			bool counts = fake_is_control(kind) && n < fake.slots[kind];

			for (unsigned int bit = 0; bit < 3; bit++) {
				copy(&file, kind)[n] = 1 << bit;
				expect("occupied", regs_occupied(&file, count), counts);
			}
			copy(&file, kind)[n] = 0;
		}
	}
	expect("occupied: nothing", regs_occupied(&file, count), false);
}

static void mask(void)
{
	regs_t control = expect_random(), was;

	fake.control = control;
	was = regs_mask();
	expect("mask", fake.control, control & ~ACCESS_EXCEPTIONS);
	expect("mask, now", fake.synced, true);
	regs_unmask(was);
	expect("unmask", fake.control, control);
	expect("unmask, now", fake.synced, true);
	expect("exchange returns", regs_exchange_control(~control), control);
	expect("exchange", fake.control, (regs_t)~control);
	fake.control = 0;
}

/* primitives() - try all, on a file with so many registers */
void primitives(const struct regs_count *of)
{
	count = of;
	save();
	restore();
	save();
	update();
	disarm();
	occupied();
	mask();
}
