/* SPDX-License-Identifier: GPL-2.0 */
/* A CPU's file in the hands of the host, for those who measure and test. */
#ifndef LAZYDBG_HOST_H
#define LAZYDBG_HOST_H

#include "regs.h"

int host_run(unsigned int cpu, long (*function)(void *arg), void *arg);
int host_take(struct regs_file *values);

/* Of cpus.c, or hooks-none.c where there is no KVM. */
const struct regs_count *host_count(unsigned int cpu);
int host_release(void);

#endif
