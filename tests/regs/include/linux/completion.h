/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_COMPLETION_H
#define FAKE_LINUX_COMPLETION_H

#include <stdbool.h>
#include <stdlib.h>

struct completion {
	bool done;
};

static inline void init_completion(struct completion *completion)
{
	completion->done = false;
}

static inline void complete(struct completion *completion)
{
	completion->done = true;
}

/* Nobody would complete it. */
static inline void wait_for_completion(struct completion *completion)
{
	if (!completion->done)
		abort();
}

static inline int wait_for_completion_interruptible(struct completion *completion)
{
	wait_for_completion(completion);
	return 0;
}

#endif
