// SPDX-License-Identifier: GPL-2.0
/* KVM up to 6.13: decides on each entry, in kvm_arm_setup_debug(). */
#include <asm/kvm_arm.h>

#include "random.h"
#include "vcpu.h"

#if KVM_GENERATION == 510
#define FLAGS(v)	((v)->kvm->arch.flags)
#define DIRTY		(1UL << 0)
#else
#define FLAGS(v)	((v)->kvm->arch.iflags)
#define DIRTY		(1UL << 4)
#endif

static bool os_locked(const struct vcpu *v)
{
#if KVM_GENERATION == 510
	(void)v;
	return false;
#else
	return __vcpu_sys_reg(v->kvm, OSLSR_EL1) & OSLSR_EL1_OSLK;
#endif
}

void gen_create(struct vcpu *v)
{
	FLAGS(v) = random_next() & ~DIRTY;
#if KVM_GENERATION == 601
	v->kvm->arch.cflags = random_next();
	v->kvm->arch.sflags = random_next();
#endif
	v->kvm->arch.debug_ptr = &v->kvm->arch.vcpu_debug_state;
	v->kvm->arch.mdcr_el2 = 6 | MDCR_EL2_TPM | MDCR_EL2_TDRA | MDCR_EL2_TDOSA | MDCR_EL2_TDA;
}

/* gen_flags() - the flags that have nothing to do with debugging */
u32 gen_flags(const struct vcpu *v)
{
#if KVM_GENERATION == 510
	return FLAGS(v) & ~DIRTY;
#else
	return v->kvm->arch.cflags << 16 | v->kvm->arch.sflags << 8 | (FLAGS(v) & ~DIRTY);
#endif
}

void gen_load(struct vcpu *v)
{
	(void)v;
}

void gen_put(struct vcpu *v)
{
	(void)v;
}

/* kvm_arm_setup_mdcr_el2() */
static void setup_mdcr(struct vcpu *v)
{
	u64 mdcr = 6 | MDCR_EL2_TPM | MDCR_EL2_TDRA | MDCR_EL2_TDOSA;

	if (v->kvm->guest_debug)
		mdcr |= MDCR_EL2_TDE;
	if (v->kvm->guest_debug & KVM_GUESTDBG_USE_HW || !(FLAGS(v) & DIRTY) || os_locked(v))
		mdcr |= MDCR_EL2_TDA;
	v->kvm->arch.mdcr_el2 = mdcr;
}

/* kvm_arm_setup_debug() */
void gen_decide(struct vcpu *v)
{
	u64 *mdscr = &__vcpu_sys_reg(v->kvm, MDSCR_EL1);
	u64 was_mdcr = v->kvm->arch.mdcr_el2;

	setup_mdcr(v);
	if (v->kvm->guest_debug || os_locked(v)) {
		v->kvm->arch.preserved_mdscr_el1 = *mdscr;
		if (v->kvm->guest_debug & KVM_GUESTDBG_USE_HW) {
			*mdscr |= MDSCR_MDE;
			v->kvm->arch.debug_ptr = &v->kvm->arch.external_debug_state;
			FLAGS(v) |= DIRTY;
		} else if (os_locked(v)) {
			*mdscr &= ~MDSCR_MDE;
		}
	}
	if (*mdscr & (MDSCR_KDE | MDSCR_MDE))
		FLAGS(v) |= DIRTY;
	if (machine.vhe && was_mdcr != v->kvm->arch.mdcr_el2)
		machine_this()->mdcr = v->kvm->arch.mdcr_el2;
}

/* kvm_arm_clear_debug() */
void gen_exited(struct vcpu *v)
{
	if (!v->kvm->guest_debug && !os_locked(v))
		return;
	__vcpu_sys_reg(v->kvm, MDSCR_EL1) = v->kvm->arch.preserved_mdscr_el1;
	v->kvm->arch.debug_ptr = &v->kvm->arch.vcpu_debug_state;
}

bool gen_swaps(const struct vcpu *v)
{
	return FLAGS(v) & DIRTY;
}

/* The flag is cleared where it was found set. */
void gen_swapped(struct vcpu *v)
{
	FLAGS(v) &= ~DIRTY;
}

struct kvm_guest_debug_arch *gen_regs(struct vcpu *v)
{
	return v->kvm->arch.debug_ptr;
}

u64 *gen_mdscr(struct vcpu *v)
{
	return &__vcpu_sys_reg(v->kvm, MDSCR_EL1);
}

/* An emulated write raises the flag, ... */
void gen_write(struct vcpu *v)
{
	FLAGS(v) |= DIRTY;
}

/* To 5.10, trap_debug32() is what emulates these: DBGVCR and DBGDSCRext. */
static bool untold(const struct vcpu *v)
{
	return KVM_GENERATION == 510 && v->kvm->arch.aarch32 &&
	       (v->access.what == DBGVCR || v->access.what == MDSCR);
}

/* ... and each emulated access passes the tracepoint, or is not told of, ... */
void gen_emulated(struct vcpu *v)
{
	if (!untold(v))
		kernel_trace_trap_reg(v->access.write, v->access.value);
}

/* Which handler that is depends on how the guest makes the access. */
void gen_handled(struct vcpu *v)
{
	if (v->kvm->arch.aarch32)
		kernel_ftrace("kvm_handle_cp14_32", v->kvm);
}

/* ... but for OSLAR_EL1. */
void gen_os_lock(struct vcpu *v)
{
	(void)v;
}
