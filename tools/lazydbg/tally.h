/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Recorded events, added up: a row for each vcpu, event, and the event's `why` or `reason`.
 * Durations and registers are those that the events tell of (Documentation/interface.md).
 */
#ifndef LAZYDBG_TALLY_H
#define LAZYDBG_TALLY_H

#include <jansson.h>
#include <stdint.h>

struct tally *tally_new(void);
void tally_page(struct tally *tally, unsigned int cpu, void *page);
uint64_t tally_events(const struct tally *tally);
void tally_records(const struct tally *tally, json_t *by_vcpu, json_t *totals);
void tally_free(struct tally *tally);

#endif
