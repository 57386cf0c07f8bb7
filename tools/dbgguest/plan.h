/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PLAN_H
#define PLAN_H

#include "vm.h"

/* Decide what a vcpu is to do, and put it into its memory. */
void plan_vcpu(struct vcpu *vcpu);

#endif
