/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_HRTIMER_H
#define FAKE_LINUX_HRTIMER_H

#include <linux/types.h>

enum hrtimer_restart {
	HRTIMER_NORESTART,
};

enum hrtimer_mode {
	HRTIMER_MODE_REL_PINNED_HARD,
};

#define CLOCK_MONOTONIC	1

/* Those that are pending are in a list, and expire sooner or later. */
struct hrtimer {
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	bool pending;
	unsigned int cpu;
	struct hrtimer *next;
};

void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *timer), int clock,
		   enum hrtimer_mode mode);
void hrtimer_start(struct hrtimer *timer, u64 ns, enum hrtimer_mode mode);
void hrtimer_cancel(struct hrtimer *timer);

#endif
