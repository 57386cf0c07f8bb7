/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_CPU_H
#define FAKE_LINUX_CPU_H

void cpus_read_lock(void);
void cpus_read_unlock(void);

#endif
