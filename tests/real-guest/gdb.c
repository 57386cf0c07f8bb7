// SPDX-License-Identifier: GPL-2.0
/*
 * Breakpoints and watchpoints of gdb, one for each program, which attaches to it, steps
 * over each hit and counts it. A process between it and us reads what it prints.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debugger.h"

/* What gdb counts, and how often the program stopped for another reason. */
struct report {
	unsigned int hits[BREAKPOINTS + WATCHPOINTS];
	unsigned int others;
};

static void gdb_join(void)
{
}

static void gdb_stopped(struct debugged *program)
{
	program->others++;
}

/* What gdb numbers from 1 on are the breakpoints and then the watchpoints. */
static void write_script(const char *name, const struct debugged *program)
{
	static const char * const watch[] = {
		[ON_LOAD] = "rwatch",
		[ON_STORE] = "watch",
		[ON_LOAD | ON_STORE] = "awatch",
	};
	const struct plan *plan = program->plan;
	FILE *script = fopen(name, "w");
	unsigned int n;

	if (!script)
		err(2, "cannot write %s", name);
	fprintf(script, "attach %d\n", program->pid);
	for (n = 0; n < plan->breakpoints; n++)
		fprintf(script, "hbreak *%#lx\n", (unsigned long)plan->stretch + 4 * n);
	for (n = 0; n < plan->watchpoints; n++)
		fprintf(script, "%s *(unsigned int *)%#lx\n", watch[plan->on[n]],
			(unsigned long)&plan->variables[n]);
	fputs("echo ready\\n\n"
	      "while $_isvoid($_exitcode)\n"
	      "continue\n"
	      "end\n"
	      "info breakpoints\n", script);
	if (fclose(script))
		err(2, "cannot write %s", name);
}

/* A line of gdb's. Each of "info breakpoints" that has a number begins with it. */
static void read_line(const char *line, struct report *report)
{
	static unsigned int number;
	unsigned int count, next;

	if (strstr(line, "received signal"))
		report->others++;
	if (sscanf(line, "%u ", &next) == 1)
		number = next;
	else if (sscanf(line, " breakpoint already hit %u time", &count) == 1 &&
		 number && number <= BREAKPOINTS + WATCHPOINTS)
		report->hits[number - 1] = count;
}

/* Run gdb. Sends a byte when it is ready, and what it counted when it has ended. */
static void attendant(const struct debugged *program, int to)
{
	char script[32], command[80], line[256];
	struct report report = {};
	FILE *gdb;

	snprintf(script, sizeof(script), "/gdb.%d", program->pid);
	write_script(script, program);
	snprintf(command, sizeof(command), "exec gdb -nx -q -batch -x %s 2>&1 </dev/null",
		 script);
	setsid();
	gdb = popen(command, "r");
	if (!gdb)
		err(2, "cannot run gdb");
	while (fgets(line, sizeof(line), gdb)) {
		if (strcmp(line, "ready\n"))
			read_line(line, &report);
		else if (write(to, "", 1) != 1)
			exit(2);
	}
	if (pclose(gdb))
		errx(2, "gdb failed");
	if (write(to, &report, sizeof(report)) != sizeof(report))
		exit(2);
	exit(0);
}

static bool gdb_set(struct debugged *program)
{
	int ends[2];
	char ready;

	fflush(stdout);
	if (pipe(ends))
		err(2, "cannot make a pipe");
	switch (fork()) {
	case -1:
		err(2, "cannot fork");
	case 0:
		close(ends[0]);
		attendant(program, ends[1]);
	}
	close(ends[1]);
	program->report = ends[0];
	if (read(ends[0], &ready, 1) == 1)
		return true;
	errno = EIO;
	return false;
}

static bool counted(const char *what, unsigned int number, unsigned int count, unsigned int wanted)
{
	if (count == wanted)
		return true;
	printf("%s %u: %u hits, not %u\n", what, number, count, wanted);
	return false;
}

static bool gdb_exact(const struct debugged *program, unsigned int rounds)
{
	const struct plan *plan = program->plan;
	struct report report;
	unsigned int n, kinds;
	bool exact;

	if (read(program->report, &report, sizeof(report)) != sizeof(report)) {
		printf("gdb has counted nothing\n");
		return false;
	}
	exact = counted("elsewhere", 0, program->others + report.others, 0);
	for (n = 0; n < plan->breakpoints; n++)
		exact &= counted("breakpoint", n, report.hits[n], rounds);
	for (n = 0; n < plan->watchpoints; n++) {
		kinds = !!(plan->on[n] & ON_LOAD) + !!(plan->on[n] & ON_STORE);
		exact &= counted("watchpoint", n, report.hits[plan->breakpoints + n],
				 kinds * rounds);
	}
	return exact;
}

const struct debugger gdb_debugger = {
	.name = "gdb",
	.join = gdb_join,
	.set = gdb_set,
	.stopped = gdb_stopped,
	.exact = gdb_exact,
};
