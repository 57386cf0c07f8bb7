// SPDX-License-Identifier: GPL-2.0
/* What is the same in all generations of KVM. */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "kvm.h"
#include "regs.h"

/* KVM's own preempt notifier operations, once met. */
static const struct preempt_ops *kvm_ops;

static bool is_kvm_ops(const struct preempt_ops *ops)
{
	char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, (unsigned long)ops->sched_in);
	return !strcmp(name, "kvm_sched_in");
}

static struct kvm_vcpu *find_first_vcpu(void)
{
	struct preempt_notifier *pn;

	hlist_for_each_entry(pn, &current->preempt_notifiers, link) {
		if (is_kvm_ops(pn->ops)) {
			WRITE_ONCE(kvm_ops, pn->ops);
			return container_of(pn, struct kvm_vcpu, preempt_notifier);
		}
	}
	return NULL;
}

/**
 * kvmdbg_current() - the vcpu that this thread has loaded
 *
 * KVM registers the preempt notifier inside struct kvm_vcpu with the thread for
 * as long as the vcpu is loaded (vcpu_load()); newer kernels export no other way
 * to it. Call with preemption disabled.
 *
 * Return: the vcpu, or NULL if there is none.
 */
struct kvm_vcpu *kvmdbg_current(void)
{
	const struct preempt_ops *ops = READ_ONCE(kvm_ops);
	struct preempt_notifier *pn;

	if (unlikely(!ops))
		return find_first_vcpu();
	hlist_for_each_entry(pn, &current->preempt_notifiers, link)
		if (likely(pn->ops == ops))
			return container_of(pn, struct kvm_vcpu, preempt_notifier);
	return NULL;
}

/**
 * kvmdbg_vm_name() - what KVM calls a VM in debugfs
 * @vcpu: the vcpu
 * @name: gets KVMDBG_VM_NAME bytes: the VMM's pid, and the VM's file descriptor, or -
 *        if debugfs cannot tell it
 */
void kvmdbg_vm_name(const struct kvm_vcpu *vcpu, char *name)
{
	const struct dentry *dir = vcpu->kvm->debugfs_dentry;

	if (IS_ERR_OR_NULL(dir))
		snprintf(name, KVMDBG_VM_NAME, "%d--", kvmdbg_vm_pid(vcpu));
	else
		strscpy(name, dir->d_name.name, KVMDBG_VM_NAME);
}

/* The saved state of one kind of register, both ways. */
static void copy_slots(u64 *to, const u64 *from, unsigned int slots)
{
	memcpy(to, from, slots * sizeof(*to));
}

/**
 * kvmdbg_load() - what the guest's registers hold, from the saved state
 * @vcpu: the vcpu, loaded, its VMM not debugging it
 * @to: gets the values
 * @count: how many of them
 */
void kvmdbg_load(struct kvm_vcpu *vcpu, struct regs_file *to,
		 const struct regs_count *count)
{
	const struct kvm_guest_debug_arch *saved = &vcpu->arch.vcpu_debug_state;

	copy_slots(to->bvr, saved->dbg_bvr, count->brps);
	copy_slots(to->bcr, saved->dbg_bcr, count->brps);
	copy_slots(to->wvr, saved->dbg_wvr, count->wrps);
	copy_slots(to->wcr, saved->dbg_wcr, count->wrps);
	to->other = ctxt_sys_reg(&vcpu->arch.ctxt, MDCCINT_EL1);
}

/**
 * kvmdbg_store() - make the saved state what the guest's registers hold
 * @vcpu: the vcpu, loaded, its VMM not debugging it
 * @from: the values
 * @count: how many of them
 */
void kvmdbg_store(struct kvm_vcpu *vcpu, const struct regs_file *from,
		  const struct regs_count *count)
{
	struct kvm_guest_debug_arch *saved = &vcpu->arch.vcpu_debug_state;

	copy_slots(saved->dbg_bvr, from->bvr, count->brps);
	copy_slots(saved->dbg_bcr, from->bcr, count->brps);
	copy_slots(saved->dbg_wvr, from->wvr, count->wrps);
	copy_slots(saved->dbg_wcr, from->wcr, count->wrps);
	if (MITIGATED(MDCCINT))
		ctxt_sys_reg(&vcpu->arch.ctxt, MDCCINT_EL1) = from->other;
}
