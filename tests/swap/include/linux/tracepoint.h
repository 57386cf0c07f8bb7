/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_TRACEPOINT_H
#define FAKE_LINUX_TRACEPOINT_H

struct tracepoint {
	const char *name;
};

#define for_each_kernel_tracepoint	kernel_each_tracepoint

void kernel_each_tracepoint(void (*function)(struct tracepoint *tp, void *data), void *data);
int tracepoint_probe_register(struct tracepoint *tp, void *probe, void *data);
int tracepoint_probe_unregister(struct tracepoint *tp, void *probe, void *data);
void tracepoint_synchronize_unregister(void);

#endif
