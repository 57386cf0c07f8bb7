// SPDX-License-Identifier: GPL-2.0
#include "recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tracefs.h>
#include <unistd.h>

#include "exit.h"
#include "files.h"
#include "memory.h"

/* For atexit(), as die() ends the program from anywhere. */
static struct recorder *to_close;

static void close_at_exit(void)
{
	if (to_close)
		recorder_close(to_close);
}

static void need_events(void)
{
	if (geteuid())
		die(EXIT_UNABLE, "only root may trace: run it as root, for example with sudo");
	if (tracefs_tracing_dir_is_mounted(false, NULL) <= 0)
		die(EXIT_UNABLE,
		    "tracefs is not mounted: mount -t tracefs none /sys/kernel/tracing");
	if (!tracefs_dir_exists(NULL, "events/" TRACE_SYSTEM))
		die(EXIT_UNABLE,
		    "the module lazydbg, with its tracepoints, is not loaded: modprobe lazydbg, or insmod it from where it was built");
}

static void create_instance(struct recorder *recorder)
{
	char name[32];

	snprintf(name, sizeof(name), "lazydbg-%d", getpid());
	recorder->instance = tracefs_instance_create(name);
	if (!recorder->instance)
		die(EXIT_UNABLE, "cannot make a trace instance in %s: %s",
		    tracefs_tracing_dir(), strerror(errno));
	to_close = recorder;
	atexit(close_at_exit);
}

/* tracefs_cpu_open(), but that a program that is run does not get the descriptor. */
static struct tracefs_cpu *open_cpu(struct recorder *recorder, int cpu)
{
	struct tracefs_cpu *opened = NULL;
	char file[48];
	int fd;

	snprintf(file, sizeof(file), "per_cpu/cpu%d/trace_pipe_raw", cpu);
	fd = tracefs_instance_file_open(recorder->instance, file,
					O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0)
		opened = tracefs_cpu_alloc_fd(fd, recorder->page_size, true);
	if (!opened)
		die(EXIT_UNABLE, "cannot read the trace of CPU %d: %s", cpu, strerror(errno));
	return opened;
}

static void open_cpus(struct recorder *recorder)
{
	struct tracefs_cpu *any = tracefs_cpu_open(recorder->instance, 0, true);
	int cpus = sysconf(_SC_NPROCESSORS_CONF);

	if (!any)
		die(EXIT_UNABLE, "cannot read the trace of CPU 0: %s", strerror(errno));
	recorder->page_size = tracefs_cpu_read_size(any);
	tracefs_cpu_close(any);
	recorder->page = zeroed(1, recorder->page_size);
	recorder->cpus = zeroed(cpus, sizeof(*recorder->cpus));
	while (recorder->cpu_count < (unsigned int)cpus) {
		recorder->cpus[recorder->cpu_count] = open_cpu(recorder, recorder->cpu_count);
		recorder->cpu_count++;
	}
}

/**
 * recorder_open() - make an instance, which records nothing yet
 * @recorder: to fill
 * @buffer_kib: room for each CPU's events, until they are drained; 0 for the kernel's choice
 */
void recorder_open(struct recorder *recorder, size_t buffer_kib)
{
	need_events();
	/* Its events would go with it, recorded ones too. */
	files_hold();
	create_instance(recorder);
	if (buffer_kib &&
	    tracefs_instance_set_buffer_size(recorder->instance, buffer_kib, -1))
		die(EXIT_UNABLE, "the kernel has no room for %zu KiB of events for each CPU: %s",
		    buffer_kib, strerror(errno));
	open_cpus(recorder);
}

/**
 * recorder_start() - record from now on
 * @recorder: open
 */
void recorder_start(struct recorder *recorder)
{
	if (tracefs_event_enable(recorder->instance, TRACE_SYSTEM, NULL))
		die(EXIT_UNABLE, "cannot enable the module's tracepoints: %s", strerror(errno));
}

/**
 * recorder_drain() - hand out what was recorded since the last time
 * @recorder: open
 * @sink: gets each page
 * @context: for @sink
 */
void recorder_drain(struct recorder *recorder, recorder_sink sink, void *context)
{
	unsigned int cpu;

	for (cpu = 0; cpu < recorder->cpu_count; cpu++)
		while (tracefs_cpu_read(recorder->cpus[cpu], recorder->page, true) > 0)
			sink(context, cpu, recorder->page);
}

/**
 * recorder_stop() - record no more; what there is can still be drained
 * @recorder: open
 */
void recorder_stop(struct recorder *recorder)
{
	if (tracefs_event_disable(recorder->instance, TRACE_SYSTEM, NULL))
		die(EXIT_UNABLE, "cannot disable the module's tracepoints: %s", strerror(errno));
}

/* The number after NAME in the text of a CPU's `stats`. */
static uint64_t stat_number(const char *text, const char *name)
{
	const char *found = strstr(text, name);

	return found ? strtoull(found + strlen(name), NULL, 10) : 0;
}

/**
 * recorder_lost() - how many events there was no room for
 * @recorder: open
 *
 * Return: the number
 */
uint64_t recorder_lost(struct recorder *recorder)
{
	uint64_t lost = 0;
	unsigned int cpu;
	char file[48];
	char *text;

	for (cpu = 0; cpu < recorder->cpu_count; cpu++) {
		snprintf(file, sizeof(file), "per_cpu/cpu%u/stats", cpu);
		text = tracefs_instance_file_read(recorder->instance, file, NULL);
		if (!text)
			die(EXIT_UNABLE, "cannot read %s of the trace: %s", file,
			    strerror(errno));
		/* "commit overrun" has a line of its own. */
		lost += stat_number(text, "\noverrun: ") + stat_number(text, "commit overrun: ") +
			stat_number(text, "dropped events: ");
		free(text);
	}
	return lost;
}

/**
 * recorder_close() - take the instance away
 * @recorder: open
 */
void recorder_close(struct recorder *recorder)
{
	unsigned int cpu;

	to_close = NULL;
	/* What has a file open, or an event enabled, cannot be removed. */
	for (cpu = 0; cpu < recorder->cpu_count; cpu++)
		tracefs_cpu_close(recorder->cpus[cpu]);
	tracefs_event_disable(recorder->instance, TRACE_SYSTEM, NULL);
	if (tracefs_instance_destroy(recorder->instance))
		fprintf(stderr, "lazydbg: cannot take away the trace instance %s: %s\n",
			tracefs_instance_get_name(recorder->instance), strerror(errno));
	tracefs_instance_free(recorder->instance);
	free(recorder->cpus);
	free(recorder->page);
}
