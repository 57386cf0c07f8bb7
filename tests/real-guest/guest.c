// SPDX-License-Identifier: GPL-2.0
/*
 * What a real guest runs: programs that are debugged, and programs that are not, take
 * turns on each CPU of the guest, and all run the same code. Each debugged one has to be
 * hit exactly as often as it runs into what is set in it; the others not at all, which a
 * SIGTRAP would tell, and a count of perf's that is too high.
 *
 *	real-guest perf|ptrace|gdb|none ROUNDS
 *
 * Exit status 1 if any hit was missed or was one too many, 3 if the kernel has no debug
 * registers to give (ENODEV), 2 if it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debugger.h"
#include "registers.h"

/*
 * The interrupt controller of QEMU's virt machine. KVM has no register of it in the CPU:
 * each load is an exit that the kernel answers.
 */
#define DEVICE		0x08000000
#define EXITS		4

static const volatile uint32_t *device;

/* In a ring: debugged, not debugged, debugged, not debugged. */
#define PROGRAMS	4
#define DEBUGGED	2

static uint64_t variables_all[WATCHPOINTS], variables_some[WATCHPOINTS];

/* QEMU's 32-bit watchpoints see a store only if they are for loads, too. */
#ifdef __aarch64__
#define LOADS	ON_LOAD
#define STORES	ON_STORE
#else
#define LOADS	(ON_LOAD | ON_STORE)
#define STORES	(ON_LOAD | ON_STORE)
#endif

static struct plan plans[DEBUGGED] = {
	{
		.stretch = stretch_all,
		.variables = variables_all,
		.watchpoints = WATCHPOINTS,
		.on = { LOADS, STORES, ON_LOAD | ON_STORE, ON_LOAD | ON_STORE },
	}, {
		.stretch = stretch_some,
		.variables = variables_some,
		.breakpoints = 3,
		.watchpoints = 2,
		.on = { STORES, ON_LOAD | ON_STORE },
	},
};

/*
 * A program waits for its turn, runs into everything, with some exits in between, and gives
 * the turn to the next. What it stores is never what was there: to gdb only that is a hit.
 */
static void program(const struct debugger *debugger, int from, int to, unsigned int rounds)
{
	unsigned int n;
	char turn;

	if (debugger)
		debugger->join();
	for (; rounds; rounds--) {
		if (read(from, &turn, 1) != 1)
			_exit(2);
		stretch_all(variables_all, rounds);
		for (n = 0; n < EXITS; n++)
			(void)*device;
		stretch_some(variables_some, rounds);
		if (write(to, &turn, 1) != 1)
			_exit(2);
	}
	_exit(0);
}

static void map_device(void)
{
	int fd = open("/dev/mem", O_RDONLY | O_SYNC);

	if (fd < 0)
		err(2, "cannot open /dev/mem");
	device = mmap(NULL, sizeof(*device), PROT_READ, MAP_SHARED, fd, DEVICE);
	if (device == MAP_FAILED)
		err(2, "cannot map the interrupt controller");
	close(fd);
}

static void run_on(int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		err(2, "cannot run on CPU %d", cpu);
}

static struct debugged *find(struct debugged *programs, pid_t pid)
{
	unsigned int n;

	for (n = 0; n < DEBUGGED; n++)
		if (programs[n].pid == pid)
			return &programs[n];
	return NULL;
}

static bool is_program(const pid_t *pids, pid_t pid)
{
	unsigned int n;

	for (n = 0; n < PROGRAMS; n++)
		if (pids[n] == pid)
			return true;
	return false;
}

/* Until all have ended. */
static bool attend(const struct debugger *debugger, struct debugged *programs,
		   const pid_t *pids)
{
	unsigned int left = PROGRAMS;
	struct debugged *stopped;
	bool healthy = true;
	int status;
	pid_t pid;

	while (left) {
		pid = waitpid(-1, &status, __WALL);
		if (pid < 0)
			err(2, "cannot wait for the programs");
		if (!is_program(pids, pid))
			continue;
		if (!WIFSTOPPED(status)) {
			left--;
			if (status)
				printf("a program ended with status %#x\n", status);
			healthy &= !status;
			continue;
		}
		stopped = find(programs, pid);
		if (stopped && WSTOPSIG(status) == SIGTRAP)
			debugger->stopped(stopped);
		if (ptrace(PTRACE_CONT, pid, NULL, NULL))
			err(2, "cannot continue a program");
	}
	return healthy;
}

static pid_t start(const struct debugger *debugger, int from, int to, unsigned int rounds)
{
	pid_t pid = fork();

	if (pid < 0)
		err(2, "cannot start a program");
	if (!pid)
		program(debugger, from, to, rounds);
	return pid;
}

/* Set all in a program; if that can't be, no program is left, and errno says why. */
static bool set(const struct debugger *debugger, struct debugged *programs, const pid_t *pids)
{
	unsigned int n;
	int error;

	for (n = 0; n < DEBUGGED; n++) {
		if (debugger == &ptrace_debugger && waitpid(programs[n].pid, NULL, __WALL) < 0)
			err(2, "cannot wait for a program");
		if (debugger->set(&programs[n]))
			continue;
		error = errno;
		for (n = 0; n < PROGRAMS; n++)
			kill(pids[n], SIGKILL);
		while (wait(NULL) > 0)
			;
		errno = error;
		return false;
	}
	for (n = 0; debugger == &ptrace_debugger && n < DEBUGGED; n++)
		if (ptrace(PTRACE_CONT, programs[n].pid, NULL, NULL))
			err(2, "cannot continue a program");
	return true;
}

/* The programs of one CPU, from start to end. Returns the exit status. */
static int ring(const struct debugger *debugger, unsigned int rounds)
{
	struct debugged programs[DEBUGGED] = {};
	int turns[PROGRAMS][2], n;
	pid_t pids[PROGRAMS];
	bool right;

	for (n = 0; n < PROGRAMS; n++)
		if (pipe(turns[n]))
			err(2, "cannot make a pipe");
	for (n = 0; n < PROGRAMS; n++) {
		pids[n] = start(n % 2 ? NULL : debugger, turns[n][0],
				turns[(n + 1) % PROGRAMS][1], rounds);
		if (n % 2 == 0)
			programs[n / 2] = (struct debugged){
				.pid = pids[n],
				.plan = &plans[n / 2],
			};
	}
	if (debugger && !set(debugger, programs, pids)) {
		n = errno;
		printf("%s cannot set them: %s\n", debugger->name, strerror(n));
		return n == ENODEV ? 3 : 2;
	}
	if (write(turns[0][1], "", 1) != 1)
		err(2, "cannot begin");
	right = attend(debugger, programs, pids);
	for (n = 0; debugger && n < DEBUGGED; n++)
		right &= debugger->exact(&programs[n], rounds);
	return right ? 0 : 1;
}

static const struct debugger *debugger_called(const char *name)
{
	if (!strcmp(name, "perf"))
		return &perf_debugger;
	if (!strcmp(name, "ptrace"))
		return &ptrace_debugger;
	if (!strcmp(name, "gdb"))
		return &gdb_debugger;
	if (!strcmp(name, "none"))
		return NULL;
	errx(2, "'%s' is not perf, ptrace, gdb or none", name);
}

int main(int argc, char **argv)
{
	int cpus = sysconf(_SC_NPROCESSORS_ONLN), cpu, status, worst = 0;
	const struct debugger *debugger;

	if (argc != 3 || atoi(argv[2]) < 1)
		errx(2, "usage: real-guest perf|ptrace|gdb|none ROUNDS");
	debugger = debugger_called(argv[1]);
	map_device();
	plans[0].breakpoints = max_slots(BREAK);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (cpu = 0; cpu < cpus; cpu++) {
		pid_t pid = fork();

		if (pid < 0)
			err(2, "cannot fork");
		if (!pid) {
			run_on(cpu);
			return ring(debugger, atoi(argv[2]));
		}
	}
	while (wait(&status) > 0) {
		status = WIFEXITED(status) ? WEXITSTATUS(status) : 2;
		worst = status > worst ? status : worst;
	}
	return worst;
}
