/* SPDX-License-Identifier: GPL-2.0 */
/* insmod, rmmod, and what the module says about itself. */
#ifndef MODULE_H
#define MODULE_H

#include <stdbool.h>

#include "mode.h"

struct kvm_vcpu;

bool module_insmod(enum mode mode);
void module_rmmod(void);
int module_set_mode(enum mode mode);
enum mode module_mode(void);
bool module_loaded(void);

/* About the CPU machine_cpu: */
bool module_guards(void);
bool module_file_is_hosts(void);
bool module_parked(void);
bool module_live(const struct kvm_vcpu *vcpu);
bool module_promises(const struct kvm_vcpu *vcpu);
void module_note(void);

/* About any CPU: */
bool module_knows(const struct kvm_vcpu *vcpu);

unsigned long module_count(unsigned int what);
void module_check_counters(void);

#endif
