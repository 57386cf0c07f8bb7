// SPDX-License-Identifier: GPL-2.0
/*
 * Does a CPU go on running code that another one has replaced? CPU 0 patches a function
 * that CPU 1 keeps calling, does the cache maintenance that the architecture asks for,
 * and only then tells; CPU 1 executes an ISB and calls it.
 *
 * The kernel patches itself like this: static branches, ftrace, module hooks. QEMU 7.2's
 * CPUs fail here when each is a thread (MTTCG): a store to a page drops what was
 * translated from it before it changes the page, so another thread can translate the
 * old code again, and keep it.
 *
 *	stale-code ROUNDS
 *
 * Exit status 1 if old code was run, 2 if it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* MOV W0, #value; RET */
#define MOV(value)	(0x52800000 | (uint32_t)(value) << 5)
#define RET		0xd65f03c0
#define LAST		0xffff

static uint32_t *code;
/* What the function returns from now on; 0 before the first round. */
static atomic_uint wanted;
static atomic_uint seen;
static atomic_bool done;
static unsigned int stale;

static void run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(2, "cannot run on CPU %d", cpu);
}

static unsigned int call(void)
{
	unsigned int (*function)(void) = (void *)code;

	asm volatile("isb" ::: "memory");
	return function();
}

static void *keep_calling(void *unused)
{
	unsigned int want, got;

	(void)unused;
	run_on(1);
	while (!done) {
		want = wanted;
		got = call();
		if (want == seen)
			continue;
		stale += got != want;
		seen = want;
	}
	return NULL;
}

static void patch(unsigned int value)
{
	*(volatile uint32_t *)code = MOV(value);
	__builtin___clear_cache((char *)code, (char *)(code + 1));
}

int main(int argc, char **argv)
{
	int rounds = argc == 2 ? atoi(argv[1]) : 0, round;
	pthread_t caller;

	if (rounds < 1 || rounds > LAST)
		errx(2, "usage: stale-code ROUNDS, 1 to %d", LAST);
	code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (code == MAP_FAILED)
		err(2, "cannot map a page");
	code[1] = RET;
	patch(0);
	__builtin___clear_cache((char *)code, (char *)(code + 2));
	run_on(0);
	if (pthread_create(&caller, NULL, keep_calling, NULL))
		errx(2, "cannot start a thread");
	for (round = 1; round <= rounds; round++) {
		patch(round);
		wanted = round;
		while (seen != (unsigned int)round)
			;
	}
	done = true;
	pthread_join(caller, NULL);
	printf("%d patches; old code was run after %u of them\n", rounds, stale);
	return stale ? 1 : 0;
}
