// SPDX-License-Identifier: GPL-2.0
/*
 * A user's own program under ptrace, as debuggers have it:
 *
 *	traced ROUNDS
 *
 * In each round it stores to a variable, loads from there and executes one word more, with a
 * watchpoint on the variable and a breakpoint on the last word; every third round has neither.
 * Each hit has to stop it once, at the word that hits and not after, and to say which address
 * was hit; what hit is skipped. Exit status 1 if the hits are any others, or in another order; 2 if
 * it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "real-guest/registers.h"
#include "stress/places.h"

/* A control register: user space, enabled, eight bytes, for loads and stores. */
#define WATCH_EIGHT	(0xff << 5 | 3 << 3 | 2 << 1 | 1)

#define HITS		3	/* in a round, one at each word */

static uint64_t watched;

static uintptr_t word(unsigned int n)
{
	return (uintptr_t)stretch + 4 * n;
}

/* It stops before each round. */
static void child(unsigned long rounds)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(2);
	while (rounds--) {
		raise(SIGSTOP);
		stretch(&watched);
	}
	_exit(0);
}

static void set_first(pid_t pid, enum kind kind, uintptr_t address, uint32_t control)
{
	const struct slot slot = { address, control };

	if (!set_slots(pid, kind, &slot, 1))
		err(1, "cannot set what the program is to stop at");
}

static bool is_armed(unsigned long round)
{
	return round % 3;
}

static void arm(pid_t pid, bool armed)
{
	set_first(pid, WATCH, (uintptr_t)&watched, armed ? WATCH_EIGHT : 0);
	set_first(pid, BREAK, word(2), armed ? CONTROL(0) : 0);
}

/* Is it the hit that comes now, of this round's? Past it, then. */
static void hit(pid_t pid, unsigned int n)
{
	uintptr_t address = n < 2 ? (uintptr_t)&watched : word(n);
	uintptr_t at;
	siginfo_t info;

	if (ptrace(PTRACE_GETSIGINFO, pid, NULL, &info))
		err(2, "cannot tell why the program has stopped");
	at = skip(pid);
	if (n >= HITS || at != word(n) || info.si_code != TRAP_HWBKPT ||
	    info.si_addr != (void *)address)
		errx(1, "hit %u of a round is at word %ld, code %d, of %p", n,
		     ((long)at - (long)word(0)) / 4, info.si_code, info.si_addr);
}

static bool stops_again(pid_t pid, int *status)
{
	/* A guest has the CPU now, and its values are in the registers. */
	poll(NULL, 0, 1);
	if (ptrace(PTRACE_CONT, pid, NULL, NULL))
		err(2, "cannot continue the program");
	if (waitpid(pid, status, 0) != pid)
		err(2, "cannot wait for the program");
	return WIFSTOPPED(*status);
}

static void trace(pid_t pid, unsigned long rounds)
{
	unsigned long round = 0;
	unsigned int hits = 0;
	int status;

	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		errx(2, "the program does not wait to be traced");
	if (ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_EXITKILL))
		err(2, "cannot have the program killed");
	do {
		if (WSTOPSIG(status) == SIGTRAP) {
			hit(pid, hits++);
			continue;
		}
		if (WSTOPSIG(status) != SIGSTOP)
			errx(1, "the program got signal %d", WSTOPSIG(status));
		if (hits != (is_armed(round) ? HITS : 0))
			errx(1, "%u hits in round %lu", hits, round);
		hits = 0;
		arm(pid, is_armed(++round));
	} while (stops_again(pid, &status));
	if (status || round != rounds || hits != (is_armed(round) ? HITS : 0))
		errx(1, "the last of %lu rounds is %lu, with %u hits, status %#x", rounds, round,
		     hits, status);
}

int main(int argc, char **argv)
{
	unsigned long rounds;
	pid_t pid;

	if (argc != 2)
		errx(2, "usage: traced ROUNDS");
	rounds = strtoul(argv[1], NULL, 10);
	pid = fork();
	if (pid < 0)
		err(2, "no room for a program");
	if (!pid)
		child(rounds);
	trace(pid, rounds);
	return 0;
}
