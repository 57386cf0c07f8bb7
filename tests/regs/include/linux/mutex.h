/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_MUTEX_H
#define FAKE_LINUX_MUTEX_H

struct mutex {
	int unused;
};

#define DEFINE_MUTEX(name)		struct mutex name
#define mutex_lock(mutex)		((void)(mutex))
#define mutex_lock_interruptible(mutex)	((void)(mutex), 0)
#define mutex_unlock(mutex)		((void)(mutex))

#endif
