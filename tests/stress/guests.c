// SPDX-License-Identifier: GPL-2.0
/*
 * The guests: a few VMMs, each with some vcpus, all of a kind chosen at random. Each checks
 * its own hits and registers, and its exit status is what it found. Who ends, or is killed,
 * is followed by another.
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

#include "options.h"
#include "stress.h"

#define GUESTS		5
#define PAUSED_MAX	2
#define SIGNALS_MAX	20

struct guest {
	pid_t pid;
	unsigned int vcpus;
	bool paused;
	pid_t traced;		/* the thread, or 0 */
	char output[32];
	struct arguments arguments;
};

static struct guest guests[GUESTS];

/* What the guests did, as they say. */
static struct {
	const char *name;
	const char *key;	/* in their JSON */
	unsigned long sum;
} figures[] = {
	{ "hits of guests", "\"seen\": ", 0 },
	{ "registers checked", "\"checked\": ", 0 },
	{ "plans made", "\"planned\": ", 0 },
	{ "OS Lock held", "\"held\": ", 0 },
	{ "set by KVM_SET_ONE_REG", "\"meddled\": ", 0 },
	{ "debug exits", "\"debug_exits\": {\"expected\": ", 0 },
	{ "resets", "\"resets\": ", 0 },
	{ "exceptions injected", "\"injected\": ", 0 },
	{ "hits of VMMs' perf", "\"host_watch\": {\"expected\": ", 0 },
};

static void exec_guest(const struct guest *g)
{
	int fd = open(g->output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0 || setpriority(PRIO_PROCESS, 0, 0))
		_exit(2);
	execv(setup.guest, (char **)g->arguments.words);
	_exit(2);
}

static void start(struct guest *g)
{
	static unsigned int started;

	*g = (struct guest){};
	any_arguments(&g->arguments, &g->vcpus);
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

/* By the time that it has made one it takes signals. */
static void await_running(const struct guest *g)
{
	while (!switches_of(g->pid)) {
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
		guests_check();
	}
}

void guests_start(void)
{
	unsigned int n;

	for (n = 0; n < GUESTS; n++)
		start(&guests[n]);
	for (n = 0; n < GUESTS; n++)
		await_running(&guests[n]);
}

static void add_figures(const struct guest *g)
{
	static char text[65536];
	FILE *file = fopen(g->output, "re");
	const char *at;
	unsigned int n;

	if (!file)
		err(2, "cannot read %s", g->output);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	for (n = 0; n < COUNT(figures); n++) {
		at = strstr(text, figures[n].key);
		if (at)
			figures[n].sum += strtoul(at + strlen(figures[n].key), NULL, 10);
	}
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
	add_figures(g);
	g->pid = 0;
}

enum outcome end_guest(void)
{
	struct guest *g = &guests[any(GUESTS)];

	finish(g);
	start(g);
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
	start(g);
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

enum outcome pause_guest(void)
{
	struct guest *g = &guests[any(GUESTS)];
	unsigned int n, paused = 0;

	for (n = 0; n < GUESTS; n++)
		paused += guests[n].paused;
	if (g->paused) {
		resume(g);
		return DONE;
	}
	if (paused == PAUSED_MAX || g->traced)
		return NOTHING;
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
	const struct guest *g = &guests[any(GUESTS)];

	return vcpu_thread(g, 1 + any(g->vcpus));
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
		for (v = 1; traced && traceable(g) && v <= g->vcpus; v++) {
			if (vcpu_thread(g, v) != tid)
				continue;
			g->traced = tid;
			return true;
		}
	}
	return false;
}

enum outcome signal_vcpus(void)
{
	const struct guest *g = &guests[any(GUESTS)];
	unsigned int n = 1 + any(SIGNALS_MAX);
	pid_t tid;

	/* Before its first exit it would die of it. */
	if (g->traced || g->arguments.host_watch || !switches_of(g->pid))
		return NOTHING;
	while (n--) {
		tid = vcpu_thread(g, 1 + any(g->vcpus));
		if (tid)
			syscall(SYS_tgkill, g->pid, tid, SIGUSR1);
	}
	return DONE;
}

enum outcome move_vcpu(void)
{
	pid_t tid = any_vcpu();
	int cpu = any_cpu();
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	if (chance(4))
		for (cpu = 0; cpu < MAX_CPUS; cpu++)
			CPU_SET(cpu, &cpus);
	else
		CPU_SET(cpu, &cpus);
	if (!tid)
		return NOTHING;
	return sched_setaffinity(tid, sizeof(cpus), &cpus) ? REFUSED : DONE;
}

void guests_report(void)
{
	unsigned int n;

	for (n = 0; n < COUNT(figures); n++)
		printf("%-24s %7lu\n", figures[n].name, figures[n].sum);
}
