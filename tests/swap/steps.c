// SPDX-License-Identifier: GPL-2.0
/* What scenarios are made of. */
#include "host.h"
#include "kernel.h"
#include "log.h"
#include "module.h"
#include "oracle.h"
#include "run.h"
#include "steps.h"
#include "vcpu.h"

/* The scenario is what it is meant to be. */
void must(bool condition, const char *what)
{
	if (!condition)
		fail("scenario", "not so: %s", what);
}

void go_to(struct vcpu *v, enum vcpu_point point)
{
	/* Some things take CPUs from who is on them. */
	if (!v->scheduled)
		vcpu_sched_in(v, v->cpu);
	while (v->at != point)
		vcpu_step(v);
}

void enter_on(struct vcpu *v, unsigned int cpu)
{
	vcpu_run(v, cpu);
	go_to(v, IN_GUEST);
}

/* Exit, and enter again. */
void again(struct vcpu *v)
{
	go_to(v, EXITED);
	go_to(v, IN_GUEST);
}

void to_user(struct vcpu *v)
{
	go_to(v, IN_LOOP);
	vcpu_put(v, PUT_TO_USER);
	go_to(v, IN_USER);
}

void put_and_load(struct vcpu *v, enum put_reason reason)
{
	go_to(v, IN_LOOP);
	vcpu_put(v, reason);
	go_to(v, IN_GUEST);
}

void preempt(struct vcpu *v)
{
	go_to(v, IN_LOOP);
	vcpu_sched_out(v);
}

void resume_on(struct vcpu *v, unsigned int cpu)
{
	vcpu_sched_in(v, cpu);
	go_to(v, IN_GUEST);
}

void guest_writes(struct vcpu *v, unsigned int what, unsigned int slot, u64 value)
{
	machine_cpu = v->cpu;
	vcpu_access(v, (struct access) { what, slot, true, value });
	go_to(v, IN_GUEST);
}

void guest_reads(struct vcpu *v, unsigned int what, unsigned int slot)
{
	machine_cpu = v->cpu;
	vcpu_access(v, (struct access) { what, slot, false, 0 });
	go_to(v, IN_GUEST);
}

void vmm_sets(struct vcpu *v, unsigned int what, unsigned int slot, u64 value)
{
	vcpu_set_reg(v, (struct access) { what, slot, true, value });
}

/* A breakpoint and a watchpoint, enabled. */
void arm(struct vcpu *v)
{
	vmm_sets(v, BVR, 0, 0x1000 * (v->name + 1));
	vmm_sets(v, BCR, 0, 0x1e5);
	vmm_sets(v, WVR, 1, 0x1008 * (v->name + 1));
	vmm_sets(v, WCR, 1, 0x1ff);
	vmm_sets(v, MDSCR, 0, v->kvm->arch.aarch32 ? MDSCR_MDE : MDSCR_MDE | MDSCR_KDE);
}

void interrupt_that(unsigned int cpu, void (*function)(void *))
{
	kernel_interrupt(cpu, function, NULL);
}

void add_watchpoint(void *unused)
{
	host_add(WCR, true, 0xabc0);
}

void remove_watchpoint(void *unused)
{
	host_remove(WCR, host_any(WCR));
}

void start_stepping(void *unused)
{
	host_step(true);
}

void stop_stepping(void *unused)
{
	host_step(false);
}

bool steps_vhe;

void boot(unsigned int cpus)
{
	run_boot(cpus, steps_vhe);
}

void load_module(void)
{
	must(module_insmod(MODE_LAZY), "the module can be loaded");
}

struct vcpu *armed_vcpu(bool aarch32)
{
	struct vcpu *v = vcpu_create(aarch32, false);

	arm(v);
	return v;
}

bool is_live(struct vcpu *v)
{
	machine_cpu = v->cpu;
	return module_live(v->kvm);
}

/* On CPU 0, in its guest, live and trapped. */
struct vcpu *live_vcpu(void)
{
	struct vcpu *v = armed_vcpu(false);

	enter_on(v, 0);
	must(is_live(v) && oracle_trapped(), "the vcpu is live, and trapped");
	return v;
}

/* The same, but it wrote, so it is not trapped. */
struct vcpu *untrapped_vcpu(void)
{
	struct vcpu *v = live_vcpu();

	guest_writes(v, BVR, 1, 0x5000);
	must(is_live(v) && !oracle_trapped(), "the vcpu is live, and untrapped");
	return v;
}

/* Live on a CPU where its DBGVCR32_EL2 is known, if it has one; then put. */
void known_on(struct vcpu *v, unsigned int cpu)
{
	enter_on(v, cpu);
	again(v);
	kernel_time_passes();
	go_to(v, IN_GUEST);
	must(is_live(v), "the vcpu is live");
	to_user(v);
}
