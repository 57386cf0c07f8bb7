// SPDX-License-Identifier: GPL-2.0
/*
 * How long what the host does takes, beside guests that it comes before:
 *
 *	respond ROUNDS system|debug
 *
 * In each round it sleeps, then does system calls, switches to another thread and back, and
 * touches memory; with "debug" it sets a CPU-wide watchpoint, hits it and removes it. Prints
 * "MIN MEDIAN MAX", in nanoseconds from the end of the sleep that it asked for to the end
 * of the round. Where QEMU counts instructions that is how many the CPU executed, whoever
 * did. Exit status 1 if the watchpoint did not count right.
 */
#define _GNU_SOURCE
#include <err.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SLEEP_NS	300000
#define CALLS		100
#define SWITCHES	10
#define TOUCHES		5
#define ROUNDS_MAX	1000

/* An address that no other process has anything at: the watchpoint is for all. */
#define WATCHED	((void *)0x6f0000000000UL)

static volatile uint64_t *watched;
static int there[2], back[2];

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The other side of the switches. */
static void echo(void)
{
	char c;

	while (read(there[0], &c, 1) == 1)
		if (write(back[1], &c, 1) != 1)
			_exit(2);
	_exit(0);
}

static void use_system(void)
{
	char memory[4096], c = 0;
	int n;

	for (n = 0; n < CALLS; n++)
		syscall(SYS_getppid);
	for (n = 0; n < SWITCHES; n++)
		if (write(there[1], &c, 1) != 1 || read(back[0], &c, 1) != 1)
			err(2, "the other process is gone");
	memset(memory, (int)*watched, sizeof(memory));
	*watched = memory[0];
}

static void debug(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = (uintptr_t)WATCHED,
		.bp_len = HW_BREAKPOINT_LEN_8,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0), n;
	uint64_t count;

	if (fd < 0)
		err(2, "cannot set a watchpoint");
	for (n = 0; n < TOUCHES; n++)
		*watched = n;
	if (read(fd, &count, sizeof(count)) != sizeof(count))
		err(2, "cannot read a watchpoint's count");
	if (count != TOUCHES)
		errx(1, "the watchpoint counted %llu hits, not %d", (unsigned long long)count,
		     TOUCHES);
	close(fd);
}

static void start_echo(void)
{
	pid_t pid;

	if (pipe(there) || pipe(back))
		err(2, "pipe");
	pid = fork();
	if (pid < 0)
		err(2, "fork");
	if (pid)
		return;
	close(there[1]);
	echo();
}

/* Before all guests, on the first CPU. */
static void come_first(void)
{
	const struct sched_param priority = { .sched_priority = 10 };
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus) ||
	    sched_setscheduler(0, SCHED_FIFO, &priority))
		err(2, "cannot come before others");
}

int main(int argc, char **argv)
{
	const struct timespec pause = { .tv_nsec = SLEEP_NS };
	static uint64_t took[ROUNDS_MAX];
	int rounds, n, debugs;
	uint64_t begin;

	if (argc != 3)
		errx(2, "usage: respond ROUNDS system|debug");
	rounds = (int)strtol(argv[1], NULL, 10);
	if (rounds < 1 || rounds > ROUNDS_MAX)
		errx(2, "no more than %d rounds, and no less than one", ROUNDS_MAX);
	debugs = !strcmp(argv[2], "debug");
	watched = mmap(WATCHED, sizeof(*watched), PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (watched == MAP_FAILED)
		err(2, "cannot map the watched variable");
	come_first();
	start_echo();
	for (n = 0; n < rounds; n++) {
		begin = now() + SLEEP_NS;
		nanosleep(&pause, NULL);
		if (debugs)
			debug();
		else
			use_system();
		took[n] = now() - begin;
	}
	qsort(took, rounds, sizeof(took[0]), compare);
	printf("%llu %llu %llu\n", (unsigned long long)took[0],
	       (unsigned long long)took[rounds / 2], (unsigned long long)took[rounds - 1]);
	return 0;
}
