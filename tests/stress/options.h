/* SPDX-License-Identifier: GPL-2.0 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

#define MAX_WORDS	32

/*
 * Parts that guests play: between them, those with a number have all that a guest can be told to
 * do. Any other guest is told what chance wants.
 */
#define PARTS		5
#define ANY_PART	PARTS

/* Those of a VMM, in words and as a text. */
struct arguments {
	const char *words[MAX_WORDS + 1];
	unsigned int count;
	char numbers[4][16];
	char text[200];
	bool all;		/* whatever chance may add */
	bool host_watch;	/* of each vcpu's thread, by perf */
	bool mark;		/* each vcpu's thread has a word to watch */
	bool waker;		/* the first thread but the main one is no vcpu's */
};

/* A guest for the part of this number. Tells how many vcpus it has. */
void part_arguments(struct arguments *arguments, unsigned int *vcpus, unsigned int number);

#endif
