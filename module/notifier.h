/* SPDX-License-Identifier: GPL-2.0 */
/* Preempt notifiers of our own for the threads of live vcpus. */
#ifndef LAZYDBG_NOTIFIER_H
#define LAZYDBG_NOTIFIER_H

#include <linux/types.h>

struct kvm_vcpu;

int notifier_start(void);
void notifier_stop(void);
bool notifier_attach(struct kvm_vcpu *vcpu);
void notifier_put(void);
bool notifier_scheduling(void);

#endif
