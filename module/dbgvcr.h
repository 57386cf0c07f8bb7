/* SPDX-License-Identifier: GPL-2.0 */
/*
 * DBGVCR32_EL2, the vector catch register of AArch32 guests, which EL1 cannot
 * reach. On nVHE, KVM moves it into the CPU only together with the file, and never
 * moves the host's value back. So such a guest can go live only with its value in
 * that register already, and never untrapped.
 */
#ifndef LAZYDBG_DBGVCR_H
#define LAZYDBG_DBGVCR_H

#include "swap.h"

void dbgvcr_start(struct swap *s);
void dbgvcr_spared(struct swap *s, u64 exits);
bool dbgvcr_in_the_way(struct swap *s, struct kvm_vcpu *vcpu, enum swap_touch touch);
void dbgvcr_left(struct swap *s, struct kvm_vcpu *vcpu);
void dbgvcr_learn(struct swap *s, enum swap_touch touch);
void dbgvcr_put(struct swap *s, struct kvm_vcpu *vcpu);

#endif
