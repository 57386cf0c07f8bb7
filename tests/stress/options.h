/* SPDX-License-Identifier: GPL-2.0 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

#define MAX_WORDS	32

/* Those of a VMM, in words and as a text. */
struct arguments {
	const char *words[MAX_WORDS + 1];
	unsigned int count;
	char numbers[4][16];
	char text[200];
	bool host_watch;	/* of each vcpu's thread, by perf */
};

/* A guest of any kind. Tells how many vcpus it has. */
void any_arguments(struct arguments *arguments, unsigned int *vcpus);

#endif
