// SPDX-License-Identifier: GPL-2.0
#include "toplist.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "memory.h"

static const struct toplist_row *find(const struct toplist *list, const struct vcpu *vcpu)
{
	size_t i;

	for (i = 0; list && i < list->count; i++)
		if (list->rows[i].vcpu.id == vcpu->id &&
		    !strcmp(list->rows[i].vcpu.vm, vcpu->vm))
			return &list->rows[i];
	return NULL;
}

/* What has become less was counted anew, as by another VM with that name. */
static double rate(uint64_t before, uint64_t now, double seconds)
{
	return seconds > 0 ? (now < before ? now : now - before) / seconds : 0;
}

static void add_rates(struct toplist_row *row, const struct toplist_row *before, double seconds)
{
	if (!before)
		return;
	row->loads = rate(before->vcpu.loads, row->vcpu.loads, seconds);
	row->puts = rate(before->vcpu.puts, row->vcpu.puts, seconds);
	row->evictions = rate(before->vcpu.evictions, row->vcpu.evictions, seconds);
}

/**
 * toplist_take() - read the counters and the vcpus
 * @list: where to; for toplist_free()
 * @before: the list of some time ago, or NULL: then all rates are 0
 */
void toplist_take(struct toplist *list, const struct toplist *before)
{
	double seconds = 0;
	struct vcpus vcpus;
	size_t i;

	sample_take(&list->sample);
	files_vcpus(&vcpus);
	if (before)
		seconds = sample_seconds(&before->sample, &list->sample);
	list->count = vcpus.count;
	list->rows = zeroed(vcpus.count, sizeof(*list->rows));
	for (i = 0; i < vcpus.count; i++) {
		list->rows[i].vcpu = vcpus.vcpus[i];
		add_rates(&list->rows[i], find(before, &vcpus.vcpus[i]), seconds);
	}
	vcpus_free(&vcpus);
}

/**
 * toplist_free() - free what toplist_take() made
 * @list: the list
 */
void toplist_free(struct toplist *list)
{
	sample_free(&list->sample);
	free(list->rows);
}

static int descending(double left, double right)
{
	return (left < right) - (left > right);
}

/* What has no rate now is sorted by what it has done. */
static int by_rate(double left_rate, double right_rate, uint64_t left, uint64_t right)
{
	return descending(left_rate, right_rate) ?: (left < right) - (left > right);
}

struct order {
	enum toplist_order by;
	bool reverse;
};

static int by_vm(const struct vcpu *left, const struct vcpu *right)
{
	return strverscmp(left->vm, right->vm) ?: (left->id > right->id) - (left->id < right->id);
}

static int compare(const void *left, const void *right, void *order)
{
	const struct toplist_row *l = left;
	const struct toplist_row *r = right;
	const struct order *o = order;
	int result = 0;

	if (o->by == ORDER_LOADS)
		result = by_rate(l->loads, r->loads, l->vcpu.loads, r->vcpu.loads);
	else if (o->by == ORDER_PUTS)
		result = by_rate(l->puts, r->puts, l->vcpu.puts, r->vcpu.puts);
	else if (o->by == ORDER_EVICTIONS)
		result = by_rate(l->evictions, r->evictions, l->vcpu.evictions,
				 r->vcpu.evictions);
	else if (o->by == ORDER_STATE)
		result = strcmp(l->vcpu.state, r->vcpu.state);
	result = result ?: by_vm(&l->vcpu, &r->vcpu);
	return o->reverse ? -result : result;
}

/**
 * toplist_sort() - sort the vcpus
 * @list: the list
 * @order: by what; the most first, or in the alphabet's order
 * @reverse: the other way round
 */
void toplist_sort(struct toplist *list, enum toplist_order order, bool reverse)
{
	struct order by = { order, reverse };

	qsort_r(list->rows, list->count, sizeof(*list->rows), compare, &by);
}
