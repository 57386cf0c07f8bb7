/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instead of module/trampoline.h, whose code is assembler: what the three trampolines
 * test before they call C, in C. Included by the compiler before all else.
 */
#ifndef LAZYDBG_TRAMPOLINE_H
#define LAZYDBG_TRAMPOLINE_H

#include <linux/build_bug.h>
#include <linux/types.h>

struct kvm_vcpu;

/* The first argument of the function that was called. */
extern struct kvm_vcpu *trampoline_vcpu;

bool test_put_trampoline(struct kvm_vcpu *vcpu);
bool test_load_trampoline(struct kvm_vcpu *vcpu);
bool test_enter_trampoline(struct kvm_vcpu *vcpu);

#define TRAMPOLINE(name, test, callee, ...)				\
	void name(void)							\
	{								\
		if (test_##name(trampoline_vcpu))			\
			callee(trampoline_vcpu);			\
	}								\
	static_assert(true)

#endif
