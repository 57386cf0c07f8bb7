// SPDX-License-Identifier: GPL-2.0
/*
 * A user's own program under ptrace, as debuggers have it:
 *
 *	traced ROUNDS CPU
 *
 * In each round it stores to a variable, loads from there and executes one word more, with a
 * watchpoint on the variable and a breakpoint on the last word; every third round has neither.
 * Each hit has to stop it once, at the word that hits and not after, and to say which address
 * was hit; what hit is skipped. Exit status 1 if the hits are any others, or in another order; 2 if
 * it could not be tried.
 */
#define _GNU_SOURCE
#include <asm/ptrace.h>
#include <elf.h>
#include <err.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Control registers: user space, enabled; eight bytes, for loads and stores, or one word. */
#define WATCH_EIGHT	(0xff << 5 | 3 << 3 | 2 << 1 | 1)
#define BREAK_WORD	(0xf << 5 | 2 << 1 | 1)

#define HITS		3	/* in a round, one at each word */

static void run_on(const char *cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(strtoul(cpu, NULL, 10), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(2, "cannot run on CPU %s", cpu);
}

/* stress/places.S: a store to a place, a load from there, and an instruction to break at. */
void stretch(uint64_t *place);

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

static void set_first(pid_t pid, int kind, uintptr_t address, uint32_t control)
{
	struct user_hwdebug_state state = {};
	struct iovec data = {
		.iov_base = &state,
		.iov_len = offsetof(struct user_hwdebug_state, dbg_regs[1]),
	};

	state.dbg_regs[0].addr = address;
	state.dbg_regs[0].ctrl = control;
	if (ptrace(PTRACE_SETREGSET, pid, kind, &data))
		err(1, "cannot set what the program is to stop at");
}

static bool is_armed(unsigned long round)
{
	return round % 3;
}

static void arm(pid_t pid, bool armed)
{
	set_first(pid, NT_ARM_HW_WATCH, (uintptr_t)&watched, armed ? WATCH_EIGHT : 0);
	set_first(pid, NT_ARM_HW_BREAK, word(2), armed ? BREAK_WORD : 0);
}

/* Is it the hit that comes now, of this round's? Past it, then. */
static void hit(pid_t pid, unsigned int n)
{
	uintptr_t address = n < 2 ? (uintptr_t)&watched : word(n);
	struct user_pt_regs regs;
	struct iovec data = { .iov_base = &regs, .iov_len = sizeof(regs) };
	siginfo_t info;

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &data) ||
	    ptrace(PTRACE_GETSIGINFO, pid, NULL, &info))
		err(2, "cannot read where the program is");
	if (n >= HITS || regs.pc != word(n) || info.si_code != TRAP_HWBKPT ||
	    info.si_addr != (void *)address)
		errx(1, "hit %u of a round is at word %ld, code %d, of %p", n,
		     ((long)regs.pc - (long)word(0)) / 4, info.si_code, info.si_addr);
	regs.pc += 4;
	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &data))
		err(2, "cannot set the program's registers");
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

	if (argc != 3)
		errx(2, "usage: traced ROUNDS CPU");
	rounds = strtoul(argv[1], NULL, 10);
	run_on(argv[2]);
	pid = fork();
	if (pid < 0)
		err(2, "no room for a program");
	if (!pid)
		child(rounds);
	trace(pid, rounds);
	return 0;
}
