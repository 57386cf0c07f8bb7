// SPDX-License-Identifier: GPL-2.0
/*
 * The guests: a few VMMs, each with some vcpus, all of a kind chosen at random, after
 * the first ones, which play all parts that there are. Each checks its own hits and registers,
 * and its exit status is what it found. Who ends is followed by another, and who is killed, and
 * so tells nothing, by one that plays the same part.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "figures.h"
#include "options.h"
#include "stress.h"

#define GUESTS		PARTS
#define PAUSED_MAX	2
#define SIGNALS_MAX	20

struct guest {
	pid_t pid;
	unsigned int vcpus;
	unsigned int part;
	bool paused;
	pid_t traced;		/* the thread, or 0 */
	char output[32];
	struct arguments arguments;
};

static struct guest guests[GUESTS];

static void exec_guest(const struct guest *g)
{
	int fd = open(g->output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0 || setpriority(PRIO_PROCESS, 0, 0))
		_exit(2);
	execv(setup.guest, (char **)g->arguments.words);
	_exit(2);
}

static void start(struct guest *g, unsigned int part)
{
	static unsigned int started;

	*g = (struct guest){ .part = part };
	part_arguments(&g->arguments, &g->vcpus, part);
	snprintf(g->output, sizeof(g->output), "/tmp/stress.%u", started % (4 * GUESTS));
	say("guest %u is %s", started++, g->arguments.text);
	g->pid = fork();
	if (g->pid < 0)
		err(2, "cannot fork");
	if (!g->pid)
		exec_guest(g);
}

static void failed(const struct guest *g, int status)
{
	show_file(g->output, 30);
	wrong("guest %d ended with status %#x: %s", g->pid, status, g->arguments.text);
}

void guests_check(void)
{
	unsigned int n;
	int status;

	traced_check();
	for (n = 0; n < GUESTS; n++)
		if (guests[n].pid && waitpid(guests[n].pid, &status, WNOHANG) > 0)
			failed(&guests[n], status);
}

unsigned long guests_switches(void)
{
	unsigned long sum = 0;
	unsigned int n;

	for (n = 0; n < GUESTS; n++)
		if (guests[n].pid)
			sum += switches_of(guests[n].pid);
	return sum;
}

/* All its threads are there before it has left for the first time. */
static bool running(const struct guest *g)
{
	return switches_of(g->pid);
}

/* Then it takes signals. */
static void await_running(const struct guest *g)
{
	while (!running(g)) {
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
		guests_check();
	}
}

void guests_start(void)
{
	unsigned int n;

	for (n = 0; n < GUESTS; n++)
		start(&guests[n], n);
	for (n = 0; n < GUESTS; n++)
		await_running(&guests[n]);
}

static void resume(struct guest *g)
{
	if (g->paused && kill(g->pid, SIGCONT))
		err(2, "cannot continue a guest");
	g->paused = false;
}

/* All that it did is checked by itself, its exits are KVM's count until then. */
static void finish(struct guest *g)
{
	int status;

	if (g->traced)
		untrace();
	resume(g);
	await_running(g);
	switches_add(switches_of(g->pid));
	if (kill(g->pid, SIGTERM) || waitpid(g->pid, &status, 0) != g->pid)
		err(2, "cannot end a guest");
	if (status)
		failed(g, status);
	figures_read(g->output);
	g->pid = 0;
}

enum outcome end_guest(void)
{
	struct guest *g = &guests[any(GUESTS)];

	finish(g);
	start(g, ANY_PART);
	return DONE;
}

/* In the middle of anything. */
enum outcome kill_guest(void)
{
	struct guest *g = &guests[any(GUESTS)];
	int status;

	if (g->traced)
		untrace();
	switches_add(switches_of(g->pid));
	if (kill(g->pid, SIGKILL) || waitpid(g->pid, &status, 0) != g->pid)
		err(2, "cannot kill a guest");
	if (!WIFSIGNALED(status))
		failed(g, status);
	start(g, g->part);
	return DONE;
}

void guests_end(void)
{
	unsigned int n;

	for (n = 0; n < GUESTS; n++)
		finish(&guests[n]);
}

void guests_kill(void)
{
	unsigned int n;

	for (n = 0; n < GUESTS; n++)
		if (guests[n].pid)
			kill(guests[n].pid, SIGKILL);
}

/* One that is as it is wanted, or NULL: there is more to do if it is not the first one or none. */
static struct guest *any_guest(bool (*wanted)(const struct guest *g))
{
	unsigned int first = any(GUESTS), n;

	for (n = 0; n < GUESTS; n++) {
		struct guest *g = &guests[(first + n) % GUESTS];

		if (wanted(g))
			return g;
	}
	return NULL;
}

/* Or to be continued. KVM_CREATE_VM gives up when its caller is stopped. */
static bool pausable(const struct guest *g)
{
	unsigned int n, paused = 0;

	for (n = 0; n < GUESTS; n++)
		paused += guests[n].paused;
	return g->paused || (paused < PAUSED_MAX && !g->traced && running(g));
}

enum outcome pause_guest(void)
{
	struct guest *g = any_guest(pausable);

	if (!g)
		return NOTHING;
	if (g->paused) {
		resume(g);
		return DONE;
	}
	if (kill(g->pid, SIGSTOP))
		err(2, "cannot stop a guest");
	g->paused = true;
	return DONE;
}

/*
 * The thread of vcpu n: the main thread comes first, then the waker's if there is one, and
 * those that are gone soon last. 0 if it is not there yet.
 */
static pid_t vcpu_thread(const struct guest *g, unsigned int n)
{
	struct dirent *entry;
	char path[32];
	pid_t tid = 0;
	DIR *tasks;

	snprintf(path, sizeof(path), "/proc/%d/task", g->pid);
	tasks = opendir(path);
	if (!tasks)
		return 0;
	for (n += 3; n && (entry = readdir(tasks)); n--)
		tid = (pid_t)strtol(entry->d_name, NULL, 10);
	closedir(tasks);
	return n || tid == g->pid ? 0 : tid;
}

pid_t any_vcpu(void)
{
	const struct guest *g = any_guest(running);

	return g ? vcpu_thread(g, 1 + any(g->vcpus + g->arguments.waker)) : 0;
}

/*
 * ptrace ends the single step over what perf has watched, and Linux waits for the end of that
 * step, forever, before the next hit: with KVM or without. So who is watched is not traced.
 * Nor does it get signals: one that is handled before that step makes two hits of it.
 */
static bool traceable(const struct guest *g)
{
	return !g->paused && !g->arguments.host_watch;
}

static bool markable(const struct guest *g)
{
	return traceable(g) && g->arguments.mark && running(g);
}

/* One that stores to a word of its own, or 0. */
pid_t any_marked_vcpu(void)
{
	const struct guest *g = any_guest(markable);

	return g ? vcpu_thread(g, 1 + g->arguments.waker + any(g->vcpus)) : 0;
}

/* While a thread of its is traced, a guest gets no signals. */
bool guest_traced(pid_t tid, bool traced)
{
	unsigned int n, v;

	for (n = 0; n < GUESTS; n++) {
		struct guest *g = &guests[n];

		if (!traced && g->traced == tid) {
			g->traced = 0;
			return true;
		}
		for (v = 1; traced && traceable(g) && v <= g->vcpus + g->arguments.waker; v++) {
			if (vcpu_thread(g, v) != tid)
				continue;
			g->traced = tid;
			return true;
		}
	}
	return false;
}

/* Before its first exit it would die of them. */
static bool takes_signals(const struct guest *g)
{
	return !g->traced && !g->arguments.host_watch && running(g);
}

enum outcome signal_vcpus(void)
{
	const struct guest *g = any_guest(takes_signals);
	unsigned int n = 1 + any(SIGNALS_MAX);
	pid_t tid;

	if (!g)
		return NOTHING;
	while (n--) {
		tid = vcpu_thread(g, 1 + any(g->vcpus + g->arguments.waker));
		if (tid)
			syscall(SYS_tgkill, g->pid, tid, SIGUSR1);
	}
	return DONE;
}

/* Where it runs, or did last; -1 when it is gone. */
static int cpu_of(pid_t tid)
{
	char path[32], text[512], *at;
	int field;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	if (!read_text(path, text, sizeof(text)))
		return -1;
	/* The second field, in brackets, may hold anything; the CPU is the 39th. */
	at = strrchr(text, ')');
	for (field = 2; at && field < 39; field++)
		at = strchr(at + 1, ' ');
	return at ? (int)strtol(at, NULL, 10) : -1;
}

/* On a CPU that it was not on, if there is one. */
enum outcome pin_vcpu(void)
{
	pid_t tid = any_vcpu();
	int was = tid ? cpu_of(tid) : -1;
	int cpu = any_cpu_but(was);
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	if (was < 0)
		return NOTHING;
	if (sched_setaffinity(tid, sizeof(cpus), &cpus))
		return REFUSED;
	figure_add(MIGRATED, was != cpu);
	return DONE;
}

enum outcome free_vcpu(void)
{
	pid_t tid = any_vcpu();
	cpu_set_t cpus;
	int n;

	CPU_ZERO(&cpus);
	for (n = 0; n < MAX_CPUS; n++)
		CPU_SET(n, &cpus);
	if (!tid)
		return NOTHING;
	return sched_setaffinity(tid, sizeof(cpus), &cpus) ? REFUSED : DONE;
}
