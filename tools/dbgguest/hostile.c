// SPDX-License-Identifier: GPL-2.0
/*
 * A guest whose watchpoints and breakpoints lie in wait for its host. Each watchpoint
 * covers 2 GiB, for loads and stores at every exception level: of the kernel's addresses,
 * and, as a host that debugs a process enables no debug exceptions in its kernel, of its
 * processes'. The breakpoints are on what the kernel executes; some are linked to its
 * context. The guest itself never goes there. A host that enables debug exceptions with
 * these in the hardware faults again and again.
 */
#include "hostile.h"

#include "errors.h"
#include "hostaddr.h"

/* DBGWCR<n>_EL1: HMC and PAC for EL2 too, MASK for the 31 low bits */
#define WCR_PAC		(3 << 1)
#define WCR_LSC		(3 << 3)
#define WCR_BAS		(0xff << 5)
#define WCR_HMC		(1 << 13)
#define WCR_MASK	(31 << 24)
/* DBGBCR<n>_EL1, likewise */
#define BCR_PMC		(3 << 1)
#define BCR_BAS		(0xf << 5)
#define BCR_HMC		(1 << 13)
/* Both: linked, BT or WT, to breakpoint LBN, whose BT says that it matches a context */
#define LINKED		(1 << 20)
#define LBN(n)		((n) << 16)
#define BCR_CONTEXT	(3 << 20)

/* The linear map; modules, stacks and the image, to 6.4 and from then on */
static const u64 host_kernel[] = {
	0xffff000000000000,
	0xffff800000000000,
	0xffff800080000000,
};

/* The stack of each process, and with few random bits its libraries */
#define HOST_STACKS	0x0000ffff80000000

/* In the table of addresses, after those that are none of code */
#define FIRST_CODE	8

#define REGIONS		(sizeof(host_kernel) / sizeof(host_kernel[0]))

static void set(const struct vcpu *vcpu, u64 id, u64 value)
{
	if (!vcpu_set_reg(vcpu, id, value))
		die("KVM does not take a debug register of vcpu %ld: %m", vcpu->index);
}

/*
 * Every other slot is linked to the last breakpoint, which can match contexts, and matches
 * the one that Linux is in: CONTEXTIDR_EL1 is 0 there.
 */
static u64 link_of(const struct vcpu *vcpu, unsigned int n)
{
	return n % 2 ? LINKED | LBN(vcpu->vm->brps - 1) : 0;
}

/* Others for each vcpu and seed. */
static void arm_breakpoints(const struct vcpu *vcpu)
{
	unsigned int last = vcpu->vm->brps - 1;
	u64 first = (vcpu->vm->opts->seed + vcpu->index) * last;
	u64 *value = vcpu->mailbox->plan.reg;
	u64 addresses[ADDRESSES];

	host_addresses(addresses, ADDRESSES, vcpu->random);
	for (unsigned int n = 0; n < last; n++) {
		value[n] = addresses[FIRST_CODE + (first + n) % (ADDRESSES - FIRST_CODE)];
		value[REG_CONTROL + n] = DBG_E | BCR_PMC | BCR_BAS | BCR_HMC | link_of(vcpu, n);
	}
	value[last] = 0;
	value[REG_CONTROL + last] = DBG_E | BCR_PMC | BCR_BAS | BCR_HMC | BCR_CONTEXT;
}

/*
 * The host takes slots from the first on: the last one is what lasts. It is not linked, so
 * that it is in wait for all processes.
 */
static void aim_watchpoint(const struct vcpu *vcpu, unsigned int n)
{
	bool last = n == vcpu->vm->wrps - 1;
	u64 *value = vcpu->mailbox->plan.reg + SLOT_WATCH;

	value[n] = last ? HOST_STACKS : host_kernel[n % REGIONS];
	value[REG_CONTROL + n] = DBG_E | WCR_PAC | WCR_LSC | WCR_BAS | WCR_HMC | WCR_MASK |
				 (last ? 0 : link_of(vcpu, n));
}

static void set_slot(const struct vcpu *vcpu, unsigned int slot)
{
	const u64 *value = vcpu->mailbox->plan.reg;

	set(vcpu, debug_reg_id(slot), value[slot]);
	set(vcpu, debug_reg_id(REG_CONTROL + slot), value[REG_CONTROL + slot]);
}

void hostile_arm(const struct vcpu *vcpu)
{
	for (unsigned int n = 0; n < vcpu->vm->wrps; n++) {
		aim_watchpoint(vcpu, n);
		set_slot(vcpu, SLOT_WATCH + n);
	}
	arm_breakpoints(vcpu);
	for (unsigned int slot = 0; slot < vcpu->vm->brps; slot++)
		set_slot(vcpu, slot);
	vcpu->mailbox->plan.mdscr = MDSCR_MDE | MDSCR_KDE;
	set(vcpu, debug_reg_id(REG_MDSCR), vcpu->mailbox->plan.mdscr);
}
