// SPDX-License-Identifier: GPL-2.0
/*
 * Host breakpoints on a 32-bit ARM host.
 *
 *	hostbp-arm hits ROUNDS
 *	hostbp-arm hold
 *
 * "hits" sets a breakpoint and a read-write watchpoint in a child by ptrace, has it run
 * into each a known number of times, and checks the count. What hits is skipped: ARM Linux
 * steps over with a mismatch breakpoint, which QEMU lacks. "hold" sets a watchpoint on each
 * of a CPU's workers, those to come too, and waits for a signal: Linux takes no CPU-wide
 * ones here, and in a worker is where the module does its tests. Exit status 1 if
 * any round counted other than what was touched, 2 if it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* A control register: user mode, enabled; a word, for loads and stores, or for execution. */
#define WATCH_WORD	(0xf << 5 | 3 << 3 | 2 << 1 | 1)
#define BREAK_WORD	(0xf << 5 | 2 << 1 | 1)

/* As ptrace numbers the registers of the first breakpoint and the first watchpoint. */
#define BREAK_ADDRESS	1
#define BREAK_CONTROL	2
#define WATCH_ADDRESS	(-1)
#define WATCH_CONTROL	(-2)

#define PC		15

/* The parent of the kernel's threads. */
#define KTHREADD	2

static unsigned int watched;

/* Where the child's instructions are; each is one word, to be skipped. */
static unsigned long stores, loads, executes;

/* Nothing is done the first time, but that it is learnt where they are. */
__attribute__((target("arm"), noinline)) static void touch(bool learn)
{
	unsigned long at[3];

	asm volatile("adr	%0, 1f\n"
		     "adr	%1, 2f\n"
		     "adr	%2, 3f\n"
		     "cmp	%3, #0\n"
		     "bne	4f\n"
		     "1:	str	%3, [%4]\n"
		     "2:	ldr	%3, [%4]\n"
		     "3:	nop\n"
		     "4:\n"
		     : "=&r" (at[0]), "=&r" (at[1]), "=&r" (at[2]), "+r" (learn)
		     : "r" (&watched) : "cc", "memory");
	stores = at[0];
	loads = at[1];
	executes = at[2];
}

static void child(int rounds)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(2);
	raise(SIGSTOP);
	while (rounds--)
		touch(false);
	_exit(0);
}

static void set(pid_t pid, long number, unsigned long value)
{
	if (ptrace(PTRACE_SETHBPREGS, pid, (void *)number, &value))
		err(2, "cannot set debug register %ld", number);
}

/* The word that the child is at, skipped. */
static unsigned long skip(pid_t pid)
{
	struct user_regs regs;
	unsigned long at;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs))
		err(2, "cannot read the child's registers");
	at = regs.uregs[PC];
	regs.uregs[PC] = at + 4;
	if (ptrace(PTRACE_SETREGS, pid, NULL, &regs))
		err(2, "cannot set the child's registers");
	return at;
}

static int hits(int rounds)
{
	const unsigned long *places[] = { &stores, &loads, &executes };
	int counts[3] = {}, other = 0, status, wrong = 0;
	unsigned long at;
	unsigned int n;
	pid_t pid;

	touch(true);
	pid = fork();
	if (pid < 0)
		err(2, "cannot fork");
	if (!pid)
		child(rounds);
	waitpid(pid, &status, 0);
	set(pid, WATCH_ADDRESS, (unsigned long)&watched);
	set(pid, WATCH_CONTROL, WATCH_WORD);
	set(pid, BREAK_ADDRESS, executes);
	set(pid, BREAK_CONTROL, BREAK_WORD);
	for (;;) {
		if (ptrace(PTRACE_CONT, pid, NULL, NULL))
			err(2, "cannot continue the child");
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
			break;
		at = skip(pid);
		for (n = 0; n < 3 && at != *places[n]; n++)
			;
		*(n < 3 ? &counts[n] : &other) += 1;
	}
	for (n = 0; n < 3; n++)
		wrong |= counts[n] != rounds;
	if (!wrong && !other && WIFEXITED(status) && !WEXITSTATUS(status))
		return 0;
	printf("%d rounds: %d stores, %d loads, %d executions, %d others; status %#x\n", rounds,
	       counts[0], counts[1], counts[2], other, status);
	return 1;
}

static void hold(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = (unsigned long)&watched,
		.bp_len = HW_BREAKPOINT_LEN_4,
		.inherit = 1,
	};

	if (syscall(SYS_perf_event_open, &attr, KTHREADD, -1, -1, 0) < 0)
		err(2, "cannot set a watchpoint on kthreadd");
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "hits"))
		return hits(atoi(argv[2]));
	if (argc == 2 && !strcmp(argv[1], "hold"))
		hold();
	errx(2, "usage: hostbp-arm hits ROUNDS | hold");
}
