// SPDX-License-Identifier: GPL-2.0
/*
 * Does the file of this very core do what regs.h says? Patterns go into every register by
 * each way of writing, and come back by reading; then the host gets its values again.
 *
 * Interrupts are disabled all the time, and so are debug exceptions, so that what is armed
 * on the way cannot fire.
 */
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "access.h"
#include "host.h"
#include "selftest.h"

/* Of breakpoints: EL1 and EL0, all of a word, or EL0 alone; of watchpoints, all kinds. */
#define BCR_A	(0xf << 5 | 3 << 1 | REGS_CTRL_E)
#define BCR_B	(0xf << 5 | 2 << 1 | REGS_CTRL_E)
#define WCR_A	(0xf << 5 | 3 << 3 | 3 << 1 | REGS_CTRL_E)
#define WCR_B	(0x3 << 5 | 1 << 3 | 2 << 1 | REGS_CTRL_E)

/* Addresses, with a canonical upper half where there is one; the slot's number is added. */
#define VALUE_A	((regs_t)0x0000555555550554ULL)
#define VALUE_B	((regs_t)0xffffaaaaaaaaa0a8ULL)
#define SLOT_SHIFT	12

/**
 * struct kind - one of the four kinds of register
 * @name: what to call it
 * @offset: of its values in struct regs_file
 * @watch: there is one for each watchpoint, not for each breakpoint
 * @address: it holds one; if not, it arms the slot
 * @mask: bits that can be written on every CPU and read back
 * @pattern: what to try
 */
static const struct kind {
	const char *name;
	size_t offset;
	bool watch;
	bool address;
	regs_t mask;
	regs_t pattern[2];
} kinds[] = {
	{ "bvr", offsetof(struct regs_file, bvr), false, true, ~(regs_t)3, { VALUE_A, VALUE_B } },
	{ "bcr", offsetof(struct regs_file, bcr), false, false, 0x7, { BCR_A, BCR_B } },
	{ "wvr", offsetof(struct regs_file, wvr), true, true, ~(regs_t)3, { VALUE_B, VALUE_A } },
	{ "wcr", offsetof(struct regs_file, wcr), true, false, 0x1ff, { WCR_A, WCR_B } },
};

/**
 * struct test - what a test needs while it goes on, and its result
 * @cpu: where
 * @count: what this CPU implements
 * @checks: made
 * @failed: of these
 * @first: what the first of them found
 * @host: the host's values
 * @clear: zero in every slot
 * @pattern: other values for all slots
 * @held: what the file should hold
 * @got: what it was read to hold
 * @base: what it held when all slots were clear
 */
struct test {
	unsigned int cpu;
	const struct regs_count *count;
	unsigned int checks;
	unsigned int failed;
	char first[80];
	struct regs_file host;
	struct regs_file clear;
	struct regs_file pattern[2];
	struct regs_file held;
	struct regs_file got;
	struct regs_file base;
};

/* One at a time; also protects the last result. */
static DEFINE_MUTEX(selftest_mutex);
static struct test last;
static bool ever;

static regs_t *values(struct regs_file *file, const struct kind *kind)
{
	return (void *)file + kind->offset;
}

static unsigned int slots(const struct test *test, const struct kind *kind)
{
	return kind->watch ? test->count->wrps : test->count->brps;
}

#define for_each_register(test, kind, n)					\
	for (kind = kinds; kind < kinds + ARRAY_SIZE(kinds); kind++)		\
		for (n = 0; n < slots(test, kind); n++)

static void check(struct test *test, const char *what, const char *name, int n, u64 got, u64 want)
{
	test->checks++;
	if (got == want)
		return;
	if (!test->failed++)
		scnprintf(test->first, sizeof(test->first), "%s: %s%d is %#llx, not %#llx",
			  what, name, n, got, want);
}

/* Read the file: is @want in every bit that counts? */
static void check_file(struct test *test, const char *what, struct regs_file *want)
{
	const struct kind *kind;
	unsigned int n;

	regs_sync();
	regs_save(&test->got, test->count);
	for_each_register(test, kind, n)
		check(test, what, kind->name, n, values(&test->got, kind)[n] & kind->mask,
		      values(want, kind)[n] & kind->mask);
	check(test, what, "other", 0, test->got.other, want->other);
}

static void make_patterns(struct test *test)
{
	const struct kind *kind;
	unsigned int n, i;

	/* Not all of its bits need exist, so what it reads as says what to expect. */
	access_write_other(ACCESS_OTHER_PATTERN);
	regs_sync();
	for (i = 0; i < ARRAY_SIZE(test->pattern); i++) {
		for_each_register(test, kind, n)
			values(&test->pattern[i], kind)[n] =
				kind->pattern[i] + (kind->address ? n << SLOT_SHIFT : 0);
		test->pattern[i].other = access_read_other();
	}
	test->clear.other = test->host.other;
}

static void test_restore(struct test *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(test->pattern); i++) {
		regs_restore(&test->pattern[i], test->count);
		check_file(test, "restore", &test->pattern[i]);
	}
	regs_restore(&test->clear, test->count);
	check_file(test, "clear", &test->clear);
	test->base = test->got;
}

/* Each register by itself; the others keep every bit. */
static void test_update_one(struct test *test, const struct kind *kind, unsigned int n)
{
	regs_t value = values(&test->pattern[0], kind)[n];
	const struct kind *other;
	unsigned int i;

	test->held = test->clear;
	values(&test->clear, kind)[n] = value;
	check(test, "update one", "count", n, regs_update(&test->held, &test->clear, test->count),
	      1);
	values(&test->clear, kind)[n] = 0;
	regs_sync();
	regs_save(&test->got, test->count);
	check(test, "update one", kind->name, n, values(&test->got, kind)[n] & kind->mask,
	      value & kind->mask);
	values(&test->got, kind)[n] = values(&test->base, kind)[n];
	for_each_register(test, other, i)
		check(test, "update another", other->name, i, values(&test->got, other)[i],
		      values(&test->base, other)[i]);
	regs_update(&test->held, &test->clear, test->count);
}

static void test_update(struct test *test)
{
	const struct kind *kind;
	unsigned int n, written;

	for_each_register(test, kind, n)
		test_update_one(test, kind, n);
	check_file(test, "updates undone", &test->clear);

	for (n = 0; n < ARRAY_SIZE(test->pattern); n++) {
		written = regs_update(&test->held, &test->pattern[n], test->count);
		check_file(test, "update all", &test->pattern[n]);
		check(test, "update all", "count", n, written,
		      regs_total(test->count) - (n || test->clear.other == test->pattern[0].other));
		check(test, "update none", "count", n,
		      regs_update(&test->held, &test->pattern[n], test->count), 0);
		check_file(test, "update none", &test->pattern[n]);
	}
}

static void test_disarm(struct test *test)
{
	const struct kind *kind;
	unsigned int n, i;

	for (i = 0; i < ARRAY_SIZE(test->pattern); i++) {
		test->held = test->pattern[i];
		regs_restore(&test->held, test->count);
		check(test, "disarm", "count", i, regs_disarm(&test->held, test->count),
		      test->count->brps + test->count->wrps);
		for_each_register(test, kind, n)
			check(test, "disarm: the copy", kind->name, n, values(&test->held, kind)[n],
			      values(&test->pattern[i], kind)[n] &
			      ~(kind->address ? 0 : (regs_t)REGS_CTRL_E));
		check_file(test, "disarm", &test->held);
		check(test, "disarm again", "count", i, regs_disarm(&test->held, test->count), 0);
	}
}

/* Every bit of them. */
static void put_back(struct test *test, regs_t control)
{
	const struct kind *kind;
	unsigned int n;

	regs_restore(&test->host, test->count);
	regs_sync();
	regs_save(&test->got, test->count);
	for_each_register(test, kind, n)
		check(test, "put back", kind->name, n, values(&test->got, kind)[n],
		      values(&test->host, kind)[n]);
	check(test, "put back", "other", 0, test->got.other, test->host.other);
	regs_unmask(control);
	check(test, "put back", "control", 0, regs_exchange_control(control), control);
}

/* With interrupts disabled. */
static int test_all(struct test *test)
{
	int ret = host_take(&test->host);
	regs_t control;

	if (ret)
		return ret;
	test->count = host_count(test->cpu);
	control = regs_mask();
	make_patterns(test);
	test_restore(test);
	test_update(test);
	test_disarm(test);
	put_back(test, control);
	return 0;
}

static long run_here(void *arg)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = test_all(arg);
	local_irq_restore(flags);
	return ret;
}

static int run(void)
{
	struct test *test = kvzalloc(sizeof(*test), GFP_KERNEL);
	int ret;

	if (!test)
		return -ENOMEM;
	test->cpu = raw_smp_processor_id();
	ret = host_run(test->cpu, run_here, test);
	if (!ret) {
		last = *test;
		ever = true;
		if (test->failed)
			ret = -EIO;
	}
	kvfree(test);
	return ret;
}

/**
 * selftest_take() - test the file of this CPU
 * @word: "run"; a newline may follow it
 *
 * Says in the log what is right if it is another, and what was wrong with the file.
 * Sleeps.
 *
 * Return: 0; -EINVAL; -EBUSY while the host debugs on this CPU; -EIO if a check failed; or
 * another negative errno. The host has its values back in all cases.
 */
int selftest_take(const char *word)
{
	int ret;

	if (!sysfs_streq(word, "run")) {
		pr_err("selftest takes 'run', not '%.*s'\n", (int)strcspn(word, "\n"), word);
		return -EINVAL;
	}
	ret = mutex_lock_interruptible(&selftest_mutex);
	if (ret)
		return ret;
	ret = run();
	if (ret == -EIO)
		pr_err("selftest: CPU %u, %s\n", last.cpu, last.first);
	mutex_unlock(&selftest_mutex);
	if (ret == -EBUSY)
		pr_err("the host debugs on this CPU; remove its breakpoints, or take another CPU\n");
	return ret;
}

/**
 * selftest_show() - print the last result
 * @m: where to
 *
 * Sleeps.
 *
 * Return: 0.
 */
int selftest_show(struct seq_file *m)
{
	mutex_lock(&selftest_mutex);
	if (ever) {
		seq_printf(m, "cpu %u\nchecks %u\nfailed %u\n", last.cpu, last.checks,
			   last.failed);
		if (last.failed)
			seq_printf(m, "first %s\n", last.first);
	}
	mutex_unlock(&selftest_mutex);
	return 0;
}
