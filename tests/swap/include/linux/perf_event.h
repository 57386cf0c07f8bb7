/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_PERF_EVENT_H
#define FAKE_LINUX_PERF_EVENT_H

#include <linux/err.h>
#include <linux/types.h>

struct perf_event;
struct perf_sample_data;
struct pt_regs;

struct perf_event_attr {
	u64 bp_addr;
	u64 bp_len;
	u32 bp_type;
};

typedef void (*perf_overflow_handler_t)(struct perf_event *event,
					struct perf_sample_data *data, struct pt_regs *regs);

#endif
