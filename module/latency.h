/* SPDX-License-Identifier: GPL-2.0 */
/* How long loads, puts and evictions take: a histogram for each and for each CPU. */
#ifndef LAZYDBG_LATENCY_H
#define LAZYDBG_LATENCY_H

#include <linux/types.h>

struct seq_file;

enum latency_id {
	LATENCY_LOAD,
	LATENCY_PUT,
	LATENCY_EVICT,
	LATENCY_COUNT,
};

void latency_add(enum latency_id what, u64 ticks);
u64 latency_ns(u64 ticks);
size_t latency_size(void);

void latency_start(void);
void latency_stop(void);
int latency_show(struct seq_file *m);
int latency_take(const char *word);

#endif
