// SPDX-License-Identifier: GPL-2.0
/*
 * The host's own breakpoints, by ptrace: on a thread of a VMM's, which never hits them, and
 * on a program that hits each a known number of times.
 */
#include <asm/ptrace.h>
#include <elf.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stress.h"

/* A VMM has nothing there. */
#define NOWHERE		0x6e0000001000UL

/* Control registers: user space, enabled; eight bytes, for loads and stores, or one word. */
#define WATCH_EIGHT	(0xff << 5 | 3 << 3 | 2 << 1 | 1)
#define BREAK_WORD	(0xf << 5 | 2 << 1 | 1)

#define ROUNDS_MAX	12

static pid_t traced;
static unsigned int slot;	/* of both kinds */

static bool set(pid_t tid, int kind, unsigned int n, uint64_t address, uint32_t control)
{
	struct user_hwdebug_state state = {};
	struct iovec data = {
		.iov_base = &state,
		.iov_len = offsetof(struct user_hwdebug_state, dbg_regs[n + 1]),
	};

	state.dbg_regs[n].addr = address;
	state.dbg_regs[n].ctrl = control;
	return !ptrace(PTRACE_SETREGSET, tid, kind, &data);
}

static bool holds(pid_t tid, int kind, unsigned int n, uint64_t address, uint32_t control)
{
	struct user_hwdebug_state state = {};
	struct iovec data = { .iov_base = &state, .iov_len = sizeof(state) };

	return !ptrace(PTRACE_GETREGSET, tid, kind, &data) &&
	       state.dbg_regs[n].addr == address && state.dbg_regs[n].ctrl == control;
}

static int next_stop(pid_t tid)
{
	int status;

	if (waitpid(tid, &status, __WALL) != tid)
		err(2, "cannot wait for thread %d", tid);
	return status;
}

/* Nothing else than us may have stopped it, but a signal that was on its way before. */
static void stop(pid_t tid)
{
	int status;

	if (ptrace(PTRACE_INTERRUPT, tid, NULL, NULL))
		err(2, "cannot stop thread %d", tid);
	status = next_stop(tid);
	if (WIFSTOPPED(status) && status >> 8 == SIGUSR1) {
		if (ptrace(PTRACE_CONT, tid, NULL, SIGUSR1))
			err(2, "cannot give thread %d its signal", tid);
		status = next_stop(tid);
	}
	if (!WIFSTOPPED(status) || status >> 8 != (SIGTRAP | PTRACE_EVENT_STOP << 8))
		wrong("thread %d has status %#x while it is traced", tid, status);
}

void untrace(void)
{
	if (!traced)
		return;
	stop(traced);
	if (!holds(traced, NT_ARM_HW_WATCH, slot, NOWHERE, WATCH_EIGHT) ||
	    !holds(traced, NT_ARM_HW_BREAK, slot, NOWHERE, BREAK_WORD))
		wrong("thread %d does not have the breakpoints that it got", traced);
	set(traced, NT_ARM_HW_WATCH, slot, 0, 0);
	set(traced, NT_ARM_HW_BREAK, slot, 0, 0);
	if (ptrace(PTRACE_DETACH, traced, NULL, NULL))
		err(2, "cannot leave thread %d", traced);
	guest_traced(traced, false);
	say("no more ptrace of %d", traced);
	traced = 0;
}

enum outcome trace_vcpu(void)
{
	pid_t tid = any_vcpu();

	if (traced) {
		untrace();
		return DONE;
	}
	if (!tid || !guest_traced(tid, true))
		return NOTHING;
	events_leave_vcpu();
	say("ptrace of %d", tid);
	if (ptrace(PTRACE_SEIZE, tid, NULL, NULL)) {
		guest_traced(tid, false);
		return REFUSED;
	}
	traced = tid;
	slot = any(2);
	stop(tid);
	if (!set(tid, NT_ARM_HW_WATCH, slot, NOWHERE, WATCH_EIGHT) ||
	    !set(tid, NT_ARM_HW_BREAK, slot, NOWHERE, BREAK_WORD))
		wrong("ptrace does not set breakpoints: %s", strerror(errno));
	if (ptrace(PTRACE_CONT, tid, NULL, NULL))
		err(2, "cannot continue thread %d", tid);
	return DONE;
}

/* places.S: a store to a place, a load from there, and an instruction to break at. */
void stretch(uint64_t *place);

static uint64_t watched;

static void child(unsigned int rounds)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(2);
	raise(SIGSTOP);
	while (rounds--)
		stretch(&watched);
	_exit(0);
}

/* Past what hit. Which of the three words was it? */
static unsigned long skip(pid_t pid)
{
	struct user_pt_regs regs;
	struct iovec data = { .iov_base = &regs, .iov_len = sizeof(regs) };
	unsigned long at;

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &data))
		err(2, "cannot read a program's registers");
	at = (regs.pc - (uintptr_t)stretch) / 4;
	regs.pc += 4;
	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &data))
		err(2, "cannot set a program's registers");
	return at;
}

enum outcome trace_child(void)
{
	unsigned int rounds = 1 + any(ROUNDS_MAX), counts[3] = {}, others = 0;
	unsigned long at;
	int status;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "cannot fork");
	if (!pid)
		child(rounds);
	waitpid(pid, &status, 0);
	if (!set(pid, NT_ARM_HW_WATCH, any(2), (uintptr_t)&watched, WATCH_EIGHT) ||
	    !set(pid, NT_ARM_HW_BREAK, any(2), (uintptr_t)stretch + 8, BREAK_WORD))
		wrong("ptrace sets no breakpoints: %s", strerror(errno));
	for (;;) {
		if (ptrace(PTRACE_CONT, pid, NULL, NULL))
			err(2, "cannot continue a program");
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
			break;
		at = skip(pid);
		*(at < COUNT(counts) ? &counts[at] : &others) += 1;
	}
	if (status || others || counts[0] != rounds || counts[1] != rounds || counts[2] != rounds)
		wrong("ptrace's hits in a program: %u, %u, %u and %u more, not %u each; status %#x",
		      counts[0], counts[1], counts[2], others, rounds, status);
	return DONE;
}
