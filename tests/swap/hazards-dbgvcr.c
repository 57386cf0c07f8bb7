// SPDX-License-Identifier: GPL-2.0
/* DBGVCR32_EL2 of AArch32 guests. */
#include "kernel.h"
#include "oracle.h"
#include "scenarios.h"
#include "steps.h"

static void catches(struct vcpu *v, u32 vectors)
{
	vmm_sets(v, DBGVCR, 0, vectors);
}

/* On CPU 0, in its guest, and live, as the module, just loaded, knows the register. */
static struct vcpu *known_vcpu(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	known_on(v, 0);
	enter_on(v, 0);
	return v;
}

/* Returns how many accesses that takes. */
static unsigned int write_until_left(struct vcpu *v)
{
	unsigned int n;

	for (n = 0; is_live(v); n++)
		guest_writes(v, BVR, 0, 0x1000 * n);
	return n;
}

/* 12: two 32-bit vcpus that catch different vectors take turns */
void vector_catch(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	other = armed_vcpu(true);
	catches(v, 1);
	catches(other, 2);
	for (unsigned int n = 0; n < 4; n++) {
		enter_on(v, 0);
		again(v);
		kernel_time_passes();
		go_to(v, IN_GUEST);
		must(is_live(v), "the vcpu is live when the register is known");
		if (n == 2)
			guest_writes(v, DBGVCR, 0, 4);
		again(v);
		preempt(v);
		enter_on(other, 0);
		again(other);
		to_user(other);
		resume_on(v, 0);
		to_user(v);
	}
}

/* 12: one that has the OS Lock, which it releases: KVM swaps, and no one is told */
void vector_catch_os_lock(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	other = armed_vcpu(true);
	catches(v, 1);
	catches(other, 2);
	enter_on(v, 0);
	again(v);
	to_user(v);
	vmm_sets(other, OSLAR, 0, 1);
	enter_on(other, 0);
	guest_writes(other, OSLAR, 0, 0);
	again(other);
	to_user(other);
	enter_on(v, 0);
	again(v);
}

/* 12: one that its VMM debugs, after one that does not debug: neither is looked at */
void vector_catch_debugged(void)
{
	struct kvm_guest_debug_arch arch = { .dbg_bcr = { 0x1e5 }, .dbg_bvr = { 0x9000 } };
	struct vcpu *v, *clean, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	clean = vcpu_create(false, false);
	other = vcpu_create(true, false);
	catches(v, 1);
	catches(other, 2);
	vcpu_debug(other, &arch);
	enter_on(v, 0);
	again(v);
	to_user(v);
	enter_on(clean, 0);
	to_user(clean);
	enter_on(other, 0);
	to_user(other);
	enter_on(v, 0);
	again(v);
}

/* 12: one whose access is emulated, and the probe of that is missed */
void vector_catch_missed(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	other = vcpu_create(true, false);
	catches(v, 1);
	enter_on(v, 0);
	again(v);
	to_user(v);
	enter_on(other, 0);
	other->miss = true;
	guest_writes(other, DBGVCR, 0, 2);
	again(other);
	to_user(other);
	enter_on(v, 0);
	again(v);
}

/* 12: one that writes it just before root sets the number of its exits to 0 */
void vector_catch_exits_zeroed(void)
{
	struct vcpu *v = known_vcpu();

	vcpu_access(v, (struct access) { .what = DBGVCR, .write = true, .value = 1 });
	go_to(v, IN_LOOP);
	v->kvm->stat.exits = 0;
	kernel_time_passes();
	again(v);
	to_user(v);
}

/* 12: from 6.14 on, one that accesses a register now and then stays live, but no other */
void vector_catch_now_and_then(void)
{
	struct vcpu *v;
	unsigned int n;

	if (!OWNER || steps_vhe)
		return;
	v = known_vcpu();
	for (n = 0; n < 200; n++) {
		guest_writes(v, BVR, n % 4, 0x1000 * n);
		guest_reads(v, BVR, n % 4);
		for (unsigned int exits = 0; exits < 32; exits++)
			again(v);
		must(is_live(v) && oracle_trapped(), "it is live, and trapped");
	}
	n = write_until_left(v);
	must(n > 32 && n < 128, "it was left in time");
	must(!oracle_trapped(), "KVM does not trap it");
	to_user(v);
}

/* 12: from 6.14 on, what KVM has moved is known when one that was left is scheduled in */
void vector_catch_scheduled(void)
{
	struct vcpu *v;

	if (!OWNER || steps_vhe)
		return;
	v = known_vcpu();
	write_until_left(v);
	again(v);
	preempt(v);
	resume_on(v, 0);
	must(is_live(v), "the vcpu is live from its load on");
	to_user(v);
}

/* 12: from 6.14 on, no timer goes on looking after one that is left as the host debugs */
void vector_catch_host_debugs(void)
{
	struct vcpu *v;

	if (!OWNER || steps_vhe)
		return;
	boot(1);
	load_module();
	v = armed_vcpu(true);
	interrupt_that(0, add_watchpoint);
	enter_on(v, 0);
	again(v);
	must(kernel_time_passes(), "it was not known what its register holds");
	again(v);
	must(!kernel_time_passes() && !is_live(v), "now it is, and that it would be in vain");
	to_user(v);
	interrupt_that(0, remove_watchpoint);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live from its load on");
	to_user(v);
}

/* 31: a live one whose write is not told of, after which KVM would not trap it */
void untold_live(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	other = vcpu_create(false, false);
	known_on(v, 0);
	enter_on(v, 0);
	guest_writes(v, MDSCR, 0, MDSCR_MDE);
	guest_writes(v, BVR, 0, 0x7000);
	again(v);
	to_user(v);

	/* ... and one that is preempted before the write is emulated. */
	enter_on(v, 0);
	vcpu_access(v, (struct access) { .what = DBGVCR, .write = true, .value = 1 });
	go_to(v, HANDLED);
	vcpu_sched_out(v);
	enter_on(other, 0);
	to_user(other);
	resume_on(v, 0);
	guest_writes(v, BVR, 0, 0x8000);
	again(v);
	to_user(v);
}

/* 31: one that does not debug writes what its vectors are, and one that does is next */
void untold_clean(void)
{
	struct vcpu *v, *clean;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	clean = vcpu_create(true, false);
	known_on(v, 0);
	enter_on(clean, 0);
	again(clean);
	guest_writes(clean, DBGVCR, 0, 2);
	to_user(clean);
	enter_on(v, 0);
	again(v);
	to_user(v);
}

/* 31: the same of one that its VMM debugs, and that is left to KVM for good */
void untold_debugged(void)
{
	struct kvm_guest_debug_arch arch = { .dbg_bcr = { 0x1e5 }, .dbg_bvr = { 0x9000 } };
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	other = armed_vcpu(true);
	vcpu_debug(other, &arch);
	known_on(v, 0);
	enter_on(other, 0);
	again(other);
	guest_writes(other, DBGVCR, 0, 2);
	again(other);
	to_user(other);
	enter_on(v, 0);
	again(v);
	to_user(v);
}
