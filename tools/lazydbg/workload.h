/* SPDX-License-Identifier: GPL-2.0 */
/* Runs a program to its end, and ends with it if a signal says so. */
#ifndef LAZYDBG_WORKLOAD_H
#define LAZYDBG_WORKLOAD_H

#include <stdbool.h>
#include <stdio.h>

/**
 * struct workload - a program that has ended
 * @status: as waitpid() gives it
 * @output: what it wrote to stdout
 * @errors: what it wrote to stderr
 */
struct workload {
	int status;
	char *output;
	char *errors;
};

void workload_signals_hold(void (*last_words)(void));
void workload_signals_release(void);
void workload_run(struct workload *run, char **argv, FILE *inherited);
void workload_free(struct workload *run);
FILE *workload_scratch(void);
char *workload_read_back(FILE *file);
char *workload_fate(int status);
bool workload_can_run(const char *program);

#endif
