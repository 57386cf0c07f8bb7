// SPDX-License-Identifier: GPL-2.0
/*
 * The rules that must hold at every instant, on the guests' side: 1, 3, 4 and, as far
 * as it is about them, 5. What a vcpu's registers must hold is kept apart from all
 * that KVM and the module know.
 */
#include <asm/kvm_arm.h>

#include "log.h"
#include "oracle.h"

#define LOW_HALF	0xffffffffUL

/* oracle_trapped() - does the guest on this CPU trap when it accesses a register? */
bool oracle_trapped(void)
{
	return machine_this()->mdcr & (MDCR_EL2_TDA | MDCR_EL2_TDE);
}

static u64 *true_value(struct vcpu *v, const struct access *access)
{
	switch (access->what) {
	case MDCCINT:
		return &v->truth.regs.mdccint;
	case MDSCR:
	case DSCR:
		return &v->truth.mdscr;
	default:
		return &v->truth.regs.slot[access->what][access->slot];
	}
}

/* oracle_write() - the guest or its VMM has written a register, wherever that went */
void oracle_write(struct vcpu *v, const struct access *access)
{
	u64 *value;

	if (access->what == DBGVCR) {
		v->truth.dbgvcr = access->value;
		return;
	}
	value = true_value(v, access);
	if (v->kvm->arch.aarch32 && v->at != IN_USER)
		*value = (*value & ~LOW_HALF) | (access->value & LOW_HALF);
	else
		*value = access->value;
}

/* oracle_read() - the guest would read that from a register: rule 3 */
void oracle_read(struct vcpu *v, const struct access *access, u64 value)
{
	u64 truth = access->what == DBGVCR ? v->truth.dbgvcr : *true_value(v, access);

	if (value != truth)
		fail("rule 3, no loss", "cpu%u: vcpu%u finds %#lx in register %u:%u, and not %#lx",
		     machine_cpu, v->name, value, access->what, access->slot, truth);
}

/* The guest can touch all that is here: rule 1. */
static void check_untrapped(struct vcpu *v)
{
	const struct cpu *cpu = machine_this();

	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(cpu, kind); n++)
			if (cpu->regs.slot[kind][n] != v->truth.regs.slot[kind][n])
				fail("rule 1, no leak",
				     "cpu%u: vcpu%u, untrapped, has %#lx in %s%u and not %#lx",
				     machine_cpu, v->name, cpu->regs.slot[kind][n],
				     machine_kinds[kind], n, v->truth.regs.slot[kind][n]);
	if (cpu->regs.mdccint != v->truth.regs.mdccint)
		fail("rule 1, no leak",
		     "cpu%u: vcpu%u, untrapped, has %#lx in MDCCINT and not %#lx", machine_cpu,
		     v->name, cpu->regs.mdccint, v->truth.regs.mdccint);
	if (v->kvm->arch.aarch32 && cpu->dbgvcr != v->truth.dbgvcr)
		fail("hazard 12", "cpu%u: vcpu%u, untrapped, has %#x in DBGVCR and not %#x",
		     machine_cpu, v->name, cpu->dbgvcr, v->truth.dbgvcr);
}

/* What the guest is to be stopped by. */
static u64 armed_value(struct vcpu *v, enum reg_kind kind, unsigned int slot)
{
	if (v->kvm->guest_debug & KVM_GUESTDBG_USE_HW)
		return *vcpu_slot(&v->truth.external, kind, slot);
	return v->truth.regs.slot[kind][slot];
}

static void check_armed(struct vcpu *v, enum reg_kind value, enum reg_kind ctrl, unsigned int slot)
{
	const struct cpu *cpu = machine_this();
	u64 want = armed_value(v, ctrl, slot), holds = cpu->regs.slot[ctrl][slot];

	if (!((want | holds) & CTRL_E))
		return;
	if (want != holds || armed_value(v, value, slot) != cpu->regs.slot[value][slot])
		fail("rule 3, every hit",
		     "cpu%u: vcpu%u enters with %#lx:%#lx in %s%u and not %#lx:%#lx", machine_cpu,
		     v->name, cpu->regs.slot[value][slot], holds, machine_kinds[ctrl], slot,
		     armed_value(v, value, slot), want);
}

/* Its breakpoints, watchpoints and vector catches can hit: the right ones have to. */
static void check_hits(struct vcpu *v)
{
	const struct cpu *cpu = machine_this();

	for (unsigned int n = 0; n < cpu->count.brps; n++)
		check_armed(v, BVR, BCR, n);
	for (unsigned int n = 0; n < cpu->count.wrps; n++)
		check_armed(v, WVR, WCR, n);
	if (v->kvm->arch.aarch32 && cpu->dbgvcr != v->truth.dbgvcr)
		fail("hazard 12", "cpu%u: vcpu%u enters with %#x in DBGVCR and not %#x",
		     machine_cpu, v->name, cpu->dbgvcr, v->truth.dbgvcr);
}

static void check_saved_slots(struct vcpu *v, const char *when)
{
	for (enum reg_kind kind = 0; kind < KINDS; kind++) {
		for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++) {
			u64 saved = *vcpu_slot(&v->kvm->arch.vcpu_debug_state, kind, n);

			if (saved != v->truth.regs.slot[kind][n])
				fail("rule 4, memory is right",
				     "vcpu%u: %s, with %#lx saved as its %s%u and not %#lx",
				     v->name, when, saved, machine_kinds[kind], n,
				     v->truth.regs.slot[kind][n]);
		}
	}
	if (__vcpu_sys_reg(v->kvm, MDCCINT_EL1) != v->truth.regs.mdccint)
		fail("rule 4, memory is right",
		     "vcpu%u: %s, with %#lx saved as its MDCCINT and not %#lx", v->name, when,
		     __vcpu_sys_reg(v->kvm, MDCCINT_EL1), v->truth.regs.mdccint);
}

static void check_saved_dbgvcr(struct vcpu *v, const char *when)
{
	if (v->kvm->arch.aarch32 && __vcpu_sys_reg(v->kvm, DBGVCR32_EL2) != v->truth.dbgvcr)
		fail("hazard 12", "vcpu%u: %s, with %#lx saved as its DBGVCR and not %#x", v->name,
		     when, __vcpu_sys_reg(v->kvm, DBGVCR32_EL2), v->truth.dbgvcr);
}

/* oracle_saved_state() - someone may look at all that is saved: rule 4 */
void oracle_saved_state(struct vcpu *v, const char *when)
{
	check_saved_slots(v, when);
	check_saved_dbgvcr(v, when);
	if (__vcpu_sys_reg(v->kvm, MDSCR_EL1) != v->truth.mdscr)
		fail("rule 4, memory is right",
		     "vcpu%u: %s, with %#lx saved as its MDSCR and not %#lx", v->name, when,
		     __vcpu_sys_reg(v->kvm, MDSCR_EL1), v->truth.mdscr);
}

static void check_mdcr(struct vcpu *v)
{
	u64 others = 6 | MDCR_EL2_TPM | MDCR_EL2_TDRA | MDCR_EL2_TDOSA, mdcr = machine_this()->mdcr;

	if (mdcr != v->kvm->arch.mdcr_el2)
		fail("hazard 7", "cpu%u: vcpu%u enters with MDCR_EL2 %#lx, but KVM knows %#lx",
		     machine_cpu, v->name, mdcr, (u64)v->kvm->arch.mdcr_el2);
	if (v->kvm->guest_debug)
		others |= MDCR_EL2_TDE;
	if ((mdcr & ~MDCR_EL2_TDA) != others)
		fail("hazard 7", "cpu%u: vcpu%u enters with MDCR_EL2 %#lx", machine_cpu, v->name,
		     mdcr);
	if (!(mdcr & MDCR_EL2_TDA) &&
	    (v->kvm->guest_debug & KVM_GUESTDBG_USE_HW || v->truth.os_locked))
		fail("hazard 6", "cpu%u: vcpu%u has to be trapped, and is not", machine_cpu,
		     v->name);
	if (oracle_trapped() || !v->kvm->arch.has_nv || KVM_GENERATION < 614)
		return;
	if (v->in_l2 ? v->l1_traps : !machine.fgt)
		fail("hazard 13", "cpu%u: vcpu%u has to be trapped for nested virtualisation",
		     machine_cpu, v->name);
}

/* oracle_at_entry() - the guest on this CPU is about to execute its next instruction */
void oracle_at_entry(struct vcpu *v)
{
	const struct cpu *cpu = machine_this();

	check_mdcr(v);
	if (oracle_trapped()) {
		check_saved_slots(v, "it enters trapped");
		if (!machine.vhe)
			check_saved_dbgvcr(v, "it enters trapped");
	} else {
		check_untrapped(v);
	}
	if (cpu->mdscr & MDSCR_MDE)
		check_hits(v);
	if (vcpu_uses(v) && cpu->regs.mdccint != v->truth.regs.mdccint)
		fail("hazard 11", "cpu%u: vcpu%u enters with %#lx in MDCCINT and not %#lx",
		     machine_cpu, v->name, cpu->regs.mdccint, v->truth.regs.mdccint);
}
