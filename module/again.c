// SPDX-License-Identifier: GPL-2.0
/*
 * Accesses that KVM would not have trapped, and cannot emulate.
 *
 * From 6.14 on KVM lets a guest with MDE set at the registers, and so never needs to
 * know what some of them say: trapped, DBGDSCRint, DBGCLAIMSET_EL1 and others read as
 * zero, by trap_raz_wi(). But DBGDSCRint.MDBGen is how 32-bit Linux sees that it may
 * set a breakpoint, and DBGDSCRint.MOE how it sees that one was hit. LDC and STC, which
 * move words between memory and DBGDTRTXint and DBGDTRRXint, are undefined, by
 * kvm_handle_cp14_load_store(); and so are the registers that KVM does not know, OSDTRRX_EL1,
 * OSDTRTX_EL1 and OSECCR_EL1, by kvm_inject_undefined(). So where only a claim had the guest
 * trapped, it makes the access once more, not trapped.
 */
#include <linux/ftrace.h>
#include <linux/kernel.h>
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

/* In place of kvm_handle_cp14_load_store(): the guest is to go on, from where it is. */
static notrace int go_on(void)
{
	return 1;
}

/* In place of kvm_inject_undefined(): what follows in KVM has the guest go on likewise. */
static notrace void no_exception(void)
{
}

/* In the vcpu's thread, which may be preempted. */
static notrace void at_raz_wi(unsigned long ip, unsigned long parent_ip,
			      struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	struct kvm_vcpu *vcpu = function_hook_argument(regs);

	if (kvmdbg_accessed(vcpu) && claims_again(vcpu))
		ftrace_regs_set_instruction_pointer(regs, (unsigned long)not_done);
}

/* The same. Of what is handled here, nothing is trapped always. */
static notrace void at_load_store(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	if (claims_again(function_hook_argument(regs)))
		ftrace_regs_set_instruction_pointer(regs, (unsigned long)go_on);
}

/*
 * Of whatever is undefined; KVM's word on that in the log, which it limits, has been said.
 * Not hooked is what comes before, kvm_handle_sys_reg(): many exits that debug nothing pass it.
 */
static notrace void at_undefined(unsigned long ip, unsigned long parent_ip,
				 struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	struct kvm_vcpu *vcpu = function_hook_argument(regs);

	if (kvmdbg_accessed(vcpu) && claims_again(vcpu))
		ftrace_regs_set_instruction_pointer(regs, (unsigned long)no_exception);
}

#define FLAGS	(FUNCTION_HOOK_FLAGS | FUNCTION_HOOK_ARGUMENTS | FTRACE_OPS_FL_IPMODIFY)

static struct function_hook hooks[] = {
	{ .function = "trap_raz_wi", .ops = { .func = at_raz_wi, .flags = FLAGS } },
	{ .function = "kvm_handle_cp14_load_store",
	  .ops = { .func = at_load_store, .flags = FLAGS } },
	{ .function = "kvm_inject_undefined", .ops = { .func = at_undefined, .flags = FLAGS } },
};

/* The first so many. */
static void detach(unsigned int count)
{
	while (count--)
		function_hook_detach(&hooks[count]);
}

/**
 * again_start() - attach the hooks
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int again_start(void)
{
	unsigned int n;
	int ret;

	for (n = 0; n < ARRAY_SIZE(hooks); n++) {
		ret = function_hook_attach(&hooks[n]);
		if (ret) {
			detach(n);
			return ret;
		}
	}
	return 0;
}

/**
 * again_stop() - detach them
 *
 * In MODE_OFF only. Sleeps until no CPU is in one.
 *
 * A vcpu's thread can have been preempted on its way from the exit to the answer, since
 * before the mode was MODE_OFF: waits until it has gone on to where it schedules of its
 * own accord, as unregister_ftrace_function() does for threads that may be in a callback.
 */
void again_stop(void)
{
	if (MITIGATED(AGAIN_STOP))
		synchronize_rcu_tasks();
	detach(ARRAY_SIZE(hooks));
}
