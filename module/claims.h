/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The hooks at which KVM's decision about a vcpu is met; which these are depends on
 * KVM's generation (claims-dirty.c, claims-owner.c).
 */
#ifndef LAZYDBG_CLAIMS_H
#define LAZYDBG_CLAIMS_H

#include <linux/types.h>

struct kvm_vcpu;

int claims_start(void);
void claims_stop(void);
void claims_load(struct kvm_vcpu *vcpu);
void claims_untold(void);
bool claims_again(struct kvm_vcpu *vcpu);
const char *claims_entry_hook(void);

#endif
