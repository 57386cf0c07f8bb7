// SPDX-License-Identifier: GPL-2.0
/* What happens to the host: the module comes and goes, so do CPUs, and memory is taken. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "figures.h"
#include "stress.h"

#define LAZYDBG		"/sys/kernel/debug/lazydbg/"
#define TRACING		"/sys/kernel/tracing/"
#define MEMORY_LEFT	(96ul << 20)	/* for what is started meanwhile */
#define TRIES		5

static const char * const modes[] = { "lazy", "off", "eager", "lazy" };

static bool loaded;
static bool offline[MAX_CPUS];
static int cpus;

/* The module tries its guard with a watchpoint on each CPU. */
static bool no_watchpoint_free(void)
{
	int cpu;

	for (cpu = 0; cpu < cpus; cpu++)
		if (!offline[cpu] && events_fill(cpu))
			return true;
	return false;
}

static enum outcome load(const char *mode)
{
	int fd = open(setup.module, O_RDONLY | O_CLOEXEC);
	char parameter[32];
	int error;

	if (fd < 0)
		err(2, "cannot open %s", setup.module);
	snprintf(parameter, sizeof(parameter), "mode=%s", mode);
	say("insmod, %s", parameter);
	loaded = !syscall(SYS_finit_module, fd, parameter, 0);
	error = errno;
	close(fd);
	if (!loaded && error == ENOSPC && no_watchpoint_free())
		return REFUSED;
	if (!loaded)
		wrong("the module does not load: %s", strerror(error));
	if (!write_word(TRACING "events/lazydbg/enable", "1"))
		wrong("the module's tracepoints cannot be enabled: %s", strerror(errno));
	return DONE;
}

static void unload(void)
{
	say("rmmod");
	write_word(TRACING "events/lazydbg/enable", "0");
	if (syscall(SYS_delete_module, "lazydbg", O_NONBLOCK))
		wrong("the module does not unload: %s", strerror(errno));
	loaded = false;
}

void host_open(void)
{
	cpus = (int)sysconf(_SC_NPROCESSORS_CONF);
	if (cpus > MAX_CPUS)
		errx(2, "there are more than %d CPUs", MAX_CPUS);
	load("lazy");
}

/* Those that are there go round. */
static int next_cpu(int cpu)
{
	do
		cpu = (cpu + 1) % cpus;
	while (offline[cpu]);
	return cpu;
}

/* One that is there. */
int any_cpu(void)
{
	return next_cpu((int)any(cpus));
}

/* But not this one, if there is another. */
int any_cpu_but(int cpu)
{
	int chosen = any_cpu();

	return chosen == cpu ? next_cpu(cpu) : chosen;
}

static enum outcome come(void)
{
	enum outcome outcome = load(modes[any(COUNT(modes))]);

	figure_add(INSMODS, outcome == DONE);
	return outcome;
}

/* Who wants it gets it, if it was away. */
static bool has_module(void)
{
	return loaded || come() == DONE;
}

enum outcome change_mode(void)
{
	const char *mode = modes[any(COUNT(modes))];

	if (!has_module())
		return NOTHING;
	say("mode %s", mode);
	if (!write_word(LAZYDBG "mode", mode))
		wrong("the mode is not %s: %s", mode, strerror(errno));
	return DONE;
}

/* It is away for a while one time in three. */
enum outcome come_or_go(void)
{
	bool was_loaded = loaded, stays_away = chance(3);

	if (loaded) {
		unload();
		figure_add(RMMODS, 1);
	}
	return !was_loaded || !stays_away ? come() : DONE;
}

static void read_file(const char *path)
{
	char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		wrong("cannot open %s: %s", path, strerror(errno));
	while (read(fd, text, sizeof(text)) > 0)
		;
	close(fd);
}

enum outcome read_files(void)
{
	glob_t found;
	size_t n;

	if (!has_module() || glob(LAZYDBG "*", 0, NULL, &found))
		return NOTHING;
	for (n = 0; n < found.gl_pathc; n++)
		read_file(found.gl_pathv[n]);
	globfree(&found);
	return DONE;
}

enum outcome time_it(void)
{
	if (!has_module())
		return NOTHING;
	return write_word(LAZYDBG "latency", chance(2) ? "on" : "off") ? DONE : REFUSED;
}

/* The host may be slow to let go of a CPU. */
static bool set_online(int cpu, bool online)
{
	char path[64];
	int n;

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/online", cpu);
	say("CPU %d goes %s", cpu, online ? "on" : "off");
	for (n = 0; n < TRIES; n++) {
		if (write_word(path, online ? "1" : "0")) {
			offline[cpu] = !online;
			return true;
		}
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	}
	return false;
}

/* The first one stays. */
enum outcome cpu_off_or_on(void)
{
	int cpu;

	if (!setup.hotplug || cpus < 2)
		return NOTHING;
	cpu = 1 + (int)any(cpus - 1);
	if (!offline[cpu])
		events_leave_cpu(cpu);
	return set_online(cpu, offline[cpu]) ? DONE : REFUSED;
}

/* All is taken and given back, and what the host has is moved about, guests' memory too. */
enum outcome press_memory(void)
{
	size_t size = number_in("/proc/meminfo", "MemAvailable:") << 10;
	char *memory;

	if (size <= MEMORY_LEFT)
		return REFUSED;
	size -= MEMORY_LEFT;
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return REFUSED;
	memset(memory, 1, size);
	write_word("/proc/sys/vm/drop_caches", "3");
	write_word("/proc/sys/vm/compact_memory", "1");
	munmap(memory, size);
	return DONE;
}

static unsigned long counter(const char *name)
{
	return number_in(LAZYDBG "stats", name);
}

/* No guest is left. */
void host_end(void)
{
	int cpu;

	for (cpu = 0; cpu < cpus; cpu++)
		if (offline[cpu] && !set_online(cpu, true))
			wrong("CPU %d does not come back: %s", cpu, strerror(errno));
	if (!loaded)
		return;
	if (counter("loads") != counter("puts"))
		wrong("%lu loads and %lu puts", counter("loads"), counter("puts"));
	unload();
}
