/* SPDX-License-Identifier: GPL-2.0 */
/* Lists of CPUs, as 0,2-5: on the command line, and as the kernel writes them. */
#ifndef LAZYDBG_CPULIST_H
#define LAZYDBG_CPULIST_H

#include <stdbool.h>
#include <stddef.h>

struct cpulist {
	unsigned int *cpus;
	size_t count;
};

bool cpulist_parse(struct cpulist *list, const char *text);
void cpulist_online(struct cpulist *list);
void cpulist_free(struct cpulist *list);
bool cpulist_pin(unsigned int cpu);

#endif
