/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_STOP_MACHINE_H
#define FAKE_LINUX_STOP_MACHINE_H

int stop_machine(int (*function)(void *data), void *data, const void *cpus);

#endif
