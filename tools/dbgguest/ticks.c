// SPDX-License-Identifier: GPL-2.0
#include "ticks.h"

#include <stdlib.h>
#include <string.h>

#include "errors.h"

static int compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a;
	u64 y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static u64 mean(const u64 *ticks, size_t n)
{
	u64 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ticks[i];
	return sum / n;
}

static struct ticks summary(const struct vcpu *vcpus, long count)
{
	struct ticks ticks = { };
	size_t n = 0;
	u64 *all;

	for (long i = 0; i < count; i++)
		n += vcpus[i].mailbox->batch;
	all = calloc(n + 1, sizeof(*all));
	if (!all)
		die("no memory for the ticks of %ld vcpus: %m", count);
	n = 0;
	for (long i = 0; i < count; i++) {
		u64 done = vcpus[i].mailbox->batch;

		memcpy(all + n, vcpus[i].memory + AT_TICKS, done * sizeof(*all));
		n += done;
	}
	qsort(all, n, sizeof(*all), compare);
	if (n) {
		ticks.min = all[0];
		ticks.median = all[(n - 1) / 2];
		ticks.mean = mean(all, n);
	}
	free(all);
	return ticks;
}

struct ticks ticks_of_vcpu(const struct vcpu *vcpu)
{
	return summary(vcpu, 1);
}

struct ticks ticks_of_vm(const struct vm *vm)
{
	return summary(vm->vcpus, vm->opts->vcpus);
}
