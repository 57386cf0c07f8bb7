// SPDX-License-Identifier: GPL-2.0
/*
 * Breakpoints and watchpoints of ptrace, as a debugger sets them: each hit stops the
 * program. What hit is skipped: 32-bit Linux steps over by a mismatch breakpoint, which
 * QEMU lacks.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "debugger.h"
#include "registers.h"

static void ptrace_join(void)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(2);
	raise(SIGSTOP);
}

static bool ptrace_set(struct debugged *program)
{
	const struct plan *plan = program->plan;
	struct slot slots[BREAKPOINTS];
	unsigned int n;

	for (n = 0; n < plan->breakpoints; n++)
		slots[n] = (struct slot){ (uintptr_t)plan->stretch + 4 * n, CONTROL(0) };
	if (!set_slots(program->pid, BREAK, slots, n))
		return false;
	for (n = 0; n < plan->watchpoints; n++)
		slots[n] = (struct slot){ (uintptr_t)&plan->variables[n], CONTROL(plan->on[n]) };
	return set_slots(program->pid, WATCH, slots, n);
}

static void ptrace_stopped(struct debugged *program)
{
	unsigned long place = skip(program->pid) - (unsigned long)program->plan->stretch;

	if (place % 4 == 0 && place / 4 < PLACES)
		program->hits[place / 4]++;
	else
		program->others++;
}

/* How often the word at a place has to hit. */
static unsigned int wanted(const struct plan *plan, unsigned int place, unsigned int rounds)
{
	unsigned int variable, on;

	if (place < BREAKPOINTS)
		return place < plan->breakpoints ? rounds : 0;
	variable = (place - BREAKPOINTS) / 2;
	on = (place - BREAKPOINTS) % 2 ? ON_STORE : ON_LOAD;
	return variable < plan->watchpoints && (plan->on[variable] & on) ? rounds : 0;
}

static bool ptrace_exact(const struct debugged *program, unsigned int rounds)
{
	bool exact = !program->others;
	unsigned int n;

	if (!exact)
		printf("%u hits where nothing was set\n", program->others);
	for (n = 0; n < PLACES; n++) {
		if (program->hits[n] == wanted(program->plan, n, rounds))
			continue;
		printf("word %u: %u hits, not %u\n", n, program->hits[n],
		       wanted(program->plan, n, rounds));
		exact = false;
	}
	return exact;
}

const struct debugger ptrace_debugger = {
	.name = "ptrace",
	.join = ptrace_join,
	.set = ptrace_set,
	.stopped = ptrace_stopped,
	.exact = ptrace_exact,
};
