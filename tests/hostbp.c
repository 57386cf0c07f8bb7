// SPDX-License-Identifier: GPL-2.0
/*
 * Host breakpoints next to live guests: sets a CPU-wide watchpoint for one CPU
 * from another, so that it arrives there as an interrupt; touches the watched
 * variable there a known number of times; and checks the count.
 *
 *	hostbp ON FROM ROUNDS|hold|kernel
 *
 * ON is the CPU watched, FROM the one that sets and removes. With "hold" it sets
 * the watchpoint, says so, and waits for a signal; with "kernel" it sets one in the
 * kernel, which enables debug exceptions there as well, and removes it after both
 * CPUs were busy for a while: what hits it is not the host's. Exit status 1 if any
 * counted other than what was touched, 2 if it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* An address that no other process has anything at: the watchpoint is for all. */
#define WATCHED	((void *)0x6f0000000000UL)

#define TOUCHES	7

/* Code that nobody loads from or stores to, for a watchpoint that is not hit. */
#define KERNEL_SYMBOL	"panic"

static void run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(2, "cannot run on CPU %d", cpu);
}

static int set_watchpoint(int cpu, uintptr_t address, bool kernel)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = address,
		.bp_len = HW_BREAKPOINT_LEN_8,
		.exclude_kernel = !kernel,
		.exclude_hv = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, -1, cpu, -1, 0);

	if (fd < 0)
		err(2, "cannot set a watchpoint on CPU %d", cpu);
	return fd;
}

static uint64_t count_of(int fd)
{
	uint64_t count;

	if (read(fd, &count, sizeof(count)) != sizeof(count))
		err(2, "cannot read a watchpoint's count");
	return count;
}

/* Takes the watchpoint away. Was it hit so often? */
static int compare(int fd, int on, uint64_t touches)
{
	uint64_t count = count_of(fd);

	close(fd);
	if (count == touches)
		return 0;
	printf("watchpoint on CPU %d counted %llu of %llu accesses\n", on,
	       (unsigned long long)count, (unsigned long long)touches);
	return 1;
}

static int round_trip(int on, int from, volatile uint64_t *watched)
{
	int fd, n;

	run_on(from);
	fd = set_watchpoint(on, (uintptr_t)WATCHED, false);
	run_on(on);
	for (n = 0; n < TOUCHES; n++)
		*watched = n;
	run_on(from);
	return compare(fd, on, TOUCHES);
}

static void hold(int on, int from)
{
	run_on(from);
	set_watchpoint(on, (uintptr_t)WATCHED, false);
	if (puts("holding") < 0 || fflush(stdout))
		err(2, "cannot say so");
	pause();
}

static uintptr_t kernel_address(void)
{
	FILE *symbols = fopen("/proc/kallsyms", "r");
	char name[128];
	uintptr_t address;

	if (!symbols)
		err(2, "cannot read /proc/kallsyms");
	while (fscanf(symbols, "%lx %*c %127s%*[^\n]", &address, name) == 2) {
		if (!strcmp(name, KERNEL_SYMBOL)) {
			fclose(symbols);
			return address & ~7UL;
		}
	}
	errx(2, "/proc/kallsyms has no " KERNEL_SYMBOL);
}

/*
 * The kernel takes a hit that is nobody's, a guest's that was left in the registers, for one of
 * the watchpoint that is nearest.
 */
static int watch_kernel(int on, int from)
{
	uintptr_t address = kernel_address();
	int fd, n;

	run_on(from);
	fd = set_watchpoint(on, address, true);
	for (n = 0; n < 100; n++) {
		run_on(on);
		run_on(from);
	}
	return compare(fd, on, 0);
}

int main(int argc, char **argv)
{
	int on, from, rounds, wrong = 0;
	void *watched;

	if (argc != 4)
		errx(2, "usage: hostbp ON FROM ROUNDS|hold|kernel");
	on = atoi(argv[1]);
	from = atoi(argv[2]);
	if (!strcmp(argv[3], "hold")) {
		hold(on, from);
		return 0;
	}
	if (!strcmp(argv[3], "kernel"))
		return watch_kernel(on, from);
	rounds = atoi(argv[3]);

	watched = mmap(WATCHED, sizeof(uint64_t), PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (watched == MAP_FAILED)
		err(2, "cannot map the watched variable");
	while (rounds--)
		wrong += round_trip(on, from, watched);
	return wrong ? 1 : 0;
}
