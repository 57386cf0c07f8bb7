// SPDX-License-Identifier: GPL-2.0
/*
 * The hook at which a vcpu leaves its CPU: the entry of kvm_arch_vcpu_put(), with
 * preemption disabled. It is passed when the vcpu's thread is scheduled out, after
 * its preempt notifiers have told us (notifier.c); at the end of KVM_RUN and of other
 * vcpu ioctls; and by KVM's own put and load around what rewrites the saved state
 * (kvm_reset_vcpu(), say), of which nothing else tells.
 *
 * A vcpu is live on a CPU only while it is loaded there, so this can only be about
 * the live one.
 */
#include <linux/irqflags.h>
#include <linux/percpu.h>

#include "claims.h"
#include "cpus.h"
#include "function-hook.h"
#include "kvm.h"
#include "mitigation.h"
#include "notifier.h"
#include "put.h"
#include "swap.h"
#include "trampoline.h"

static noinline notrace void put_slow(struct kvm_vcpu *vcpu)
{
	unsigned long flags;

	local_irq_save(flags);
	if (notifier_scheduling())
		/* It has been put, but for what an interrupt has done since. */
		swap_put(this_cpu_ptr(&cpus_swap), NULL, PUT_ASKED);
	else if (MITIGATED(PUT))
		swap_put(this_cpu_ptr(&cpus_swap), vcpu, PUT_ASKED);
	notifier_put();
	local_irq_restore(flags);
}

/* Called by the trampoline, too. */
notrace void put_vcpu(struct kvm_vcpu *vcpu)
{
	struct swap *s = this_cpu_ptr(&cpus_swap);

	/* Most don't debug; then an interrupt may only come to the same. */
	if (s->quick == SWAP_NOTHING && !KVMDBG_STICKY)
		s->quick = SWAP_ASK;
	else
		put_slow(vcpu);
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
/* SWAP_NOTHING; and where decisions hold, KVM does not swap for this vcpu. */
#ifdef LAZYDBG_KVM_OWNER
#define PUT_TEST	"ldr	w11, [x0, %0]\n"		\
			"orr	x10, x10, x11\n"		\
			"cbz	x10, 1f\n"
#define PUT_OPERANDS	"i" (offsetof(struct kvm_vcpu, arch.debug_owner))
#else
#define PUT_TEST	"cbz	x10, 1f\n"
#define PUT_OPERANDS	"i" (0)
#endif

TRAMPOLINE(put_trampoline,
	   TRAMPOLINE_QUICK
	   PUT_TEST,
	   put_vcpu,
	   PUT_OPERANDS);
#else
#define put_trampoline	NULL
#endif

/* Who it is matters where decisions hold, and costs elsewhere. */
#if KVMDBG_STICKY
#define FLAGS	(FUNCTION_HOOK_FLAGS | FUNCTION_HOOK_ARGUMENTS)
#else
#define FLAGS	FUNCTION_HOOK_FLAGS
#endif

static notrace void at_put(unsigned long ip, unsigned long parent_ip,
			   struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	if (KVMDBG_UNTOLD && function_hook_is_beside(ops, ip))
		claims_untold();
	else
		put_vcpu(KVMDBG_STICKY ? function_hook_argument(regs) : NULL);
}

/*
 * What is beside it has nothing to do with puts, but ftrace calls the only callback that
 * there is right away, and each of several by way of a list of them.
 */
static struct function_hook put_hook = {
	.function = "kvm_arch_vcpu_put",
	.beside = KVMDBG_UNTOLD,
	.ops = { .func = at_put, .flags = FLAGS },
	.trampoline = put_trampoline,
};

/**
 * put_start() - attach the hook
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int put_start(void)
{
	return function_hook_attach(&put_hook);
}

/**
 * put_stop() - detach it
 *
 * Nothing may be live any more, and no notifier attached. Sleeps until no CPU is in
 * it.
 */
void put_stop(void)
{
	function_hook_detach(&put_hook);
}
