/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What scenarios are made of: each takes a vcpu, the host or the module some steps
 * further, and checks nothing but that it came there.
 */
#ifndef STEPS_H
#define STEPS_H

#include <linux/types.h>

#include "vcpu.h"

#define OWNER	(KVM_GENERATION >= 614)
#define OS_LOCK	(KVM_GENERATION > 510)

/* The host of a scenario is a VHE one. */
extern bool steps_vhe;

void must(bool condition, const char *what);
void go_to(struct vcpu *v, enum vcpu_point point);
void enter_on(struct vcpu *v, unsigned int cpu);
void again(struct vcpu *v);
void to_user(struct vcpu *v);
void put_and_load(struct vcpu *v, enum put_reason reason);
void preempt(struct vcpu *v);
void resume_on(struct vcpu *v, unsigned int cpu);
void guest_writes(struct vcpu *v, unsigned int what, unsigned int slot, u64 value);
void guest_reads(struct vcpu *v, unsigned int what, unsigned int slot);
void vmm_sets(struct vcpu *v, unsigned int what, unsigned int slot, u64 value);
void arm(struct vcpu *v);
void interrupt_that(unsigned int cpu, void (*function)(void *));
void add_watchpoint(void *unused);
void remove_watchpoint(void *unused);
void start_stepping(void *unused);
void stop_stepping(void *unused);
void boot(unsigned int cpus);
void load_module(void);
struct vcpu *armed_vcpu(bool aarch32);
bool is_live(struct vcpu *v);
struct vcpu *live_vcpu(void);
struct vcpu *untrapped_vcpu(void);
void known_on(struct vcpu *v, unsigned int cpu);

#endif
