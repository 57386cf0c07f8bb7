// SPDX-License-Identifier: GPL-2.0
/*
 * module/regs*.c, host.c and selftest.c on a fake file, of each number of registers that
 * the architecture has. Prints TAP.
 */
#include <errno.h>
#include <linux/seq_file.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "access.h"
#include "expect.h"
#include "host.h"
#include "primitives.h"
#include "selftest.h"

#ifdef CONFIG_ARM
#define ARCH		"ARMv7"
#define MIN_WATCHPOINTS	1
/* As Linux leaves it: MDBGen is set. */
#define HOST_CONTROL	(ACCESS_MDBGEN | 1 << 12)
#define HOST_DEBUGS	ACCESS_HDBGEN
#else
#define ARCH		"arm64"
#define MIN_WATCHPOINTS	2
#define HOST_CONTROL	(1 << 12)
#define HOST_DEBUGS	(1 << REGS_MDSCR_MDE)
#endif

static struct regs_count counts;
static unsigned int tests, failed_tests, failures;

uint64_t expect_random(void)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 2685821657736338717;
}

void expect(const char *what, uint64_t got, uint64_t want)
{
	if (got == want)
		return;
	if (!failures++)
		printf("# %u+%u registers: %s: %#llx, not %#llx\n", counts.brps, counts.wrps, what,
		       (unsigned long long)got, (unsigned long long)want);
}

static void ok(const char *name)
{
	printf("%sok %u - %s: %s\n", failures ? "not " : "", ++tests, ARCH, name);
	failed_tests += failures != 0;
	failures = 0;
}

/* What host.h gets from the rest of the module. */
const struct regs_count *host_count(unsigned int cpu)
{
	(void)cpu;
	return &counts;
}

int host_release(void)
{
	return 0;
}

static void make_file(unsigned int brps, unsigned int wrps)
{
	memset(&fake, 0, sizeof(fake));
	fake.slots[FAKE_BVR] = brps;
	fake.slots[FAKE_BCR] = brps;
	fake.slots[FAKE_WVR] = wrps;
	fake.slots[FAKE_WCR] = wrps;
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++)
			fake.value[kind][n] = expect_random() &
				~(regs_t)(fake_is_control(kind) ? REGS_CTRL_E | REGS_CTRL_PMC : 0);
	fake.other = expect_random();
	fake.control = HOST_CONTROL;
	fake_sync();
	counts = (struct regs_count){ .brps = brps, .wrps = wrps };
}

/* On files of sizes that are @step apart; prints one line for all. */
static void on_sizes(unsigned int step, const char *name, void (*function)(void))
{
	for (unsigned int brps = 2; brps <= REGS_MAX_SLOTS; brps += step) {
		for (unsigned int wrps = MIN_WATCHPOINTS; wrps <= REGS_MAX_SLOTS; wrps += step) {
			make_file(brps, wrps);
			function();
		}
	}
	ok(name);
}

static void try_primitives(void)
{
	primitives(&counts);
}

static void identify(void)
{
	struct regs_count found;
	regs_t contexts = expect_random() % counts.brps, version = 3 + expect_random() % 8;

#ifdef CONFIG_ARM
	fake.id = (counts.wrps - 1) << 28 | (counts.brps - 1) << 24 | contexts << 20 |
		  version << 16;
#else
	fake.id = contexts << 28 | (counts.wrps - 1) << 20 | (counts.brps - 1) << 12 | version;
#endif
	regs_identify(&found);
	expect("breakpoints", found.brps, counts.brps);
	expect("watchpoints", found.wrps, counts.wrps);
	expect("contexts", found.contexts, contexts + 1);
	expect("version", found.version, version);
}

#ifdef CONFIG_ARM
/* The file can be used, by version and by DBGOSLSR: OSLM is bits 3 and 0, OSLK bit 1. */
static void unusable(void)
{
	static const struct {
		unsigned int version;
		bool has_oslsr;
		regs_t oslsr;
		bool usable;
	} cases[] = {
		{ 1, false, 0, false }, { 2, false, 0, false }, { 4, false, 0, false },
		{ 3, true, 0, true }, { 3, true, 2, true }, { 3, true, 1, true },
		{ 3, true, 3, false }, { 5, true, 8, true }, { 5, true, 10, false },
		{ 6, true, 8, true }, { 6, true, 10, false },
	};

	for (unsigned int n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		counts.version = cases[n].version;
		fake.has_oslsr = cases[n].has_oslsr;
		fake.oslsr = cases[n].oslsr;
		fake.control = ACCESS_MDBGEN;
		expect("usable", !regs_unusable(&counts), cases[n].usable);
		/* Where Linux could not set MDBGen nothing else may be touched. */
		fake.control = 0;
		fake.has_oslsr = false;
		expect("without MDBGen", !regs_unusable(&counts), false);
	}
	ok("versions, MDBGen and the OS Lock");
}
#endif

/* The last result of selftest, its line @name. */
static unsigned int result(const char *name)
{
	char text[512] = "", *line;
	unsigned int value = -1;
	struct seq_file m = { fmemopen(text, sizeof(text), "w") };

	selftest_show(&m);
	fclose(m.stream);
	line = strstr(text, name);
	if (line)
		sscanf(line + strlen(name), "%u", &value);
	return value;
}

static void selftest_passes(void)
{
	struct fake_file was = fake;

	expect("selftest", selftest_take("run"), 0);
	expect("failed", result("failed"), 0);
	expect("enough checks", result("checks") > 40 * (counts.brps + counts.wrps), true);
	for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++)
			expect("put back", fake.value[kind][n], was.value[kind][n]);
	expect("the other put back", fake.other, was.other);
	expect("the control register put back", fake.control, was.control);
	expect("an access with interrupts enabled", fake.interruptible, false);
	expect("interrupts enabled again", fake_irqs_off, false);
	expect("armed with debug exceptions enabled", fake.armed, false);
}

/* selftest says that a file is no good, and it is disarmed afterwards. */
static void finds(const char *what)
{
	expect(what, selftest_take("run"), -EIO);
	expect("what was found", result("failed") != 0, true);
	expect("armed with debug exceptions enabled", fake.armed, false);
}

static void selftest_finds_faults(void)
{
	static const struct {
		enum fake_fault fault;
		const char *name;
	} faults[] = {
		{ FAKE_BIT_STUCK, "a bit stuck at 0" }, { FAKE_BIT_SET, "a bit stuck at 1" },
		{ FAKE_ALIAS, "writes to another slot as well" }, { FAKE_DEAF, "writes lost" },
	};
	static const unsigned int bits[FAKE_KINDS] = { 7, 0, 12, 3 };

	for (unsigned int n = 0; n < sizeof(faults) / sizeof(faults[0]); n++) {
		for (enum fake_kind kind = 0; kind < FAKE_KINDS; kind++) {
			make_file(counts.brps, counts.wrps);
			if (faults[n].fault == FAKE_ALIAS && fake.slots[kind] == 1)
				continue;
			fake.fault = faults[n].fault;
			fake.fault_kind = kind;
			fake.fault_slot = expect_random() % fake.slots[kind];
			fake.fault_bit = bits[kind];
			/* An E bit that sticks would be a host's breakpoint. */
			if (faults[n].fault == FAKE_BIT_SET && kind == FAKE_BCR)
				continue;
			finds(faults[n].name);
		}
	}
}

static void selftest_refuses(void)
{
	enum fake_kind kind = expect_random() % 2 ? FAKE_BCR : FAKE_WCR;

	fake_count();
	fake.value[kind][expect_random() % fake.slots[kind]] |= REGS_CTRL_E;
	expect("a breakpoint of the host's", selftest_take("run"), -EBUSY);
	make_file(counts.brps, counts.wrps);
	fake.control |= HOST_DEBUGS;
	expect("the host debugs", selftest_take("run"), -EBUSY);
	expect("another word", selftest_take("go"), -EINVAL);
	for (kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; n < fake.slots[kind]; n++)
			expect("writes", fake.writes[kind][n], 0);
}

int main(void)
{
	on_sizes(1, "save, restore, update, disarm, occupied, mask", try_primitives);
	on_sizes(1, "identification", identify);
#ifdef CONFIG_ARM
	unusable();
#endif
	on_sizes(1, "selftest of a sound file", selftest_passes);
	on_sizes(7, "selftest of a broken one", selftest_finds_faults);
	on_sizes(1, "selftest while the host debugs", selftest_refuses);
	printf("1..%u\n", tests);
	return failed_tests != 0;
}
