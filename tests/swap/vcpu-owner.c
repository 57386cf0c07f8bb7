// SPDX-License-Identifier: GPL-2.0
/* KVM from 6.14 on: decides at vcpu load, and when it has emulated an access. */
#include <asm/kvm_arm.h>

#include "log.h"
#include "random.h"
#include "vcpu.h"

static bool os_locked(const struct vcpu *v)
{
	return __vcpu_sys_reg(v->kvm, OSLSR_EL1) & OSLSR_EL1_OSLK;
}

void gen_create(struct vcpu *v)
{
	v->kvm->arch.debug_owner = VCPU_DEBUG_FREE;
}

u32 gen_flags(const struct vcpu *v)
{
	(void)v;
	return 0;
}

/* kvm_arm_setup_mdcr_el2() and kvm_nested_setup_mdcr_el2() */
static void setup_mdcr(struct vcpu *v)
{
	u64 mdcr = 6 | MDCR_EL2_TPM | MDCR_EL2_TDRA | MDCR_EL2_TDOSA;

	if (v->kvm->guest_debug)
		mdcr |= MDCR_EL2_TDE;
	if (v->kvm->arch.debug_owner != VCPU_DEBUG_GUEST_OWNED)
		mdcr |= MDCR_EL2_TDA;
	if (v->kvm->arch.has_nv && (v->in_l2 ? v->l1_traps : !machine.fgt))
		mdcr |= MDCR_EL2_TDA;
	v->kvm->arch.mdcr_el2 = mdcr;
	v->kvm_traps = mdcr & (MDCR_EL2_TDA | MDCR_EL2_TDE);
	if (machine.vhe)
		machine_this()->mdcr = mdcr;
}

/* setup_external_mdscr() */
static void setup_external_mdscr(struct vcpu *v)
{
	u64 mdscr = __vcpu_sys_reg(v->kvm, MDSCR_EL1) & ~(MDSCR_SS | MDSCR_MDE | MDSCR_KDE);

	if (v->kvm->guest_debug & KVM_GUESTDBG_USE_HW)
		mdscr |= MDSCR_MDE | MDSCR_KDE;
	v->kvm->arch.external_mdscr_el1 = mdscr;
}

/* kvm_vcpu_load_debug() */
void gen_load(struct vcpu *v)
{
	if (v->kvm->guest_debug || os_locked(v)) {
		v->kvm->arch.debug_owner = VCPU_DEBUG_HOST_OWNED;
		setup_external_mdscr(v);
	} else if (__vcpu_sys_reg(v->kvm, MDSCR_EL1) & (MDSCR_KDE | MDSCR_MDE)) {
		v->kvm->arch.debug_owner = VCPU_DEBUG_GUEST_OWNED;
	} else {
		v->kvm->arch.debug_owner = VCPU_DEBUG_FREE;
	}
	setup_mdcr(v);
}

void gen_put(struct vcpu *v)
{
	(void)v;
}

void gen_decide(struct vcpu *v)
{
	(void)v;
}

void gen_exited(struct vcpu *v)
{
	(void)v;
}

bool gen_swaps(const struct vcpu *v)
{
	return v->kvm->arch.debug_owner != VCPU_DEBUG_FREE;
}

void gen_swapped(struct vcpu *v)
{
	(void)v;
}

struct kvm_guest_debug_arch *gen_regs(struct vcpu *v)
{
	return v->kvm->arch.debug_owner == VCPU_DEBUG_HOST_OWNED ?
	       &v->kvm->arch.external_debug_state : &v->kvm->arch.vcpu_debug_state;
}

u64 *gen_mdscr(struct vcpu *v)
{
	return v->kvm->arch.debug_owner == VCPU_DEBUG_HOST_OWNED ?
	       &v->kvm->arch.external_mdscr_el1 : &__vcpu_sys_reg(v->kvm, MDSCR_EL1);
}

void gen_write(struct vcpu *v)
{
	(void)v;
}

/* Nobody needs to be told that early. */
void gen_handled(struct vcpu *v)
{
	(void)v;
}

/* kvm_debug_set_guest_ownership() */
void gen_emulated(struct vcpu *v)
{
	bool was_off = machine_this()->preempt_off;

	machine_this()->preempt_off = true;
	v->call.probe = NULL;
	if (v->miss)
		note("vcpu%ld: the probe is missed", (long)v->name);
	else
		kernel_probe_entry("kvm_debug_set_guest_ownership", v->kvm, &v->call);
	v->miss = false;
	if (v->kvm->arch.debug_owner != VCPU_DEBUG_HOST_OWNED) {
		v->kvm->arch.debug_owner = VCPU_DEBUG_GUEST_OWNED;
		setup_mdcr(v);
	}
	machine_this()->preempt_off = was_off;
	v->at = OWNING;
}

/* kvm_debug_handle_oslar() */
void gen_os_lock(struct vcpu *v)
{
	vcpu_put(v, PUT_OS_LOCK);
}
