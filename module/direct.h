/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The hooks of claims-dirty.c as direct calls, which some kernels have (arm64 from
 * 6.4 on).
 */
#ifndef LAZYDBG_DIRECT_H
#define LAZYDBG_DIRECT_H

#include <linux/errno.h>

#include "function-hook.h"

struct kvm_vcpu;

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
extern struct function_hook direct_load_hook;
extern struct function_hook direct_enter_hook;

void direct_enter(struct kvm_vcpu *vcpu);
void direct_load(struct kvm_vcpu *vcpu);

static inline int direct_attach_load(void)
{
	return function_hook_attach(&direct_load_hook);
}

static inline void direct_detach_load(void)
{
	function_hook_detach(&direct_load_hook);
}

static inline int direct_attach_enter(void)
{
	return function_hook_attach(&direct_enter_hook);
}

static inline void direct_detach_enter(void)
{
	function_hook_detach(&direct_enter_hook);
}
#else
/* No put is passed over, so after each something is looked at. */
static inline int direct_attach_load(void)
{
	return 0;
}

static inline void direct_detach_load(void)
{
}

static inline int direct_attach_enter(void)
{
	return -EOPNOTSUPP;
}

static inline void direct_detach_enter(void)
{
}
#endif

#endif
