// SPDX-License-Identifier: GPL-2.0
#include <err.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/user.h>

#include "places.h"
#include "registers.h"

#define PC	15

/* Breakpoints have the numbers from 1, watchpoints those from -1: address, control. */
bool set_slots(pid_t pid, enum kind kind, const struct slot *slots, unsigned int count)
{
	long sign = kind == BREAK ? 1 : -1;
	unsigned long control;
	unsigned int n;

	for (n = 0; n < count; n++) {
		control = slots[n].control;
		if (ptrace(PTRACE_SETHBPREGS, pid, (void *)(sign * (long)(2 * n + 1)),
			   &slots[n].address) ||
		    ptrace(PTRACE_SETHBPREGS, pid, (void *)(sign * (long)(2 * n + 2)),
			   &control))
			return false;
	}
	return true;
}

unsigned long skip(pid_t pid)
{
	struct user_regs regs;
	unsigned long at;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs))
		err(2, "cannot read a program's registers");
	at = regs.uregs[PC];
	regs.uregs[PC] = at + 4;
	if (ptrace(PTRACE_SETREGS, pid, NULL, &regs))
		err(2, "cannot set a program's registers");
	return at;
}

/* Linux keeps a breakpoint for itself, to step with. */
unsigned int max_slots(enum kind kind)
{
	return kind == BREAK ? BREAKPOINTS - 1 : WATCHPOINTS;
}
