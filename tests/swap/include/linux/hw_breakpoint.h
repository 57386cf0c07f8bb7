/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_HW_BREAKPOINT_H
#define FAKE_LINUX_HW_BREAKPOINT_H

#include <linux/percpu.h>
#include <linux/perf_event.h>

#define HW_BREAKPOINT_LEN_8	8
#define HW_BREAKPOINT_W		2

static inline void hw_breakpoint_init(struct perf_event_attr *attr)
{
	*attr = (struct perf_event_attr) { 0 };
}

struct perf_event **
register_wide_hw_breakpoint(struct perf_event_attr *attr, perf_overflow_handler_t triggered,
			    void *context);
void unregister_wide_hw_breakpoint(struct perf_event **events);

#endif
