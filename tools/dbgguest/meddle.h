/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MEDDLE_H
#define MEDDLE_H

#include "vm.h"

/*
 * Between two KVM_RUNs: read all debug registers, and now and then change them.
 * True when they have been changed, and the guest shall leave it at that.
 */
bool meddle(struct vcpu *vcpu);

#endif
