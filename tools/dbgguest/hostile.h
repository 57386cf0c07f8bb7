/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "vm.h"

/*
 * Give a planned vcpu watchpoints on all that its host's kernel touches, and on what its
 * host's processes do, and debugging enabled, the way a VMM would that restores a migrated
 * guest.
 */
void hostile_arm(const struct vcpu *vcpu);

#endif
