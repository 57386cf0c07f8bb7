/* SPDX-License-Identifier: GPL-2.0 */
/* Hooking KVM's tracepoints, which it does not export, by their names. */
#ifndef LAZYDBG_TRACEPOINT_HOOK_H
#define LAZYDBG_TRACEPOINT_HOOK_H

struct tracepoint;

/**
 * struct tracepoint_hook - a probe of ours
 * @name: the tracepoint's name
 * @probe: called with cpus_swap as its data, then the tracepoint's arguments.
 *         Preemption is disabled: by KVM at its entry and exit, and by the tracepoint
 *         itself, as to 6.13 they do, at trap_reg, which is hooked to 6.13 only
 * @tp: the tracepoint, while the probe is attached
 */
struct tracepoint_hook {
	const char *name;
	void *probe;
	struct tracepoint *tp;
};

int tracepoint_hook_attach(struct tracepoint_hook *hook);
void tracepoint_hook_detach(struct tracepoint_hook *hook);

#endif
