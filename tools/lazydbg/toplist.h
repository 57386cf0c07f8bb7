/* SPDX-License-Identifier: GPL-2.0 */
/* What `lazydbg top` shows: vcpus with what they do per second, sorted. */
#ifndef LAZYDBG_TOPLIST_H
#define LAZYDBG_TOPLIST_H

#include "parse.h"
#include "sample.h"

enum toplist_order {
	ORDER_LOADS,
	ORDER_PUTS,
	ORDER_EVICTIONS,
	ORDER_STATE,
	ORDER_VM,
};

struct toplist_row {
	struct vcpu vcpu;
	double loads, puts, evictions;	/* per second */
};

/**
 * struct toplist - an instant's table
 * @sample: the host's counters
 * @rows: its vcpus
 * @count: how many
 */
struct toplist {
	struct sample sample;
	struct toplist_row *rows;
	size_t count;
};

void toplist_take(struct toplist *list, const struct toplist *before);
void toplist_sort(struct toplist *list, enum toplist_order order, bool reverse);
void toplist_free(struct toplist *list);

#endif
