/* SPDX-License-Identifier: GPL-2.0 */
/* The hook at which a vcpu leaves its CPU. */
#ifndef LAZYDBG_PUT_H
#define LAZYDBG_PUT_H

struct kvm_vcpu;

int put_start(void);
void put_stop(void);
void put_vcpu(struct kvm_vcpu *vcpu);

#endif
