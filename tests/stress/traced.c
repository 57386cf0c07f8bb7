// SPDX-License-Identifier: GPL-2.0
/*
 * The host's own breakpoints, by ptrace: a watchpoint on what a vcpu's thread stores between two
 * KVM_RUNs (dbgguest --mark), a breakpoint that it never hits, and both on a program that hits
 * each a known number of times.
 */
#define _GNU_SOURCE
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

#include "../../tools/dbgguest/mark.h"
#include "../real-guest/registers.h"
#include "figures.h"
#include "places.h"
#include "stress.h"

/* A VMM has nothing there. */
#define NOWHERE		0x6e0000001000UL

/* A control register: user space, enabled, eight bytes, for loads and stores. */
#define WATCH_EIGHT	(0xff << 5 | 3 << 3 | 2 << 1 | 1)

#define ROUNDS_MAX	12

static pid_t traced;
static unsigned int slot;	/* of both kinds */
static unsigned long long mark_before;	/* it was watched */
static unsigned long long hits;

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

static void go_on(pid_t tid, int signal)
{
	if (ptrace(PTRACE_CONT, tid, NULL, signal))
		err(2, "cannot continue thread %d", tid);
}

static void interrupt(pid_t tid)
{
	if (ptrace(PTRACE_INTERRUPT, tid, NULL, NULL))
		err(2, "cannot stop thread %d", tid);
}

/*
 * A vcpu's thread stores X1, one more each time, to its mark; another thread has nothing there.
 * The store is skipped, so one that hits nothing changes the word.
 */
static void count_hit(pid_t tid)
{
	struct user_pt_regs regs;
	struct iovec data = { .iov_base = &regs, .iov_len = sizeof(regs) };
	siginfo_t info;

	if (ptrace(PTRACE_GETSIGINFO, tid, NULL, &info) ||
	    ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &data))
		err(2, "cannot tell why thread %d has stopped", tid);
	hits++;
	if (info.si_code != TRAP_HWBKPT || (uintptr_t)info.si_addr != mark_of(tid) ||
	    regs.regs[1] != mark_before + hits)
		wrong("hit %llu of ptrace's, code %d at %p, in thread %d is of %llu, not %llu",
		      hits, info.si_code, info.si_addr, tid,
		      (unsigned long long)regs.regs[1], mark_before + hits);
	skip(tid);
}

/* It is a hit, or a signal that was on its way before. Which signal shall it get? */
static int serve(pid_t tid, int status)
{
	if (WIFSTOPPED(status) && status >> 8 == SIGTRAP) {
		count_hit(tid);
		return 0;
	}
	if (!WIFSTOPPED(status) || status >> 8 != SIGUSR1)
		wrong("thread %d has status %#x while it is traced", tid, status);
	return SIGUSR1;
}

/* Has it hit something, and stopped for us first? */
static bool has_hit(pid_t tid)
{
	struct __ptrace_peeksiginfo_args first = { .nr = 1 };
	siginfo_t info;

	return ptrace(PTRACE_PEEKSIGINFO, tid, &first, &info) == 1 && info.si_signo == SIGTRAP;
}

/* Where it has no hit that it does not know of yet. */
static void stop(pid_t tid)
{
	int status;

	interrupt(tid);
	for (;;) {
		status = next_stop(tid);
		if (status >> 8 != (SIGTRAP | PTRACE_EVENT_STOP << 8)) {
			go_on(tid, serve(tid, status));
			continue;
		}
		if (!has_hit(tid))
			return;
		go_on(tid, 0);
		status = next_stop(tid);
		interrupt(tid);
		go_on(tid, serve(tid, status));
	}
}

/* It waits at each hit. */
void traced_check(void)
{
	int status;

	while (traced && waitpid(traced, &status, __WALL | WNOHANG) == traced)
		go_on(traced, serve(traced, status));
}

/* 0 of who has none. */
static unsigned long long read_mark(pid_t tid)
{
	long word;

	errno = 0;
	word = ptrace(PTRACE_PEEKDATA, tid, mark_of(tid), NULL);
	return errno ? 0 : (unsigned long)word;
}

static bool set_both(pid_t tid)
{
	mark_before = read_mark(tid);
	hits = 0;
	return set(tid, NT_ARM_HW_WATCH, slot, mark_of(tid), WATCH_EIGHT) &&
	       set(tid, NT_ARM_HW_BREAK, slot, NOWHERE, CONTROL(0));
}

static void check_both(pid_t tid)
{
	if (!holds(tid, NT_ARM_HW_WATCH, slot, mark_of(tid), WATCH_EIGHT) ||
	    !holds(tid, NT_ARM_HW_BREAK, slot, NOWHERE, CONTROL(0)))
		wrong("thread %d does not have the breakpoints that it got", tid);
	if (read_mark(tid) != mark_before)
		wrong("thread %d stored %llu where ptrace watches, and hit %llu times from %llu on",
		      tid, read_mark(tid), hits, mark_before);
	figure_add(PTRACE_HITS, hits);
}

/* What was skipped is made up for. */
static void clear_both(pid_t tid)
{
	set(tid, NT_ARM_HW_WATCH, slot, 0, 0);
	set(tid, NT_ARM_HW_BREAK, slot, 0, 0);
	if (hits && ptrace(PTRACE_POKEDATA, tid, mark_of(tid), mark_before + hits))
		err(2, "cannot write to thread %d's memory", tid);
}

void untrace(void)
{
	if (!traced)
		return;
	stop(traced);
	check_both(traced);
	clear_both(traced);
	if (ptrace(PTRACE_DETACH, traced, NULL, NULL))
		err(2, "cannot leave thread %d", traced);
	guest_traced(traced, false);
	say("no more ptrace of %d, hit %llu times", traced, hits);
	traced = 0;
}

/* One that hits, and one that may not, in turn. */
static pid_t next_vcpu(void)
{
	static unsigned int turns;
	pid_t tid = turns++ % 2 ? 0 : any_marked_vcpu();

	return tid ? tid : any_vcpu();
}

enum outcome trace_vcpu(void)
{
	pid_t tid;

	if (traced) {
		untrace();
		return DONE;
	}
	tid = next_vcpu();
	if (!tid || !guest_traced(tid, true))
		return NOTHING;
	events_leave_vcpu();
	say("ptrace of %d", tid);
	if (ptrace(PTRACE_SEIZE, tid, NULL, NULL)) {
		guest_traced(tid, false);
		return REFUSED;
	}
	slot = any(2);
	stop(tid);
	if (!set_both(tid))
		wrong("ptrace does not set breakpoints: %s", strerror(errno));
	traced = tid;
	go_on(tid, 0);
	return DONE;
}

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
	    !set(pid, NT_ARM_HW_BREAK, any(2), (uintptr_t)stretch + 8, CONTROL(0)))
		wrong("ptrace sets no breakpoints: %s", strerror(errno));
	for (;;) {
		if (ptrace(PTRACE_CONT, pid, NULL, NULL))
			err(2, "cannot continue a program");
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
			break;
		/* Which of the three words was it? */
		at = (skip(pid) - (uintptr_t)stretch) / 4;
		*(at < COUNT(counts) ? &counts[at] : &others) += 1;
	}
	if (status || others || counts[0] != rounds || counts[1] != rounds || counts[2] != rounds)
		wrong("ptrace's hits in a program: %u, %u, %u and %u more, not %u each; status %#x",
		      counts[0], counts[1], counts[2], others, rounds, status);
	return DONE;
}
