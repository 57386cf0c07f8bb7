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
#include <linux/ratelimit.h>
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

/* From here on bits of an address are inverted that the slot's number has set. */
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
struct kind {
	const char *name;
	size_t offset;
	bool watch;
	bool address;
	regs_t mask;
	regs_t pattern[2];
};

#define ADDRESS_BITS	(~(regs_t)3)

static const struct kind kinds[] = {
	{ "bvr", offsetof(struct regs_file, bvr), false, true, ADDRESS_BITS,
	  { ACCESS_ADDRESS_A, ACCESS_ADDRESS_B } },
	{ "bcr", offsetof(struct regs_file, bcr), false, false, REGS_CTRL_E | REGS_CTRL_PMC,
	  { BCR_A, BCR_B } },
	{ "wvr", offsetof(struct regs_file, wvr), true, true, ADDRESS_BITS,
	  { ACCESS_ADDRESS_B, ACCESS_ADDRESS_A } },
	{ "wcr", offsetof(struct regs_file, wcr), true, false, WCR_A,
	  { WCR_A, WCR_B } },
};

/* One register. */
struct place {
	const struct kind *kind;
	unsigned int n;
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
 * @want: what the file shall hold
 * @held: what it should hold now
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
	struct regs_file want;
	struct regs_file held;
	struct regs_file got;
	struct regs_file base;
};

/* One at a time; also protects the last result. */
static DEFINE_MUTEX(selftest_mutex);
static struct test last;
static bool ever;

static unsigned int slots(const struct test *test, const struct kind *kind)
{
	return kind->watch ? test->count->wrps : test->count->brps;
}

/* The next register of the file; false after the last. The first is after { NULL }. */
static bool next_register(struct test *test, struct place *at)
{
	if (!at->kind)
		at->kind = kinds;
	else
		at->n++;
	while (at->n == slots(test, at->kind)) {
		at->n = 0;
		if (++at->kind == kinds + ARRAY_SIZE(kinds))
			return false;
	}
	return true;
}

static regs_t *value(struct regs_file *file, struct place at)
{
	regs_t *values = (void *)file + at.kind->offset;

	return &values[at.n];
}

static void check(struct test *test, const char *what, const char *name, int n, u64 got, u64 want)
{
	test->checks++;
	if (got == want)
		return;
	if (!test->failed++)
		scnprintf(test->first, sizeof(test->first), "%s: %s%d is %#llx, not %#llx",
			  what, name, n, got, want);
}

/* Compare the values of two files: every bit, or those that count. */
static void compare(struct test *test, const char *what, struct regs_file *got,
		    struct regs_file *want, bool every_bit)
{
	struct place at = {};
	regs_t mask;

	while (next_register(test, &at)) {
		mask = every_bit ? ~(regs_t)0 : at.kind->mask;
		check(test, what, at.kind->name, at.n, *value(got, at) & mask,
		      *value(want, at) & mask);
	}
	check(test, what, "other", 0, got->other, want->other);
}

/* Read the registers: do they hold @want? */
static void check_file(struct test *test, const char *what, struct regs_file *want)
{
	regs_sync();
	regs_save(&test->got, test->count);
	compare(test, what, &test->got, want, false);
}

static void make_pattern(struct test *test, unsigned int i)
{
	struct place at = {};

	while (next_register(test, &at))
		*value(&test->pattern[i], at) = at.kind->pattern[i] ^
						(at.kind->address ? at.n << SLOT_SHIFT : 0);
	/* Not all of its bits need exist, so what it reads as says what to expect. */
	access_write_other(ACCESS_OTHER_PATTERN);
	regs_sync();
	test->pattern[i].other = access_read_other();
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

/* A register by itself; the others keep every bit. */
static void test_update_one(struct test *test, struct place at)
{
	regs_t pattern = *value(&test->pattern[0], at);
	unsigned int written;

	test->want = test->clear;
	*value(&test->want, at) = pattern;
	test->held = test->clear;
	written = regs_update(&test->held, &test->want, test->count);
	check(test, "update one", "count", at.n, written, 1);
	regs_sync();
	regs_save(&test->got, test->count);
	check(test, "update one", at.kind->name, at.n, *value(&test->got, at) & at.kind->mask,
	      pattern & at.kind->mask);
	*value(&test->got, at) = *value(&test->base, at);
	compare(test, "update another", &test->got, &test->base, true);
	regs_update(&test->held, &test->clear, test->count);
}

static void test_update(struct test *test)
{
	unsigned int i, differ, written;
	struct place at = {};

	while (next_register(test, &at))
		test_update_one(test, at);
	check_file(test, "updates undone", &test->clear);

	for (i = 0; i < ARRAY_SIZE(test->pattern); i++) {
		/* All, but for the other if it is the same. */
		differ = regs_total(test->count) - (test->held.other == test->pattern[i].other);
		written = regs_update(&test->held, &test->pattern[i], test->count);
		check(test, "update all", "count", i, written, differ);
		check_file(test, "update all", &test->pattern[i]);
		written = regs_update(&test->held, &test->pattern[i], test->count);
		check(test, "update none", "count", i, written, 0);
		check_file(test, "update none", &test->pattern[i]);
	}
}

static void test_disarm(struct test *test, struct regs_file *pattern)
{
	struct place at = {};
	unsigned int written;

	test->want = *pattern;
	while (next_register(test, &at))
		if (!at.kind->address)
			*value(&test->want, at) &= ~(regs_t)REGS_CTRL_E;
	test->want.other = 0;
	test->held = *pattern;
	regs_restore(&test->held, test->count);
	written = regs_disarm(&test->held, test->count);
	check(test, "disarm", "count", 0, written,
	      test->count->brps + test->count->wrps + !!pattern->other);
	compare(test, "disarm: the copy", &test->held, &test->want, true);
	check_file(test, "disarm", &test->want);
	written = regs_disarm(&test->held, test->count);
	check(test, "disarm again", "count", 0, written, 0);
}

/* Every bit. */
static void put_back(struct test *test, regs_t control)
{
	regs_restore(&test->host, test->count);
	regs_sync();
	regs_save(&test->got, test->count);
	compare(test, "put back", &test->got, &test->host, true);
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
	test->clear.other = test->host.other;
	make_pattern(test, 0);
	make_pattern(test, 1);
	test_restore(test);
	test_update(test);
	test_disarm(test, &test->pattern[0]);
	test_disarm(test, &test->pattern[1]);
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
		pr_err_ratelimited("selftest takes 'run', not '%*pE'\n",
				   (int)strcspn(word, "\n"), word);
		return -EINVAL;
	}
	ret = mutex_lock_interruptible(&selftest_mutex);
	if (ret)
		return ret;
	ret = run();
	if (ret == -EIO)
		pr_err_ratelimited("selftest: CPU %u, %s\n", last.cpu, last.first);
	mutex_unlock(&selftest_mutex);
	if (ret == -EBUSY)
		pr_err_ratelimited("the host debugs on this CPU; remove its breakpoints, or take another CPU\n");
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
