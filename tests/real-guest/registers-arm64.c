// SPDX-License-Identifier: GPL-2.0
#include <asm/ptrace.h>
#include <elf.h>
#include <err.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include "places.h"
#include "registers.h"

bool set_slots(pid_t pid, enum kind kind, const struct slot *slots, unsigned int count)
{
	struct user_hwdebug_state state = {};
	struct iovec data = {
		.iov_base = &state,
		.iov_len = offsetof(struct user_hwdebug_state, dbg_regs[count]),
	};
	long set = kind == BREAK ? NT_ARM_HW_BREAK : NT_ARM_HW_WATCH;
	unsigned int n;

	for (n = 0; n < count; n++) {
		state.dbg_regs[n].addr = slots[n].address;
		state.dbg_regs[n].ctrl = slots[n].control;
	}
	return !ptrace(PTRACE_SETREGSET, pid, set, &data);
}

unsigned long skip(pid_t pid)
{
	struct user_pt_regs regs;
	struct iovec data = { .iov_base = &regs, .iov_len = sizeof(regs) };
	unsigned long at;

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &data))
		err(2, "cannot read a program's registers");
	at = regs.pc;
	regs.pc += 4;
	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &data))
		err(2, "cannot set a program's registers");
	return at;
}

unsigned int max_slots(enum kind kind)
{
	return kind == BREAK ? BREAKPOINTS : WATCHPOINTS;
}
