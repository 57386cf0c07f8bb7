/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_SMP_H
#define FAKE_LINUX_SMP_H

#include <linux/types.h>

int smp_processor_id(void);
void on_each_cpu(void (*function)(void *data), void *data, int wait);

#endif
