/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Something that sets a plan's breakpoints and watchpoints in a program and counts how
 * often they are hit: perf, ptrace or gdb.
 */
#ifndef DEBUGGER_H
#define DEBUGGER_H

#include <stdbool.h>
#include <sys/types.h>

#include "places.h"

/* A watchpoint's kinds, as the registers and as perf number them. */
#define ON_LOAD		1
#define ON_STORE	2

/*
 * struct plan - what to set in one program
 * @stretch: where the breakpoints are
 * @variables: what is watched, one each, by the same stretch
 * @breakpoints: how many
 * @watchpoints: how many
 * @on: when each watchpoint hits
 */
struct plan {
	void (*stretch)(uint64_t *variables, uint32_t value);
	uint64_t *variables;
	unsigned int breakpoints;
	unsigned int watchpoints;
	unsigned int on[WATCHPOINTS];
};

/*
 * struct debugged - a program and its hits
 * @pid: the program
 * @plan: what is set in it
 * @fds: perf's events, breakpoints first
 * @hits: by ptrace, at each word of the plan's stretch
 * @others: by ptrace, elsewhere
 * @report: where gdb's hits come from
 */
struct debugged {
	pid_t pid;
	const struct plan *plan;
	int fds[BREAKPOINTS + WATCHPOINTS];
	unsigned int hits[PLACES];
	unsigned int others;
	int report;
};

/*
 * struct debugger - perf, ptrace or gdb
 * @name: what it is asked for by
 * @join: called by the program itself, before all else
 * @set: set everything in a program that waits; false with errno if that can't be
 * @stopped: the program has stopped by SIGTRAP, which its parent is told of
 * @exact: after the program has ended: did each hit come, in that many rounds?
 */
struct debugger {
	const char *name;
	void (*join)(void);
	bool (*set)(struct debugged *program);
	void (*stopped)(struct debugged *program);
	bool (*exact)(const struct debugged *program, unsigned int rounds);
};

extern const struct debugger perf_debugger, ptrace_debugger, gdb_debugger;

#endif
