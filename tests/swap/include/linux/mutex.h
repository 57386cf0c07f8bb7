/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_MUTEX_H
#define FAKE_LINUX_MUTEX_H

#include <linux/types.h>

struct mutex {
	bool locked;
};

#define DEFINE_MUTEX(name)	struct mutex name

void mutex_lock(struct mutex *mutex);
void mutex_unlock(struct mutex *mutex);

#endif
