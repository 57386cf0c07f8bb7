/* SPDX-License-Identifier: GPL-2.0 */
/* One struct swap a CPU, and what happens to all of them at once. */
#ifndef LAZYDBG_CPUS_H
#define LAZYDBG_CPUS_H

#include <linux/percpu.h>

#include "mode.h"
#include "swap.h"

DECLARE_PER_CPU(struct swap, cpus_swap);

int cpus_start(void);
void cpus_stop(void);
void cpus_set_mode(enum mode mode);
void cpus_stats(struct stats *copies);

#endif
