// SPDX-License-Identifier: GPL-2.0
/* The host debugs, and its CPUs come and go. */
#include <string.h>

#include "host.h"
#include "kernel.h"
#include "module.h"
#include "scenarios.h"
#include "stats.h"
#include "steps.h"

/* --- the host debugs ------------------------------------------------------------ */

/* 1, 6: a breakpoint of the host's comes while a guest is live, and goes */
void host_breakpoint(void)
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
void host_first(void)
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
void kernel_step(void)
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
void debug_disabled(void)
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
void stepping_over(void)
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
void host_writes_parked(void)
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
void evicted_before_entry(void)
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
void evicted_untrapped(void)
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
void guard_not_called(void)
{
	boot(2);
	host_break_guard();
	must(!module_insmod(MODE_LAZY), "the module is refused");
	must(strstr(kernel_last_log(), "enable_debug_monitors"), "the log says why");
}

/* --- CPUs come and go -------------------------------------------------------------- */

/* 5: cpu_suspend() loses what was parked */
void suspend(void)
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
void hotplug(void)
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
void counts_differ(void)
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
