// SPDX-License-Identifier: GPL-2.0
/* Doctor: the core's debug registers, and its cycle counter. */
#include <elf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "doctor.h"
#include "files.h"

/* struct user_hwdebug_state begins with dbg_info, whose low byte is the number of slots. */
static int slots_of(pid_t child, int regset)
{
	uint32_t state[2 + 16 * 4];
	struct iovec iov = { state, sizeof(state) };

	memset(state, 0, sizeof(state));
	if (ptrace(PTRACE_GETREGSET, child, regset, &iov))
		return -1;
	return state[0] & 0xff;
}

/* Asks for a process of our own: the kernel gives the slots of the core in each. */
static bool slots_by_ptrace(int *breakpoints, int *watchpoints)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		return false;
	if (!child) {
		if (!ptrace(PTRACE_TRACEME, 0, NULL, NULL))
			raise(SIGSTOP);
		_exit(0);
	}
	*breakpoints = -1;
	*watchpoints = -1;
	if (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
		*breakpoints = slots_of(child, NT_ARM_HW_BREAK);
		*watchpoints = slots_of(child, NT_ARM_HW_WATCH);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
	}
	return *breakpoints >= 0 && *watchpoints >= 0;
}

static void check_slots(struct doctor *doctor)
{
	int breakpoints, watchpoints;

	if (doctor->has_info && doctor->info.cpu_count) {
		breakpoints = doctor->info.cpus[0].breakpoints;
		watchpoints = doctor->info.cpus[0].watchpoints;
	} else if (!slots_by_ptrace(&breakpoints, &watchpoints)) {
		doctor_say(doctor, "debug_registers", ANSWER_UNKNOWN, REQUIRED, "",
			   "ptrace does not tell");
		return;
	}
	doctor_say(doctor, "debug_registers",
		   breakpoints && watchpoints ? ANSWER_YES : ANSWER_NO, REQUIRED,
		   "boot a kernel with CONFIG_HAVE_HW_BREAKPOINT, on a core that has them",
		   "%d breakpoints, %d watchpoints", breakpoints, watchpoints);
}

static long count_cycles(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_CPU_CYCLES,
	};
	uint64_t cycles = 0;
	long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (read(fd, &cycles, sizeof(cycles)) != sizeof(cycles))
		cycles = 0;
	close(fd);
	return cycles != 0;
}

/* What the module found when it last measured; 0 or 1, or less if it never did. */
static int cycles_by_module(const struct doctor *doctor)
{
	struct bench bench;
	int cycles;

	if (!doctor->has_info || !files_have("bench"))
		return -1;
	files_bench(&bench);
	cycles = bench.samples ? bench.cycles : -1;
	bench_free(&bench);
	return cycles;
}

static void check_cycles(struct doctor *doctor)
{
	long cycles = cycles_by_module(doctor);
	const char *whence = "the module's bench";

	if (cycles < 0) {
		cycles = count_cycles();
		whence = "perf";
	}
	if (cycles == -EACCES || cycles == -EPERM)
		doctor_say(doctor, "cycle_counter", ANSWER_UNKNOWN, ADVICE, "",
			   "only root may ask perf");
	else
		doctor_say(doctor, "cycle_counter", cycles > 0 ? ANSWER_YES : ANSWER_NO, ADVICE,
			   "do without it: bench gives times then, and no cycles", "by %s",
			   whence);
}

/**
 * doctor_core() - does the core have what the module is about?
 * @doctor: takes the answers
 */
void doctor_core(struct doctor *doctor)
{
	check_slots(doctor);
	check_cycles(doctor);
}
