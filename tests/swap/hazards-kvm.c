// SPDX-License-Identifier: GPL-2.0
/* KVM's own state, and what entries and exits cost. */
#include <string.h>

#include <linux/errno.h>

#include "kernel.h"
#include "module.h"
#include "oracle.h"
#include "scenarios.h"
#include "stats.h"
#include "steps.h"

/* --- KVM's own state ------------------------------------------------------------------ */

/* 6: an untrapped guest is trapped again, for its VMM debugs it */
void trapped_again(void)
{
	struct kvm_guest_debug_arch arch = { .dbg_bcr = { 0x1e5 }, .dbg_bvr = { 0x9000 } };
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	to_user(v);
	vcpu_debug(v, &arch);
	enter_on(v, 0);
	must(!is_live(v) && oracle_trapped(), "the vcpu is left to KVM, and trapped");
	guest_reads(v, BVR, 1);
	guest_writes(v, BVR, 1, 0x8000);
	to_user(v);
	vcpu_debug_off(v);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live again");
	guest_reads(v, BVR, 1);
	to_user(v);
	vcpu_debug(v, NULL);
	enter_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	guest_writes(v, BVR, 1, 0xa000);
	guest_reads(v, BVR, 1);
}

/* 6, 25: an untrapped guest takes the OS Lock, writes, and releases it; KDE is set */
void os_lock(void)
{
	struct vcpu *v;

	if (!OS_LOCK)
		return;
	boot(1);
	load_module();
	v = untrapped_vcpu();
	guest_writes(v, OSLAR, 0, 1);
	must(oracle_trapped(), "the vcpu is trapped");
	guest_reads(v, BVR, 1);
	guest_writes(v, BVR, 1, 0x8000);
	again(v);
	guest_writes(v, BVR, 0, 0x9000);
	guest_writes(v, OSLAR, 0, 0);
	again(v);
	guest_reads(v, BVR, 1);
}

/* 25: the same of a guest that was never untrapped */
void os_lock_trapped(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	guest_writes(v, OSLAR, 0, 1);
	guest_writes(v, BVR, 0, 0x8000);
	again(v);
	guest_writes(v, OSLAR, 0, 0);
	again(v);
	guest_writes(v, MDSCR, 0, 0);
	again(v);
}

/* 6: a guest disables debugging, writes, and enables it */
void disables_debugging(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	guest_writes(v, MDSCR, 0, 0);
	again(v);
	guest_writes(v, BVR, 0, 0x8000);
	preempt(v);
	resume_on(v, 0);
	guest_reads(v, BVR, 0);
	guest_writes(v, BVR, 0, 0x9000);
	guest_writes(v, MDSCR, 0, MDSCR_MDE);
	again(v);
}

/* 7: on VHE, MDCR_EL2 and KVM's idea of it change together */
void mdcr(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	to_user(v);
	other = vcpu_create(false, false);
	enter_on(other, 0);
	guest_reads(other, BVR, 0);
	to_user(other);
	enter_on(v, 0);
	guest_writes(v, BVR, 1, 0x9000);
	again(v);
	to_user(v);
}

/* 9: KVM puts and loads the vcpu to work on its saved state */
void internal_put(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	put_and_load(v, PUT_CHANGE);
	must(is_live(v), "the vcpu is live again");
	guest_writes(v, BVR, 1, 0x9000);
	guest_writes(v, MDCCINT, 0, MDCCINT_BITS);
	put_and_load(v, PUT_RESET);
	guest_reads(v, BVR, 1);
	preempt(v);
	resume_on(v, 0);
	guest_reads(v, BCR, 0);
}

/* 22: the saved state was 0 at the load, and is reset to 0: nobody sees a difference */
void reset_to_same(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = vcpu_create(false, false);
	vmm_sets(v, MDSCR, 0, MDSCR_MDE);
	enter_on(v, 0);
	guest_writes(v, BVR, 0, 0x8000);
	guest_writes(v, BVR, 1, 0x9000);
	must(is_live(v) && !oracle_trapped(), "the vcpu is live, and untrapped");
	put_and_load(v, PUT_RESET);
	to_user(v);
}

/* 10: the VMM writes and resets registers between two runs */
void vmm_writes(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	to_user(v);
	vmm_sets(v, BVR, 0, 0xb000);
	vmm_sets(v, MDCCINT, 0, MDCCINT_BITS);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live again");
	guest_reads(v, BVR, 0);
	guest_writes(v, WVR, 0, 0xc000);
	to_user(v);
	vcpu_init(v);
	enter_on(v, 0);
	guest_reads(v, WVR, 0);
	to_user(v);
}

/* 11: MDCCINT_EL1 moves with the others */
void mdccint(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	guest_writes(v, MDCCINT, 0, MDCCINT_BITS);
	preempt(v);
	other = armed_vcpu(false);
	vmm_sets(other, MDCCINT, 0, 1UL << 30);
	enter_on(other, 0);
	must(is_live(other), "the other vcpu is live");
	preempt(other);
	resume_on(v, 0);
	guest_reads(v, MDCCINT, 0);
	interrupt_that(0, add_watchpoint);
	go_to(v, IN_GUEST);
	to_user(v);
}

/* 13: a guest hypervisor traps its own guest, and is trapped itself */
void nested(void)
{
	struct vcpu *v;

	if (!steps_vhe)
		return;
	boot(1);
	machine.fgt = false;
	load_module();
	v = vcpu_create(false, true);
	v->l1_traps = true;
	arm(v);
	enter_on(v, 0);
	guest_writes(v, BVR, 0, 0x8000);
	put_and_load(v, PUT_NESTED);
	guest_writes(v, BVR, 0, 0x9000);
	guest_reads(v, BVR, 0);
	must(!is_live(v), "the vcpu is left to KVM");
}

/* 13: in protected mode only `off` can be chosen */
void protected(void)
{
	if (steps_vhe)
		return;
	boot(1);
	machine.protected = true;
	must(!module_insmod(MODE_LAZY), "lazy is refused at insmod");
	must(module_insmod(MODE_OFF), "off is not");
	must(module_set_mode(MODE_EAGER) == -EOPNOTSUPP, "eager is refused");
	must(module_set_mode(MODE_LAZY) == -EOPNOTSUPP, "lazy is refused");
	must(strstr(kernel_last_log(), "protected"), "the log says why");
	module_rmmod();
}

/* --- what it costs ------------------------------------------------------------------- */

/* Entries and exits of a live and trapped vcpu access no register. */
void frugal(void)
{
	unsigned long accesses;
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	accesses = machine.cpus[0].accesses;
	for (unsigned int n = 0; n < 100; n++)
		again(v);
	must(machine.cpus[0].accesses == accesses, "no register is accessed in 100 rounds");
	go_to(v, EXITED);
	must(module_count(STAT_TAKEN) == 101, "they are counted");
	/* Two control registers are enabled, and nothing is read. */
	to_user(v);
	must(machine.cpus[0].accesses == accesses + 2, "a put writes what is enabled");
	enter_on(v, 0);
	must(machine.cpus[0].accesses == accesses + 4, "a load writes what differs");
}
