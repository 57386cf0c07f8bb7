/* SPDX-License-Identifier: GPL-2.0 */
/* What every hook that can claim a vcpu does, around the state machine. */
#ifndef LAZYDBG_ENTRY_H
#define LAZYDBG_ENTRY_H

#include <linux/types.h>

struct kvm_vcpu;
struct swap;

void entry_slow(struct swap *s);
void entry_load(struct kvm_vcpu *vcpu);
void entry_touch(struct kvm_vcpu *vcpu);
bool entry_again(struct kvm_vcpu *vcpu);
void entry_look_again(void);

#endif
