// SPDX-License-Identifier: GPL-2.0
/* Breakpoints and watchpoints of perf: an event each, which the kernel counts. */
#include <err.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "debugger.h"

static int open_event(pid_t pid, unsigned int type, uintptr_t address)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = type,
		.bp_addr = address,
		.bp_len = HW_BREAKPOINT_LEN_4,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};

	return syscall(SYS_perf_event_open, &attr, pid, -1, -1, 0);
}

static void perf_join(void)
{
}

static bool perf_set(struct debugged *program)
{
	const struct plan *plan = program->plan;
	uintptr_t code = (uintptr_t)plan->stretch;
	int *fd = program->fds;
	unsigned int n;

	for (n = 0; n < plan->breakpoints; n++) {
		*fd = open_event(program->pid, HW_BREAKPOINT_X, code + 4 * n);
		if (*fd++ < 0)
			return false;
	}
	for (n = 0; n < plan->watchpoints; n++) {
		*fd = open_event(program->pid, plan->on[n], (uintptr_t)&plan->variables[n]);
		if (*fd++ < 0)
			return false;
	}
	return true;
}

static bool counted(int fd, const char *what, unsigned int n, uint64_t wanted)
{
	uint64_t count;

	if (read(fd, &count, sizeof(count)) != sizeof(count))
		err(2, "cannot read the count of %s %u", what, n);
	if (count == wanted)
		return true;
	printf("%s %u: %llu hits, not %llu\n", what, n, (unsigned long long)count,
	       (unsigned long long)wanted);
	return false;
}

static bool perf_exact(const struct debugged *program, unsigned int rounds)
{
	const struct plan *plan = program->plan;
	const int *fd = program->fds;
	unsigned int n, kinds;
	bool exact = true;

	for (n = 0; n < plan->breakpoints; n++)
		exact &= counted(*fd++, "breakpoint", n, rounds);
	for (n = 0; n < plan->watchpoints; n++) {
		kinds = !!(plan->on[n] & ON_LOAD) + !!(plan->on[n] & ON_STORE);
		exact &= counted(*fd++, "watchpoint", n, (uint64_t)kinds * rounds);
	}
	return exact;
}

const struct debugger perf_debugger = {
	.name = "perf",
	.join = perf_join,
	.set = perf_set,
	.exact = perf_exact,
};
