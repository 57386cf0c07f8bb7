// SPDX-License-Identifier: GPL-2.0
/* The module, and threads, come and go. */
#include <stdio.h>
#include <unistd.h>

#include "kernel.h"
#include "module.h"
#include "scenarios.h"
#include "stats.h"
#include "steps.h"

/* --- coming and going ------------------------------------------------------------------ */

/* 15: KVM_RUN, preempted; and again, so that KVM's notifier is first if ours stayed */
void notifier_order(void)
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
void unload_while_running(void)
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
void unload_while_asleep(void)
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
void mode_during_put(void)
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
void mode_during_load(void)
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

void reload_before_probe_64(void)
{
	reload_before_probe(false);
}

void reload_before_probe_32(void)
{
	reload_before_probe(true);
}

/* 8: without the probe KVM swaps, while what is live stays so */
void missed_probe(void)
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

/* --- what cannot be done ------------------------------------------------------------- */

/* 32: there is no memory for one of the functions to be hooked, then for the next */
void no_memory_for_filter(void)
{
	unsigned int n = 0, refused = 0;

	boot(1);
	do {
		kernel_filters_until_fail = ++n;
		if (module_insmod(MODE_LAZY))
			module_rmmod();
		else
			refused++;
	} while (!kernel_filters_until_fail);
	must(refused, "it cannot do without the guard");
	kernel_filters_until_fail = 0;
}

/* --- what cannot be undone ------------------------------------------------------------ */

static void stays(void)
{
	fflush(stdout);
	_exit(0);
}

/* ftrace leaves the hooks in the kernel for ever: so has rmmod to leave the module. */
void ftrace_is_down(void)
{
	boot(1);
	load_module();
	kernel_ftrace_is_down = true;
	kernel_waits_for_ever = stays;
	module_rmmod();
	must(false, "the module stays");
}
