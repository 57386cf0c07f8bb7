// SPDX-License-Identifier: GPL-2.0
/*
 * The hooks of claims-dirty.c as direct calls:
 *
 *	kvm_arch_vcpu_ctxflush_fp	called on each entry with interrupts disabled,
 *					between KVM's decision and the tracepoint
 *	kvm_arch_vcpu_load_fp		called at each vcpu load. It is needed because
 *					the put of a vcpu that does not debug is
 *					passed over (put.c)
 */
#include <linux/build_bug.h>
#include <linux/log2.h>
#include <linux/percpu.h>
#include <linux/stddef.h>

#include "cpus.h"
#include "direct.h"
#include "entry.h"
#include "trampoline.h"

/* These are called by the trampolines. */

notrace void direct_enter(struct kvm_vcpu *vcpu)
{
	entry_slow(this_cpu_ptr(&cpus_swap));
}

notrace void direct_load(struct kvm_vcpu *vcpu)
{
	this_cpu_write(cpus_swap.quick, SWAP_ASK);
}

/* As swap_stays(). */
TRAMPOLINE(enter_trampoline,
	   TRAMPOLINE_QUICK
	   "tbnz	x10, #63, 2f\n"		/* swap_is_flag() */
	   "cbz	x10, 1f\n"			/* SWAP_NOTHING */
	   "b	3f\n"
	   "2:\n"
	   "ldrb	w11, [x10]\n"
	   "and	w11, w11, %[keep]\n"
	   "strb	w11, [x10]\n"
	   TRAMPOLINE_RETURN
	   "3:\n",
	   direct_enter,
	   [keep] "i" ((u32)~KVMDBG_DIRTY));
static_assert(sizeof(kvmdbg_flags_t) == 1 && !offsetof(struct swap, quick));

/* Can KVM be set to swap on this vcpu's first entry? */
TRAMPOLINE(load_trampoline,
	   "ldr	w10, [x0, %[mdscr]]\n"
	   "tbnz	w10, %[mde], 2f\n"
	   "tbnz	w10, %[kde], 2f\n"
	   "ldr	w10, [x0, %[vmm]]\n"
	   "cbnz	w10, 2f\n"
	   "ldrb	w10, [x0, %[flags]]\n"
	   "tbz	w10, %[dirty], 1f\n"
	   "2:\n",
	   direct_load,
	   [mdscr] "i" (offsetof(struct kvm_vcpu, arch.ctxt.sys_regs[MDSCR_EL1])),
	   [mde] "i" (REGS_MDSCR_MDE),
	   [kde] "i" (REGS_MDSCR_KDE),
	   [vmm] "i" (offsetof(struct kvm_vcpu, guest_debug)),
	   [flags] "i" (KVMDBG_FLAGS_OFFSET),
	   [dirty] "i" (const_ilog2(KVMDBG_DIRTY)));

static notrace void at_load(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	direct_load(NULL);
}

struct function_hook direct_load_hook = {
	.function = "kvm_arch_vcpu_load_fp",
	.ops = { .func = at_load, .flags = FUNCTION_HOOK_FLAGS },
	.trampoline = load_trampoline,
};

/* The tracepoint takes over where this fails. */
struct function_hook direct_enter_hook = {
	.function = "kvm_arch_vcpu_ctxflush_fp",
	.trampoline = enter_trampoline,
};
