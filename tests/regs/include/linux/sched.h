/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_SCHED_H
#define FAKE_LINUX_SCHED_H

#include <stdlib.h>

#define set_current_state(state)
#define __set_current_state(state)
#define schedule()			abort()

#endif
