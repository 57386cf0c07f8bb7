/* SPDX-License-Identifier: GPL-2.0 */
/* A command under `perf stat`, and what that told. */
#ifndef LAZYDBG_PERF_H
#define LAZYDBG_PERF_H

#include "workload.h"
#include "comparison.h"

/*
 * H and G: host and guest. perf counts the host only by default, which with nVHE ends where
 * the world switch begins, so that just what the modes differ in would be left out.
 */
#define PERF_EVENTS	"instructions:HG,cycles:HG,task-clock"

void perf_check(const char *events);
char *perf_run(struct workload *run, const char *events, char **command);
void perf_add(struct comparison *c, char *told, size_t mode, size_t round);

#endif
