// SPDX-License-Identifier: GPL-2.0
/*
 * Accesses that KVM would not have trapped, and cannot emulate.
 *
 * From 6.14 on KVM lets a guest with MDE set at the registers, and so never needs to
 * know what some of them say: trapped, DBGDSCRint, DBGCLAIMSET_EL1 and others read as
 * zero, by trap_raz_wi(). But DBGDSCRint.MDBGen is how 32-bit Linux sees that it may
 * set a breakpoint, and DBGDSCRint.MOE how it sees that one was hit. So where only a
 * claim had the guest trapped, it makes the access once more, not trapped.
 */
#include <linux/ftrace.h>
#include <linux/rcupdate.h>

#include "again.h"
#include "claims.h"
#include "function-hook.h"
#include "kvm.h"
#include "mitigation.h"

/*
 * In place of trap_raz_wi(): to KVM, false says that the instruction is not done. It has
 * read the guest's Rt before, and leaves that in it (but for MRRC: kvmdbg_accessed()).
 */
static notrace bool not_done(void)
{
	return false;
}

/* In the vcpu's thread, which may be preempted. */
static notrace void at_raz_wi(unsigned long ip, unsigned long parent_ip,
			      struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	struct kvm_vcpu *vcpu = function_hook_argument(regs);

	if (kvmdbg_accessed(vcpu) && claims_again(vcpu))
		ftrace_regs_set_instruction_pointer(regs, (unsigned long)not_done);
}

static struct function_hook raz_wi_hook = {
	.function = "trap_raz_wi",
	.ops = { .func = at_raz_wi, .flags = FUNCTION_HOOK_FLAGS | FTRACE_OPS_FL_IPMODIFY },
};

/**
 * again_start() - attach the hook
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int again_start(void)
{
	return function_hook_attach(&raz_wi_hook);
}

/**
 * again_stop() - detach it
 *
 * In MODE_OFF only. Sleeps until no CPU is in it.
 *
 * A vcpu's thread can have been preempted on its way from the exit to the answer, since
 * before the mode was MODE_OFF: waits until it has gone on to where it schedules of its
 * own accord, as unregister_ftrace_function() does for threads that may be in a callback.
 */
void again_stop(void)
{
	if (MITIGATED(AGAIN_STOP))
		synchronize_rcu_tasks();
	function_hook_detach(&raz_wi_hook);
}
