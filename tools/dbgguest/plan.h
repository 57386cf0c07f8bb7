/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PLAN_H
#define PLAN_H

#include "vm.h"

/* Decide what a vcpu is to do, and put it into its memory. */
void plan_vcpu(struct vcpu *vcpu);

/* Another plan than the one in force: other values, and other slots armed. */
void plan_change(struct vcpu *vcpu, struct plan *plan);

/* With --random: the next batch's plan, into the vcpu's memory. */
void plan_next(struct vcpu *vcpu);

#endif
