/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RESET_H
#define RESET_H

#include "vm.h"

/* The order for a vcpu after a batch: go on, or be reset in some way. */
u64 reset_order(struct vcpu *vcpu);

/* The guest has followed ORDER_RESET: do it. False when KVM doesn't. */
bool reset_by_vmm(struct vcpu *vcpu);

/* The thread of the waker, the vcpu that turns the others on again. */
void waker_start(struct vm *vm);
void waker_stop(struct vm *vm);

#endif
