/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_CPU_H
#define FAKE_LINUX_CPU_H

#include <linux/types.h>

void cpus_read_lock(void);
void cpus_read_unlock(void);
bool cpu_online(unsigned int cpu);

#endif
