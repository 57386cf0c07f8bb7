// SPDX-License-Identifier: GPL-2.0
/*
 * An unprivileged user. Gives up root's rights first, and then
 *
 *	nobody run COMMAND [ARGUMENT...]	runs COMMAND
 *	nobody denied FILE...			opens, cuts, moves and removes FILEs in all ways
 *	nobody module FILE			loads and unloads the module
 *	nobody events ID...			opens tracepoints, of all and of its own
 *	nobody kernel ADDRESS			sets breakpoints in the kernel, and CPU-wide ones
 *	nobody watch ROUNDS CPU			watches a variable of its own, there
 *
 * Exit status 1 if it could do what it may not, or could not what it may, with a line for
 * each; 2 if it could not be tried.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NOBODY		65534
#define TOUCHES		7
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static int wrong;

static void become_nobody(void)
{
	if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
	    setresuid(NOBODY, NOBODY, NOBODY))
		err(2, "cannot become nobody");
	if (!setresuid(0, 0, 0))
		errx(2, "nobody can become root again");
}

/* refuse() - it has to fail, and for want of rights */
static void refuse(const char *what, const char *whom, long got)
{
	if (got < 0 && (errno == EACCES || errno == EPERM))
		return;
	printf("%s: %s gave %ld (%s)\n", whom, what, got, got < 0 ? strerror(errno) : "no error");
	wrong = 1;
}

static void denied(const char *file)
{
	static const int flags[] = {
		O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC, O_RDWR | O_APPEND,
		O_RDONLY | O_NONBLOCK,
	};
	char other[512];
	size_t i;

	for (i = 0; i < COUNT(flags); i++)
		refuse("opening it", file, open(file, flags[i] | O_CLOEXEC));
	refuse("truncate", file, truncate(file, 0));
	refuse("chmod", file, chmod(file, 0666));
	refuse("chown", file, chown(file, NOBODY, NOBODY));
	refuse("unlink", file, unlink(file));
	snprintf(other, sizeof(other), "%s.other", file);
	refuse("rename", file, rename(file, other));
}

static void load_and_unload(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	char image[64] = "";

	if (fd < 0)
		err(2, "%s", file);
	refuse("finit_module", file, syscall(SYS_finit_module, fd, "", 0));
	refuse("finit_module by force", file, syscall(SYS_finit_module, fd, "mode=off", 3));
	refuse("init_module", file, syscall(SYS_init_module, image, sizeof(image), ""));
	refuse("delete_module", file, syscall(SYS_delete_module, "lazydbg", O_NONBLOCK));
	refuse("delete_module by force", file,
	       syscall(SYS_delete_module, "lazydbg", O_NONBLOCK | O_TRUNC));
}

static int open_event(struct perf_event_attr *attr, pid_t pid, int cpu)
{
	attr->size = sizeof(*attr);
	return (int)syscall(SYS_perf_event_open, attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

/* With the events' data, which hold what happened to others. */
static void events(const char *id)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.config = strtoull(id, NULL, 10),
		.sample_type = PERF_SAMPLE_RAW,
		.sample_period = 1,
	};

	refuse("an event of all on a CPU", id, open_event(&attr, -1, 0));
	refuse("an event of its own", id, open_event(&attr, 0, -1));
}

static struct perf_event_attr watchpoint(uint64_t address)
{
	return (struct perf_event_attr) {
		.type = PERF_TYPE_BREAKPOINT,
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = address,
		.bp_len = HW_BREAKPOINT_LEN_8,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
}

static void in_kernel(const char *text)
{
	static uint64_t watched;
	struct perf_event_attr attr = watchpoint((uintptr_t)&watched);

	refuse("a CPU-wide watchpoint", "its own variable", open_event(&attr, -1, 0));
	attr.exclude_kernel = 0;
	refuse("a watchpoint for the kernel, too", "its own variable", open_event(&attr, 0, -1));
	attr.bp_addr = strtoull(text, NULL, 16);
	refuse("a watchpoint in the kernel", text, open_event(&attr, 0, -1));
	refuse("a CPU-wide one", text, open_event(&attr, -1, 0));
}

static void run_on(const char *text)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(strtoul(text, NULL, 10), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(2, "cannot run on CPU %s", text);
}

static void watch_once(volatile uint64_t *watched)
{
	struct perf_event_attr attr = watchpoint((uintptr_t)watched);
	int fd = open_event(&attr, 0, -1), n;
	uint64_t count;

	if (fd < 0)
		err(1, "cannot watch a variable of its own");
	for (n = 0; n < TOUCHES; n++)
		*watched = n;
	if (read(fd, &count, sizeof(count)) != sizeof(count))
		err(2, "cannot read a watchpoint's count");
	close(fd);
	if (count == TOUCHES)
		return;
	printf("a watchpoint counted %llu of %d accesses\n", (unsigned long long)count, TOUCHES);
	wrong = 1;
}

static void watch(const char *rounds, const char *cpu)
{
	static uint64_t watched;
	unsigned long n;

	run_on(cpu);
	for (n = strtoul(rounds, NULL, 10); n; n--)
		watch_once(&watched);
}

static void each(void (*what)(const char *), char **whom)
{
	for (; *whom; whom++)
		what(*whom);
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";

	if (argc < 3)
		errx(2, "usage: nobody WHAT ARGUMENT...");
	become_nobody();
	if (!strcmp(what, "run")) {
		execvp(argv[2], argv + 2);
		err(2, "%s", argv[2]);
	}
	if (!strcmp(what, "denied"))
		each(denied, argv + 2);
	else if (!strcmp(what, "module"))
		each(load_and_unload, argv + 2);
	else if (!strcmp(what, "events"))
		each(events, argv + 2);
	else if (!strcmp(what, "kernel"))
		each(in_kernel, argv + 2);
	else if (!strcmp(what, "watch") && argc == 4)
		watch(argv[2], argv[3]);
	else
		errx(2, "nobody does not '%s'", what);
	return wrong;
}
