// SPDX-License-Identifier: GPL-2.0
/*
 * What would take a random run long to come to: a scenario for each hazard that it is
 * about, in the order of events that makes it one. All rules are checked all the time
 * here too, so a scenario has only to see to it that it was what it is meant to be.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asm/esr.h>
#include <linux/errno.h>

#include "host.h"
#include "kernel.h"
#include "log.h"
#include "module.h"
#include "oracle.h"
#include "random.h"
#include "run.h"
#include "stats.h"
#include "vcpu.h"

#define OWNER	(KVM_GENERATION >= 614)
#define OS_LOCK	(KVM_GENERATION > 510)

/* The scenario is what it is meant to be. */
static void must(bool condition, const char *what)
{
	if (!condition)
		fail("scenario", "not so: %s", what);
}

/* --- steps ------------------------------------------------------------------ */

static void go_to(struct vcpu *v, enum vcpu_point point)
{
	/* Some things take CPUs from who is on them. */
	if (!v->scheduled)
		vcpu_sched_in(v, v->cpu);
	while (v->at != point)
		vcpu_step(v);
}

static void enter_on(struct vcpu *v, unsigned int cpu)
{
	vcpu_run(v, cpu);
	go_to(v, IN_GUEST);
}

/* Exit, and enter again. */
static void again(struct vcpu *v)
{
	go_to(v, EXITED);
	go_to(v, IN_GUEST);
}

static void to_user(struct vcpu *v)
{
	go_to(v, IN_LOOP);
	vcpu_put(v, PUT_TO_USER);
	go_to(v, IN_USER);
}

static void put_and_load(struct vcpu *v, enum put_reason reason)
{
	go_to(v, IN_LOOP);
	vcpu_put(v, reason);
	go_to(v, IN_GUEST);
}

static void preempt(struct vcpu *v)
{
	go_to(v, IN_LOOP);
	vcpu_sched_out(v);
}

static void resume_on(struct vcpu *v, unsigned int cpu)
{
	vcpu_sched_in(v, cpu);
	go_to(v, IN_GUEST);
}

static void guest_writes(struct vcpu *v, unsigned int what, unsigned int slot, u64 value)
{
	machine_cpu = v->cpu;
	vcpu_access(v, (struct access) { what, slot, true, value });
	go_to(v, IN_GUEST);
}

static void guest_reads(struct vcpu *v, unsigned int what, unsigned int slot)
{
	machine_cpu = v->cpu;
	vcpu_access(v, (struct access) { what, slot, false, 0 });
	go_to(v, IN_GUEST);
}

static void vmm_sets(struct vcpu *v, unsigned int what, unsigned int slot, u64 value)
{
	vcpu_set_reg(v, (struct access) { what, slot, true, value });
}

/* A breakpoint and a watchpoint, enabled. */
static void arm(struct vcpu *v)
{
	vmm_sets(v, BVR, 0, 0x1000 * (v->name + 1));
	vmm_sets(v, BCR, 0, 0x1e5);
	vmm_sets(v, WVR, 1, 0x1008 * (v->name + 1));
	vmm_sets(v, WCR, 1, 0x1ff);
	vmm_sets(v, MDSCR, 0, v->kvm->arch.aarch32 ? MDSCR_MDE : MDSCR_MDE | MDSCR_KDE);
}

static void interrupt_that(unsigned int cpu, void (*function)(void *))
{
	kernel_interrupt(cpu, function, NULL);
}

static void add_watchpoint(void *unused)
{
	host_add(WCR, true, 0xabc0);
}

static void remove_watchpoint(void *unused)
{
	host_remove(WCR, host_any(WCR));
}

static void start_stepping(void *unused)
{
	host_step(true);
}

static void stop_stepping(void *unused)
{
	host_step(false);
}

/* --- how scenarios begin ------------------------------------------------------ */

static bool vhe;

static void boot(unsigned int cpus)
{
	run_boot(cpus, vhe);
}

static void load_module(void)
{
	must(module_insmod(MODE_LAZY), "the module can be loaded");
}

static struct vcpu *armed_vcpu(bool aarch32)
{
	struct vcpu *v = vcpu_create(aarch32, false);

	arm(v);
	return v;
}

static bool is_live(struct vcpu *v)
{
	machine_cpu = v->cpu;
	return module_live(v->kvm);
}

/* On CPU 0, in its guest, live and trapped. */
static struct vcpu *live_vcpu(void)
{
	struct vcpu *v = armed_vcpu(false);

	enter_on(v, 0);
	must(is_live(v) && oracle_trapped(), "the vcpu is live, and trapped");
	return v;
}

/* The same, but it wrote, so it is not trapped. */
static struct vcpu *untrapped_vcpu(void)
{
	struct vcpu *v = live_vcpu();

	guest_writes(v, BVR, 1, 0x5000);
	must(is_live(v) && !oracle_trapped(), "the vcpu is live, and untrapped");
	return v;
}

/* --- the host debugs ------------------------------------------------------------ */

/* 1, 6: a breakpoint of the host's comes while a guest is live, and goes */
static void host_breakpoint(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	guest_writes(v, WVR, 2, 0x6000);
	interrupt_that(0, add_watchpoint);
	must(!is_live(v), "the vcpu is evicted");
	go_to(v, IN_GUEST);
	again(v);
	interrupt_that(0, remove_watchpoint);
	go_to(v, IN_GUEST);
	to_user(v);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live again");
	to_user(v);
}

/* 2: it was there before */
static void host_first(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	interrupt_that(0, add_watchpoint);
	v = armed_vcpu(false);
	enter_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	go_to(v, EXITED);
	must(module_count(STAT_LEFT_HOST_DEBUG) == 1, "that is counted");
}

/* 3: kgdb steps the kernel: MDE and KDE are set, and no breakpoint is there */
static void kernel_step(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	interrupt_that(0, start_stepping);
	must(!is_live(v), "the vcpu is evicted");
	to_user(v);
	enter_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	go_to(v, EXITED);
	interrupt_that(0, stop_stepping);
	to_user(v);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live again");
}

/* 20: with debug_enabled off, a breakpoint is there, MDE is not; its removal is unseen */
static void debug_disabled(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	host_set_debug_enabled(false);
	interrupt_that(0, add_watchpoint);
	v = armed_vcpu(false);
	enter_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	go_to(v, EXITED);
	interrupt_that(0, remove_watchpoint);
	go_to(v, IN_GUEST);
}

static void step_over(void *unused)
{
	host_toggle(WCR, true, false);
}

static void stepped_over(void *unused)
{
	host_toggle(WCR, true, true);
}

/* 20: the same while the host steps over a hit, with E clear */
static void stepping_over(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	host_set_debug_enabled(false);
	interrupt_that(0, add_watchpoint);
	interrupt_that(0, step_over);
	v = armed_vcpu(false);
	enter_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	go_to(v, EXITED);
	interrupt_that(0, stepped_over);
	go_to(v, IN_GUEST);
}

/* 23: what was parked is overwritten by the host, and by its removal unseen */
static void host_writes_parked(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	to_user(v);
	interrupt_that(0, add_watchpoint);
	interrupt_that(0, add_watchpoint);
	interrupt_that(0, remove_watchpoint);
	interrupt_that(0, remove_watchpoint);
	enter_on(v, 0);
	must(is_live(v), "the vcpu is live again");
}

/* 8, 24: the host needs the file when the vcpu is claimed, but has not entered */
static void evicted_before_entry(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	go_to(v, EXITED);
	go_to(v, ENTERING);
	must(is_live(v), "the vcpu is claimed");
	host_step(true);
	go_to(v, IN_GUEST);
	must(!is_live(v), "the vcpu is evicted");
	again(v);
}

/* 24: the same, of a vcpu that is untrapped, with debugging disabled by now */
static void evicted_untrapped(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	guest_writes(v, MDSCR, 0, 0);
	again(v);
	go_to(v, EXITED);
	go_to(v, ENTERING);
	must(is_live(v), "the vcpu is claimed");
	host_step(true);
	go_to(v, IN_GUEST);
	guest_writes(v, BVR, 2, 0x7000);
	again(v);
}

/* 26: ftrace does not call the guard: insmod finds that out, and refuses */
static void guard_not_called(void)
{
	boot(2);
	host_break_guard();
	must(!module_insmod(MODE_LAZY), "the module is refused");
	must(strstr(kernel_last_log(), "enable_debug_monitors"), "the log says why");
}

/* --- CPUs come and go -------------------------------------------------------------- */

/* 5: cpu_suspend() loses what was parked */
static void suspend(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	preempt(v);
	host_suspend(true);
	resume_on(v, 0);
	must(is_live(v), "the vcpu is live again");
	preempt(v);
	host_suspend(false);
	resume_on(v, 0);
}

/* 5: a CPU goes off, and comes back */
static void hotplug(void)
{
	struct vcpu *v;

	boot(2);
	load_module();
	v = live_vcpu();
	preempt(v);
	kernel_cpu_down(0);
	resume_on(v, 0);
	must(!is_live(v), "the vcpu is left to KVM");
	preempt(v);
	machine_cpu = 0;
	host_cpu_down();
	resume_on(v, 1);
	must(is_live(v), "the vcpu is live elsewhere");
	preempt(v);
	machine_cpu = 0;
	host_cpu_up();
	kernel_cpu_up(0);
	resume_on(v, 0);
	must(is_live(v), "the vcpu is live again");
}

/* 27: its next CPU has fewer registers, then more */
static void counts_differ(void)
{
	struct vcpu *v;

	boot(2);
	machine.cpus[0].count = (struct regs_count) { .brps = 16, .wrps = 16 };
	machine.cpus[1].count = (struct regs_count) { .brps = 2, .wrps = 3 };
	load_module();
	v = untrapped_vcpu();
	guest_writes(v, BVR, 15, 0xf000);
	guest_writes(v, WCR, 9, 0x1ff);
	preempt(v);
	resume_on(v, 1);
	must(is_live(v), "the vcpu is live");
	guest_writes(v, BVR, 1, 0x2000);
	guest_reads(v, BVR, 15);
	preempt(v);
	resume_on(v, 0);
	guest_reads(v, BVR, 15);
	to_user(v);
}

/* --- KVM's own state ------------------------------------------------------------------ */

/* 6: an untrapped guest is trapped again, for its VMM debugs it */
static void trapped_again(void)
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
static void os_lock(void)
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
static void os_lock_trapped(void)
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
static void disables_debugging(void)
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
static void mdcr(void)
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
static void internal_put(void)
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
static void reset_to_same(void)
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
static void vmm_writes(void)
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
static void mdccint(void)
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
static void nested(void)
{
	struct vcpu *v;

	if (!vhe)
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
static void protected(void)
{
	if (vhe)
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

/* --- DBGVCR32_EL2 --------------------------------------------------------------------- */

static void catches(struct vcpu *v, u32 vectors)
{
	vmm_sets(v, DBGVCR, 0, vectors);
}

/* Live on a CPU where its DBGVCR32_EL2 is known, if it has one; then put. */
static void known_on(struct vcpu *v, unsigned int cpu)
{
	enter_on(v, cpu);
	again(v);
	kernel_time_passes();
	go_to(v, IN_GUEST);
	must(is_live(v), "the vcpu is live");
	to_user(v);
}

/* 12: two 32-bit vcpus that catch different vectors take turns */
static void vector_catch(void)
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
static void vector_catch_os_lock(void)
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
static void vector_catch_debugged(void)
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
static void vector_catch_missed(void)
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
static void vector_catch_exits_zeroed(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	known_on(v, 0);
	enter_on(v, 0);
	vcpu_access(v, (struct access) { .what = DBGVCR, .write = true, .value = 1 });
	go_to(v, IN_LOOP);
	v->kvm->stat.exits = 0;
	kernel_time_passes();
	again(v);
	to_user(v);
}

/* 12: from 6.14 on, one that accesses a register now and then stays live, but no other */
static void vector_catch_now_and_then(void)
{
	struct vcpu *v;
	unsigned int n;

	boot(1);
	load_module();
	v = armed_vcpu(true);
	if (!OWNER || machine.vhe)
		return;
	known_on(v, 0);
	enter_on(v, 0);
	for (n = 0; n < 200; n++) {
		guest_writes(v, BVR, n % 4, 0x1000 * n);
		guest_reads(v, BVR, n % 4);
		for (unsigned int exits = 0; exits < 16; exits++)
			again(v);
		must(is_live(v) && oracle_trapped(), "it is live, and trapped");
	}
	for (n = 0; is_live(v); n++)
		guest_writes(v, BVR, 0, 0x1000 * n);
	must(n > 32 && n < 128, "it was left in time");
	must(!oracle_trapped(), "KVM does not trap it");
	to_user(v);
}

/* --- coming and going ------------------------------------------------------------------ */

/* 15: KVM_RUN, preempted; and again, so that KVM's notifier is first if ours stayed */
static void notifier_order(void)
{
	struct vcpu *v, *other;

	boot(1);
	load_module();
	v = live_vcpu();
	other = armed_vcpu(false);
	for (unsigned int n = 0; n < 3; n++) {
		preempt(v);
		enter_on(other, 0);
		must(is_live(other), "the other vcpu is live");
		guest_writes(other, BVR, 3, 0x100 * n);
		preempt(other);
		resume_on(v, 0);
		must(is_live(v), "the vcpu is live");
		to_user(v);
		resume_on(other, 0);
		guest_reads(other, BVR, 3);
		to_user(other);
		enter_on(v, 0);
	}
	must(module_count(STAT_SCHED_OUTS) >= 6, "the notifier told");
}

/* Two vcpus keep running while the module waits for something. */
static void others_enter_and_exit(void)
{
	for (unsigned int n = 0; n < vcpu_count; n++) {
		if (!vcpus[n].scheduled)
			vcpu_sched_in(&vcpus[n], vcpus[n].cpu);
		for (unsigned int steps = 0; steps < 7; steps++)
			vcpu_step(&vcpus[n]);
	}
}

/* 17, 19: rmmod, and a mode change, while guests run; probes are called late */
static void unload_while_running(void)
{
	boot(2);
	load_module();
	arm(vcpu_create(false, false));
	arm(vcpu_create(false, false));
	enter_on(&vcpus[0], 0);
	enter_on(&vcpus[1], 1);
	guest_writes(&vcpus[1], BVR, 1, 0x8000);
	kernel_others_run = others_enter_and_exit;
	for (unsigned int n = 0; n < 20; n++) {
		module_set_mode(MODE_EAGER);
		others_enter_and_exit();
		module_set_mode(n & 1 ? MODE_LAZY : MODE_OFF);
		others_enter_and_exit();
		module_set_mode(MODE_LAZY);
		others_enter_and_exit();
		module_rmmod();
		others_enter_and_exit();
		load_module();
	}
	kernel_others_run = NULL;
}

/* 17: rmmod while a vcpu sleeps, and its thread has a notifier */
static void unload_while_asleep(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = untrapped_vcpu();
	preempt(v);
	module_rmmod();
	must(v->task.preempt_notifiers.first &&
	     !v->task.preempt_notifiers.first->next, "there is KVM's notifier and no other");
	resume_on(v, 0);
	guest_reads(v, BVR, 1);
	load_module();
	again(v);
	to_user(v);
}

/* 18: the mode changes in the middle of a put: the vcpu is as good as gone */
static void mode_during_put(void)
{
	static const enum vcpu_point points[] = { PUTTING, PUT, AWAY };

	for (unsigned int n = 0; n < 3; n++) {
		struct vcpu *v, *other;

		boot(1);
		must(module_insmod(MODE_OFF), "the module can be loaded");
		v = armed_vcpu(false);
		enter_on(v, 0);
		go_to(v, IN_LOOP);
		vcpu_put(v, n < 2 ? PUT_TO_USER : PUT_RESET);
		go_to(v, points[n]);
		module_set_mode(MODE_LAZY);
		must(!is_live(v), "the vcpu does not go live");
		go_to(v, n < 2 ? IN_USER : IN_LOOP);
		if (v->at == IN_LOOP)
			to_user(v);
		other = armed_vcpu(false);
		enter_on(other, 0);
		again(other);
		to_user(other);
	}
}

/* 18: the same in the middle of a load: nothing is decided yet */
static void mode_during_load(void)
{
	static const enum vcpu_point points[] = { LOADING, LOADED };

	for (unsigned int n = 0; n < 2; n++) {
		struct vcpu *v;

		boot(1);
		load_module();
		v = untrapped_vcpu();
		module_set_mode(MODE_OFF);
		preempt(v);
		vcpu_sched_in(v, 0);
		go_to(v, points[n]);
		module_set_mode(MODE_LAZY);
		must(points[n] == LOADED || !is_live(v), "the vcpu does not go live");
		go_to(v, IN_GUEST);
		again(v);
		to_user(v);
	}
}

/* A reload claims the vcpu between KVM's change of the owner and the probe's return */
static void reload_before_probe(bool aarch32)
{
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(2);
	load_module();
	v = armed_vcpu(aarch32);
	known_on(v, 1);
	known_on(v, 0);
	enter_on(v, 0);
	machine_cpu = 0;
	vcpu_access(v, (struct access) { BVR, 0, true, 0x8000 });
	go_to(v, OWNING);
	vcpu_sched_out(v);
	vcpu_sched_in(v, 1);
	go_to(v, OWNING);
	must(is_live(v), "the vcpu is live before the probe returns");
	go_to(v, IN_GUEST);
	again(v);
	go_to(v, EXITED);
	interrupt_that(1, add_watchpoint);
	go_to(v, IN_GUEST);
	again(v);
	to_user(v);
}

static void reload_before_probe_64(void)
{
	reload_before_probe(false);
}

static void reload_before_probe_32(void)
{
	reload_before_probe(true);
}

/* 8: without the probe KVM swaps, while what is live stays so */
static void missed_probe(void)
{
	struct vcpu *v;

	boot(1);
	load_module();
	v = live_vcpu();
	v->miss = true;
	guest_writes(v, BVR, 0, 0x8000);
	guest_writes(v, BVR, 1, 0x9000);
	again(v);
	interrupt_that(0, add_watchpoint);
	go_to(v, IN_GUEST);
	again(v);
	interrupt_that(0, remove_watchpoint);
	go_to(v, IN_GUEST);
	preempt(v);
	resume_on(v, 0);
	guest_reads(v, BVR, 1);
	to_user(v);
}

/* --- what KVM answers with zero ------------------------------------------------------ */

/* The guest, to be live and trapped, reads DBGDSCRint, and has not got an answer yet. */
static struct vcpu *asking_vcpu(bool aarch32)
{
	struct vcpu *v = armed_vcpu(aarch32);

	known_on(v, 0);
	enter_on(v, 0);
	must(is_live(v) && oracle_trapped(), "the vcpu is live, and trapped");
	vcpu_access(v, (struct access) { .what = DSCR });
	go_to(v, EXITED);
	return v;
}

static void asks_again(struct vcpu *v)
{
	go_to(v, IN_GUEST);
	must(v->again && !oracle_trapped(), "it is to ask again, and not trapped");
	guest_reads(v, DSCR, 0);
	must(!v->again, "it has its answer");
	again(v);
	to_user(v);
}

/* What happens between its exit and the answer: nothing, ... */
static void ask(bool aarch32)
{
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(aarch32);
	asks_again(v);

	/* ... the host takes the file, ... */
	v = asking_vcpu(aarch32);
	interrupt_that(0, add_watchpoint);
	asks_again(v);
	interrupt_that(0, remove_watchpoint);

	/* ... its thread is preempted, ... */
	v = asking_vcpu(aarch32);
	go_to(v, TRAPPED);
	vcpu_sched_out(v);
	vcpu_sched_in(v, 0);
	asks_again(v);

	/* ... after which root sets the number of its exits to 0; ... */
	v = asking_vcpu(aarch32);
	go_to(v, TRAPPED);
	vcpu_sched_out(v);
	vcpu_sched_in(v, 0);
	while (v->at != TRAPPED)
		vcpu_step(v);
	v->kvm->stat.exits = 0;
	asks_again(v);

	/* ... or the mode changes meanwhile. */
	for (enum mode mode = MODE_OFF; mode <= MODE_EAGER; mode++) {
		module_set_mode(MODE_LAZY);
		v = asking_vcpu(aarch32);
		go_to(v, TRAPPED);
		vcpu_sched_out(v);
		module_set_mode(mode);
		vcpu_sched_in(v, 0);
		while (v->at != TRAPPED)
			vcpu_step(v);
		asks_again(v);
	}
}

static void asks_64(void)
{
	ask(false);
}

static void asks_32(void)
{
	ask(true);
}

/* The module goes, while its thread has been preempted. */
static void asks_at_rmmod(void)
{
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(true);
	go_to(v, TRAPPED);
	vcpu_sched_out(v);
	module_rmmod();
	if (!v->scheduled)
		vcpu_sched_in(v, 0);
	asks_again(v);
}

/* One that has debugging disabled is trapped anyway: it is zero, at once. */
static void asks_in_vain(void)
{
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = vcpu_create(true, false);
	enter_on(v, 0);
	guest_reads(v, DSCR, 0);
	must(!v->again, "it has its answer");
	again(v);
}

/* One that TDRA traps, too; and the same as MRRC, which KVM answers from nowhere else. */
static void asks_for_address(void)
{
	static const u64 esrs[] = {
		ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT | 1 << ESR_ELx_SYS64_ISS_CRN_SHIFT,
		ESR_ELx_EC_CP14_64 << ESR_ELx_EC_SHIFT,
	};
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(true);
	for (unsigned int n = 0; n < ARRAY_SIZE(esrs); n++) {
		v->kvm->arch.fault.esr_el2 = esrs[n];
		must(!kernel_ftrace("trap_raz_wi", v->kvm), "zero is the answer");
		must(is_live(v), "the vcpu is live");
	}
	v->kvm->arch.fault.esr_el2 = ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT;
	asks_again(v);
}

/* --- what cannot be undone ------------------------------------------------------------ */

static void stays(void)
{
	fflush(stdout);
	_exit(0);
}

/* ftrace leaves the hooks in the kernel for ever: so has rmmod to leave the module. */
static void ftrace_is_down(void)
{
	boot(1);
	load_module();
	kernel_ftrace_is_down = true;
	kernel_waits_for_ever = stays;
	module_rmmod();
	must(false, "the module stays");
}

/* --- what it costs ------------------------------------------------------------------- */

/* Entries and exits of a live and trapped vcpu access no register. */
static void frugal(void)
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

/* --- all of them -------------------------------------------------------------------------- */

static const struct scenario {
	const char *name;
	void (*play)(void);
} scenarios[] = {
	{ "hazard 1: a host breakpoint comes and goes", host_breakpoint },
	{ "hazard 2: a host breakpoint is there first", host_first },
	{ "hazard 3: the kernel is single-stepped", kernel_step },
	{ "hazard 5: cpu_suspend", suspend },
	{ "hazard 5: CPU hotplug", hotplug },
	{ "hazard 6: the VMM starts to debug", trapped_again },
	{ "hazard 6: the guest takes the OS Lock", os_lock },
	{ "hazard 6: the guest disables debugging", disables_debugging },
	{ "hazard 7: MDCR_EL2 and its field", mdcr },
	{ "hazard 8: evicted without the probe", missed_probe },
	{ "hazard 9: put and load within KVM_RUN", internal_put },
	{ "hazard 10: the VMM writes and resets", vmm_writes },
	{ "hazard 11: MDCCINT_EL1", mdccint },
	{ "hazard 12: DBGVCR32_EL2 of two vcpus", vector_catch },
	{ "hazard 12: DBGVCR32_EL2 and the OS Lock", vector_catch_os_lock },
	{ "hazard 12: DBGVCR32_EL2 and a VMM that debugs", vector_catch_debugged },
	{ "hazard 12: DBGVCR32_EL2 without the probe", vector_catch_missed },
	{ "hazard 12: DBGVCR32_EL2, and exits set to 0", vector_catch_exits_zeroed },
	{ "hazard 12: accesses now and then", vector_catch_now_and_then },
	{ "hazard 13: nested virtualisation", nested },
	{ "hazard 13: protected mode", protected },
	{ "hazard 15: the notifiers' order", notifier_order },
	{ "hazard 17: unloaded while a vcpu sleeps", unload_while_asleep },
	{ "hazard 18: the mode changes during a put", mode_during_put },
	{ "hazard 18: the mode changes during a load", mode_during_load },
	{ "hazard 18: reloaded before the probe returns", reload_before_probe_64 },
	{ "hazard 18: the same, AArch32", reload_before_probe_32 },
	{ "hazard 19: unloaded while vcpus run", unload_while_running },
	{ "hazard 20: debug_enabled is off", debug_disabled },
	{ "hazard 20: the host steps over a hit", stepping_over },
	{ "hazard 22: a reset that changes nothing in memory", reset_to_same },
	{ "hazard 23: the host writes what was parked", host_writes_parked },
	{ "hazard 24: evicted between claim and entry", evicted_before_entry },
	{ "hazard 24: the same, untrapped", evicted_untrapped },
	{ "hazard 25: the OS Lock with KDE set", os_lock_trapped },
	{ "hazard 26: the guard is not called", guard_not_called },
	{ "hazard 27: CPUs with different counts", counts_differ },
	{ "hazard 29: what KVM answers with zero", asks_64 },
	{ "hazard 29: the same, AArch32", asks_32 },
	{ "hazard 29: rmmod before KVM has answered", asks_at_rmmod },
	{ "hazard 29: zero is right", asks_in_vain },
	{ "hazard 29: zero is right, for what is always trapped", asks_for_address },
	{ "rmmod, but ftrace has shut itself down", ftrace_is_down },
	{ "frugality: what is accessed, and when", frugal },
};

/* In a process of its own, since a broken rule ends it. */
static bool plays(const struct scenario *scenario, bool direct)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		random_seed(1);
		kernel_has_direct_calls = direct;
		scenario->play();
		fflush(stdout);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && !status;
}

/* run_hazards() - play all scenarios; prints TAP, returns false if one failed */
bool run_hazards(const char *program)
{
	unsigned int number = 0;
	bool good = true;

	snprintf(log_replay, sizeof(log_replay), "%s --hazards --verbose", program);
	for (unsigned int how = 0; how < 4; how++) {
		bool direct = how & 1;

		/* To 6.3 there were no direct calls. */
		if (direct && KVM_GENERATION == 510)
			continue;
		for (unsigned int n = 0; n < ARRAY_SIZE(scenarios); n++) {
			bool ok;

			vhe = how & 2;
			ok = plays(&scenarios[n], direct);
			printf("%s %u - %s (%s%s)\n", ok ? "ok" : "not ok", ++number,
			       scenarios[n].name, vhe ? "VHE" : "nVHE",
			       direct ? ", direct calls" : "");
			good &= ok;
		}
	}
	printf("1..%u\n", number);
	return good;
}
