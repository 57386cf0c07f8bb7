/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The host's own debugging, as arch/arm64/kernel/{hw_breakpoint,debug-monitors}.c do
 * it, and what its registers must hold. All but host_start() is about the CPU
 * machine_cpu.
 */
#ifndef HOST_H
#define HOST_H

#include <stdbool.h>

#include "machine.h"

void host_start(void);
void host_set_debug_enabled(bool enabled);
void host_break_guard(void);

int host_add(enum reg_kind ctrl, bool el1, u64 address);
void host_remove(enum reg_kind ctrl, unsigned int slot);
int host_any(enum reg_kind ctrl);
void host_toggle(enum reg_kind ctrl, bool el1, bool enable);
void host_step(bool enable);
bool host_stepping(void);
bool host_debugs(void);

void host_suspend(bool loses);
void host_cpu_down(void);
void host_cpu_up(void);

void host_check(void);
void host_check_exact(const char *when);

#endif
