/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TICKS_H
#define TICKS_H

#include "vm.h"

/* Ticks of CNTVCT_EL0 that a batch took; over no batch at all, all are 0. */
struct ticks {
	u64 min;
	u64 median;	/* of an even number, the smaller middle one */
	u64 mean;	/* without its fraction */
};

/* Over the batches that a vcpu has done, and those of all vcpus. */
struct ticks ticks_of_vcpu(const struct vcpu *vcpu);
struct ticks ticks_of_vm(const struct vm *vm);

#endif
