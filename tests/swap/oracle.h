/* SPDX-License-Identifier: GPL-2.0 */
/* The rules that must hold at every instant, on the guests' side. */
#ifndef ORACLE_H
#define ORACLE_H

#include "vcpu.h"

void oracle_at_entry(struct vcpu *v);
void oracle_saved_state(struct vcpu *v, const char *when);
void oracle_read(struct vcpu *v, const struct access *access, u64 value);
void oracle_write(struct vcpu *v, const struct access *access);
bool oracle_trapped(void);

#endif
