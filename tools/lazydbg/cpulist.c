// SPDX-License-Identifier: GPL-2.0
#include "cpulist.h"

#include <ctype.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "memory.h"

#define ONLINE		"/sys/devices/system/cpu/online"

/* More than any Linux has, and few enough to name them all. */
#define CPUS_MAX	16384

static bool parse_cpu(const char **text, unsigned int *cpu)
{
	unsigned long number;
	char *end;

	if (!isdigit((unsigned char)**text))
		return false;
	errno = 0;
	number = strtoul(*text, &end, 10);
	*text = end;
	*cpu = number;
	return !errno && number < CPUS_MAX;
}

static bool parse_range(struct cpulist *list, const char **text)
{
	unsigned int first, last, cpu;

	if (!parse_cpu(text, &first))
		return false;
	last = first;
	if (**text == '-') {
		++*text;
		if (!parse_cpu(text, &last) || last < first)
			return false;
	}
	for (cpu = first; cpu <= last; cpu++) {
		list->cpus = more(list->cpus, &list->count, sizeof(*list->cpus));
		list->cpus[list->count - 1] = cpu;
	}
	return true;
}

/**
 * cpulist_parse() - the CPUs that a text lists
 * @list: where to; for cpulist_free(), whatever is returned
 * @text: numbers and ranges with commas between
 *
 * Return: true if it is such a text
 */
bool cpulist_parse(struct cpulist *list, const char *text)
{
	*list = (struct cpulist) { 0 };
	for (;;) {
		if (!parse_range(list, &text))
			return false;
		if (*text == '\0' || *text == '\n')
			return true;
		if (*text++ != ',')
			return false;
	}
}

/**
 * cpulist_online() - the CPUs that are online
 * @list: where to; for cpulist_free()
 */
void cpulist_online(struct cpulist *list)
{
	FILE *from = fopen(ONLINE, "re");
	char *line = NULL;
	size_t room = 0;

	if (!from || getline(&line, &room, from) < 0 || !cpulist_parse(list, line))
		die(EXIT_UNABLE,
		    "cannot find out which CPUs are online from " ONLINE ": name them with --cpu");
	fclose(from);
	free(line);
}

/**
 * cpulist_free() - free a list
 * @list: of cpulist_parse() or cpulist_online()
 */
void cpulist_free(struct cpulist *list)
{
	free(list->cpus);
}

/**
 * cpulist_pin() - run on one CPU only, from now on
 * @cpu: its number
 *
 * Return: false, with errno set, if that cannot be
 */
bool cpulist_pin(unsigned int cpu)
{
	cpu_set_t *set = CPU_ALLOC(CPUS_MAX);
	size_t size = CPU_ALLOC_SIZE(CPUS_MAX);
	int failed;

	if (!set)
		die(EXIT_UNABLE, "out of memory");
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	failed = sched_setaffinity(0, size, set);
	CPU_FREE(set);
	return !failed;
}
