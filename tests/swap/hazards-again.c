// SPDX-License-Identifier: GPL-2.0
/* What KVM answers with zero, or an exception. */
#include <asm/esr.h>

#include "kernel.h"
#include "module.h"
#include "oracle.h"
#include "scenarios.h"
#include "steps.h"

struct question {
	bool aarch32;
	unsigned int what;
};

/* The guest, to be live and trapped, has read what it is, and has not got an answer yet. */
static struct vcpu *asking_vcpu(const struct question *question)
{
	struct vcpu *v = armed_vcpu(question->aarch32);

	known_on(v, 0);
	enter_on(v, 0);
	must(is_live(v) && oracle_trapped(), "the vcpu is live, and trapped");
	vcpu_access(v, (struct access) { .what = question->what });
	go_to(v, EXITED);
	return v;
}

static void asks_again(struct vcpu *v)
{
	go_to(v, IN_GUEST);
	must(v->again && !oracle_trapped(), "it is to ask again, and not trapped");
	guest_reads(v, v->access.what, 0);
	must(!v->again, "it has its answer");
	again(v);
	to_user(v);
}

/* What happens between its exit and the answer: nothing, ... */
static void ask(bool aarch32, unsigned int what)
{
	const struct question question = { aarch32, what };
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(&question);
	asks_again(v);

	/* ... the host takes the file, ... */
	v = asking_vcpu(&question);
	interrupt_that(0, add_watchpoint);
	asks_again(v);
	interrupt_that(0, remove_watchpoint);

	/* ... its thread is preempted, ... */
	v = asking_vcpu(&question);
	go_to(v, TRAPPED);
	vcpu_sched_out(v);
	vcpu_sched_in(v, 0);
	asks_again(v);

	/* ... after which root sets the number of its exits to 0; ... */
	v = asking_vcpu(&question);
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
		v = asking_vcpu(&question);
		go_to(v, TRAPPED);
		vcpu_sched_out(v);
		module_set_mode(mode);
		vcpu_sched_in(v, 0);
		while (v->at != TRAPPED)
			vcpu_step(v);
		asks_again(v);
	}
}

void asks_64(void)
{
	ask(false, DSCR);
}

void asks_32(void)
{
	ask(true, DSCR);
}

void asks_load_store(void)
{
	ask(true, DTR);
}

void asks_unknown(void)
{
	ask(false, ECCR);
}

/* The module goes, while its thread has been preempted. */
void asks_at_rmmod(void)
{
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(&(struct question) { true, DSCR });
	go_to(v, TRAPPED);
	vcpu_sched_out(v);
	module_rmmod();
	if (!v->scheduled)
		vcpu_sched_in(v, 0);
	asks_again(v);
}

/* One that has debugging disabled is trapped anyway: it is zero, at once. */
void asks_in_vain(void)
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

/*
 * One that TDRA traps, too; the same as MRRC, which KVM answers from nowhere else; and
 * what is the trace unit's.
 */
void asks_for_address(void)
{
	static const u64 esrs[] = {
		ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT | 1 << ESR_ELx_SYS64_ISS_CRN_SHIFT,
		ESR_ELx_EC_CP14_64 << ESR_ELx_EC_SHIFT,
		ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT | 1 << ESR_ELx_SYS64_ISS_OP1_SHIFT,
		ESR_ELx_EC_SYS64 << ESR_ELx_EC_SHIFT | 2 << ESR_ELx_SYS64_ISS_OP0_SHIFT |
			1 << ESR_ELx_SYS64_ISS_OP1_SHIFT,
	};
	struct vcpu *v;

	if (!OWNER)
		return;
	boot(1);
	load_module();
	v = asking_vcpu(&(struct question) { true, DSCR });
	for (unsigned int n = 0; n < ARRAY_SIZE(esrs); n++) {
		v->kvm->arch.fault.esr_el2 = esrs[n];
		must(!kernel_ftrace("trap_raz_wi", v->kvm), "zero is the answer");
		must(!kernel_ftrace("kvm_inject_undefined", v->kvm), "or an exception");
		must(is_live(v), "the vcpu is live");
	}
	v->kvm->arch.fault.esr_el2 = ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT;
	asks_again(v);
}
