// SPDX-License-Identifier: GPL-2.0
#include "dat.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "exit.h"
#include "memory.h"

/* FILE.cpuN hold the pages; FILE.head is what is before them, FILE.new both. */
struct dat {
	const char *file;
	unsigned int cpu_count;
	char **names;
	FILE **cpus;
	bool pages;		/* are there any? */
};

/* For atexit(): what holds nothing need not stay. */
static struct dat *unfinished;

static void remove_parts(const struct dat *dat)
{
	unsigned int i;

	for (i = 0; i < dat->cpu_count; i++)
		if (dat->cpus[i])
			unlink(dat->names[i]);
}

static void remove_empty(void)
{
	if (unfinished && !unfinished->pages)
		remove_parts(unfinished);
}

/* FILE, and a suffix. */
static char *beside(const char *file, const char *suffix)
{
	char *name;

	if (asprintf(&name, "%s.%s", file, suffix) < 0)
		die(EXIT_UNABLE, "out of memory");
	return name;
}

/**
 * dat_create() - begin a trace.dat file
 * @file: its name; what it has now stays there till the end
 * @cpu_count: CPUs
 *
 * Return: it, for dat_finish(). Ends the program if it cannot be made
 */
struct dat *dat_create(const char *file, unsigned int cpu_count)
{
	struct dat *dat = zeroed(1, sizeof(*dat));
	char suffix[16];
	unsigned int i;

	/* It is better to know before than after. */
	child_status(child_start((char *[]){ "trace-cmd", "--version", NULL }, true));
	dat->file = file;
	dat->cpu_count = cpu_count;
	dat->names = zeroed(cpu_count, sizeof(*dat->names));
	dat->cpus = zeroed(cpu_count, sizeof(*dat->cpus));
	unfinished = dat;
	atexit(remove_empty);
	for (i = 0; i < cpu_count; i++) {
		snprintf(suffix, sizeof(suffix), "cpu%u", i);
		dat->names[i] = beside(file, suffix);
		dat->cpus[i] = fopen(dat->names[i], "we");
		if (!dat->cpus[i])
			die(EXIT_UNABLE, "cannot write %s: %s", dat->names[i], strerror(errno));
	}
	return dat;
}

/**
 * dat_page() - add a page
 * @dat: to what
 * @cpu: whose
 * @page: as of recorder_drain()
 * @size: of the page
 */
void dat_page(struct dat *dat, unsigned int cpu, const void *page, size_t size)
{
	dat->pages = true;
	if (fwrite(page, size, 1, dat->cpus[cpu]) != 1)
		die(EXIT_UNABLE, "cannot write %s: %s", dat->names[cpu], strerror(errno));
}

static void run_trace_cmd(const struct dat *dat, char **words)
{
	if (child_status(child_start(words, true)))
		die(EXIT_UNABLE,
		    "trace-cmd could not make %s; what was recorded is in %s.cpu*, for 'trace-cmd restore'",
		    dat->file, dat->file);
}

/* The head is made in the end, when the kernel knows the names of all threads. */
static void assemble(const struct dat *dat, char *head, char *new)
{
	char **restore = zeroed(6 + dat->cpu_count + 1, sizeof(*restore));

	run_trace_cmd(dat, (char *[]){ "trace-cmd", "restore", "-c", "-o", head, NULL });
	memcpy(restore, (char *[]){ "trace-cmd", "restore", "-o", new, "-i", head },
	       6 * sizeof(*restore));
	memcpy(restore + 6, dat->names, dat->cpu_count * sizeof(*restore));
	run_trace_cmd(dat, restore);
	free(restore);
}

/**
 * dat_finish() - make the trace.dat file of what there is
 * @dat: of dat_create(), which is freed
 */
void dat_finish(struct dat *dat)
{
	char *head = beside(dat->file, "head"), *new = beside(dat->file, "new");
	unsigned int i;

	for (i = 0; i < dat->cpu_count; i++)
		if (fclose(dat->cpus[i]))
			die(EXIT_UNABLE, "cannot write %s: %s", dat->names[i], strerror(errno));
	assemble(dat, head, new);
	if (rename(new, dat->file))
		die(EXIT_UNABLE, "cannot write %s: %s", dat->file, strerror(errno));
	unlink(head);
	remove_parts(dat);
	unfinished = NULL;
	for (i = 0; i < dat->cpu_count; i++)
		free(dat->names[i]);
	free(dat->names);
	free(dat->cpus);
	free(head);
	free(new);
	free(dat);
}
