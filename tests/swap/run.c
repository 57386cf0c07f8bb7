// SPDX-License-Identifier: GPL-2.0
/*
 * Random operations: any CPU goes on with what it does, is interrupted, gets another
 * thread, breakpoints of the host's, or goes off; the module comes, goes, and changes
 * its mode. What is likely depends on the seed, so that each run is a bit different,
 * and what needs long quiet times to come about does, in some.
 */
#include <stdio.h>

#include "host.h"
#include "kernel.h"
#include "log.h"
#include "module.h"
#include "oracle.h"
#include "random.h"
#include "run.h"
#include "vcpu.h"

/**
 * struct profile - how likely things are; once in so many turns, never if 0
 * @host: the host does something about its breakpoints
 * @preempt: a thread that can be scheduled out is
 * @admin: the module, or a CPU, comes or goes
 * @user: KVM_RUN returns
 * @reset: KVM works on the saved state of a loaded vcpu
 * @write: a guest accesses a register, in so many exits
 * @special: and that is not one of those that there are many of
 * @vmm: of the VMM's operations, one that makes it debug its guest
 * @miss: a probe of a function's return is missed
 */
static struct profile {
	unsigned int host;
	unsigned int preempt;
	unsigned int admin;
	unsigned int user;
	unsigned int reset;
	unsigned int write;
	unsigned int special;
	unsigned int vmm;
	unsigned int miss;
} profile;

static bool chance(unsigned int n)
{
	return n && random_chance(n);
}

/* 0 or a number from @from to 8 times that. */
static unsigned int some(unsigned int from, bool may_be_never)
{
	if (may_be_never && random_chance(4))
		return 0;
	return from << random_below(4);
}

static void make_profile(void)
{
	profile = (struct profile) {
		.host = some(20, true) << random_below(5),
		.preempt = some(10, true),
		.admin = some(400, false),
		.user = some(10, false),
		.reset = some(40, true),
		.write = 1 << random_below(7),
		.special = 1 + random_below(4),
		.vmm = some(4, true),
		.miss = some(4, true),
	};
}

/* --- values ---------------------------------------------------------------- */

/* The same ones come again, as do those of others. */
static u64 any_value(void)
{
	static const u64 common[] = { 0, 0x1000, 0x2000, 0xffff000000001000 };

	if (random_chance(2))
		return common[random_below(ARRAY_SIZE(common))];
	return random_next() & ~3UL;
}

static u64 any_ctrl(void)
{
	u64 value = random_next() & CTRL_BITS;

	if (random_chance(4))
		return 0;
	return random_chance(3) ? value & ~(u64)CTRL_E : value | CTRL_E;
}

static u64 any_mdscr(const struct vcpu *v)
{
	static const u64 values[] = {
		MDSCR_MDE | MDSCR_KDE, MDSCR_MDE | MDSCR_KDE, MDSCR_MDE, MDSCR_KDE, 0,
	};
	u64 value = values[random_below(ARRAY_SIZE(values))];

	return v->kvm->arch.aarch32 ? value & ~MDSCR_KDE : value;
}

static struct access any_access(const struct vcpu *v)
{
	struct access access = {
		.what = random_below(KINDS),
		.slot = random_below(random_chance(4) ? REGS_MAX_SLOTS : 4),
		.write = random_below(3),
	};

	if (chance(profile.special)) {
		access.what = KINDS + random_below(ACCESSES - KINDS);
		access.slot = 0;
	}
	if ((access.what == DBGVCR || access.what == DTR) && !v->kvm->arch.aarch32)
		access.what = MDSCR;
	if (access.what == ECCR && v->kvm->arch.aarch32)
		access.what = MDSCR;
	/* To 6.13 it depends on when KVM traps, and that is not known here. */
	if (access_unsaved(&access) && KVM_GENERATION < 614)
		access.what = MDSCR;
	if (access_unsaved(&access))
		access.write = false;
	if (access.what == OSLAR)
		access.write = true;
	switch (access.what) {
	case BCR:
	case WCR:
		access.value = any_ctrl();
		break;
	case MDCCINT:
		access.value = random_next() & MDCCINT_BITS;
		break;
	case MDSCR:
		access.value = any_mdscr(v);
		break;
	case DBGVCR:
		access.value = random_below(3);
		break;
	case OSLAR:
		access.value = random_chance(3);
		break;
	default:
		access.value = any_value();
		break;
	}
	return access;
}

/* --- the host ---------------------------------------------------------------- */

static enum reg_kind any_ctrl_kind(void)
{
	return random_chance(2) ? BCR : WCR;
}

/* What it started it ends, more often than not. */
static void host_does(void *unused)
{
	enum reg_kind ctrl = any_ctrl_kind();
	int slot = host_any(ctrl);

	(void)unused;
	if (host_stepping() && random_below(3)) {
		host_step(false);
	} else if (slot >= 0 && random_below(3)) {
		if (random_chance(2))
			host_remove(ctrl, slot);
		else
			host_toggle(ctrl, random_below(2), random_below(3));
	} else if (random_chance(4) && !host_stepping()) {
		host_step(true);
	} else {
		host_add(ctrl, random_below(2), any_value());
	}
}

/* A pseudo-NMI gets in where interrupts are disabled. kgdb has one. */
static void nmi(void)
{
	machine_this()->quiet = false;
	host_step(!host_stepping());
}

/* --- the VMMs ------------------------------------------------------------------ */

static void debug_guest(struct vcpu *v)
{
	struct kvm_guest_debug_arch arch = { 0 };

	if (v->kvm->guest_debug && random_below(3)) {
		vcpu_debug_off(v);
		return;
	}
	for (unsigned int n = 0; n < REGS_MAX_SLOTS; n++) {
		arch.dbg_bvr[n] = any_value();
		arch.dbg_bcr[n] = any_ctrl();
		arch.dbg_wvr[n] = any_value();
		arch.dbg_wcr[n] = any_ctrl();
	}
	vcpu_debug(v, random_chance(3) ? NULL : &arch);
}

/* All but what only the guest can see. */
static void vmm_sets(struct vcpu *v)
{
	struct access access = any_access(v);

	if (!access_unsaved(&access))
		vcpu_set_reg(v, access);
}

static void vmm_does(struct vcpu *v)
{
	if (v->kvm->guest_debug ? random_chance(3) : chance(profile.vmm))
		debug_guest(v);
	else if (random_chance(8))
		vcpu_init(v);
	else if (random_chance(8))
		vcpu_recreate(v);
	else
		vmm_sets(v);
	oracle_saved_state(v, "the VMM looks");
}

/* --- CPUs ------------------------------------------------------------------------ */

static void idle_turn(unsigned int cpu)
{
	struct vcpu *v = &vcpus[random_below(vcpu_count)];

	machine_cpu = cpu;
	if (random_chance(100))
		host_suspend(random_below(4));
	else if (v->scheduled)
		return;
	else if (v->at != IN_USER)
		vcpu_sched_in(v, cpu);
	else if (random_chance(4))
		vmm_does(v);
	else
		vcpu_run(v, cpu);
}

static void loop_turn(struct vcpu *v)
{
	if (chance(profile.user))
		vcpu_put(v, PUT_TO_USER);
	else if (chance(profile.reset))
		vcpu_put(v, v->kvm->arch.has_nv ? PUT_NESTED :
			    random_chance(2) ? PUT_RESET : PUT_CHANGE);
	else
		vcpu_step(v);
}

static void guest_turn(struct vcpu *v)
{
	if (v->again)
		vcpu_access(v, v->access);
	else if (chance(profile.write))
		vcpu_access(v, any_access(v));
	else
		vcpu_exit(v);
	host_check();
}

static void busy_turn(struct vcpu *v)
{
	machine_cpu = v->cpu;
	if (v->at == ENTERING && random_chance(2000))
		nmi();
	if (vcpu_preemptible(v) && chance(profile.preempt)) {
		vcpu_sched_out(v);
		return;
	}
	switch (v->at) {
	case IN_LOOP:
		loop_turn(v);
		break;
	case IN_GUEST:
		guest_turn(v);
		break;
	case EMULATED:
		v->miss = chance(profile.miss);
		vcpu_step(v);
		break;
	default:
		vcpu_step(v);
		break;
	}
}

static void cpu_turn(void)
{
	unsigned int cpu = random_below(machine.count);

	if (!machine.cpus[cpu].online)
		return;
	if (chance(profile.host))
		kernel_interrupt(cpu, host_does, NULL);
	if (random_chance(16))
		kernel_time_passes();
	if (machine.cpus[cpu].busy)
		busy_turn(machine.cpus[cpu].busy);
	else
		idle_turn(cpu);
}

static void some_turns(void)
{
	for (unsigned int n = random_below(40); n; n--)
		cpu_turn();
}

/* --- root -------------------------------------------------------------------------- */

static unsigned int online(void)
{
	unsigned int sum = 0;

	for (unsigned int cpu = 0; cpu < machine.count; cpu++)
		sum += machine.cpus[cpu].online;
	return sum;
}

static void hotplug(void)
{
	unsigned int cpu = random_below(machine.count);

	if (kernel_cpus_locked)
		return;
	if (!machine.cpus[cpu].online) {
		machine_cpu = cpu;
		host_cpu_up();
		some_turns();
		kernel_cpu_up(cpu);
	} else if (online() > 1) {
		kernel_cpu_down(cpu);
		some_turns();
		machine_cpu = cpu;
		vcpu_vacate();
		host_cpu_down();
	}
}

static void mode_or_module(void)
{
	static const enum mode modes[] = { MODE_LAZY, MODE_LAZY, MODE_LAZY, MODE_EAGER, MODE_OFF };
	enum mode mode = modes[random_below(ARRAY_SIZE(modes))];

	if (!module_loaded())
		module_insmod(mode);
	else if (random_chance(4))
		module_rmmod();
	else
		module_set_mode(mode);
}

static void root_does(bool stock)
{
	switch (random_below(8)) {
	case 0:
		host_set_debug_enabled(random_below(4));
		break;
	case 1:
		hotplug();
		break;
	case 2:
		/* In debugfs of KVM's. */
		vcpus[random_below(vcpu_count)].kvm->stat.exits = 0;
		break;
	case 3:
		if (module_loaded())
			module_check_counters();
		break;
	default:
		if (!stock)
			mode_or_module();
		break;
	}
}

/* --- a run --------------------------------------------------------------------------- */

/* run_boot() - a machine without vcpus and without the module */
void run_boot(unsigned int cpus, bool vhe)
{
	log_start();
	machine_start(cpus, vhe);
	kernel_start();
	host_start();
	vcpu_boot();
	kernel_others_run = NULL;
}

/* Hazard 27: on some machines CPUs differ. */
static void make_cpus_differ(void)
{
	for (unsigned int cpu = 0; cpu < machine.count; cpu++) {
		machine.cpus[cpu].count.brps = 2 + random_below(15);
		machine.cpus[cpu].count.wrps = 2 + random_below(15);
	}
}

static void make_vcpus(void)
{
	unsigned int count = 1 + random_below(VCPUS);
	unsigned int aarch32 = random_chance(2) ? random_below(count + 1) : 0;
	unsigned int nested = machine.vhe && random_chance(4) ? 1 : 0;

	for (unsigned int n = 0; n < count; n++) {
		bool is_32bit = n < aarch32;
		struct vcpu *v = vcpu_create(is_32bit, !is_32bit && nested && random_chance(2));

		v->l1_traps = v->kvm->arch.has_nv && KVM_GENERATION >= 614;
	}
}

static void describe(unsigned long seed, unsigned long ops)
{
	unsigned int aarch32 = 0, nested = 0;

	for (unsigned int n = 0; n < vcpu_count; n++) {
		aarch32 += vcpus[n].kvm->arch.aarch32;
		nested += vcpus[n].kvm->arch.has_nv;
	}
	printf("# seed %lu, %lu operations: %s, %u CPUs with", seed, ops,
	       machine.vhe ? "VHE" : "nVHE", machine.count);
	for (unsigned int cpu = 0; cpu < machine.count; cpu++)
		printf(" %u+%u", machine.cpus[cpu].count.brps, machine.cpus[cpu].count.wrps);
	printf(" registers, %u vcpus (%u AArch32, %u with EL2), %s calls\n", vcpu_count, aarch32,
	       nested, kernel_has_direct_calls ? "direct" : "no direct");
	fflush(stdout);
}

/*
 * run_random() - so many random operations
 * @seed: decides about all of them
 * @ops: how many
 * @host: VHE or not, if the seed is not to decide
 * @stock: without the module, which tries KVM's model and the rules
 *
 * Ends the program if a rule is broken.
 */
void run_random(unsigned long seed, unsigned long ops, enum run_host host, bool stock)
{
	static const char * const taken[] = {
		NULL, NULL, "kvm_arch_vcpu_load_fp", "kvm_arch_vcpu_put",
	};
	bool vhe;

	random_seed(seed);
	vhe = random_chance(2);
	run_boot(2 + random_below(3), host == RUN_ANY ? vhe : host == RUN_VHE);
	if (random_chance(2))
		make_cpus_differ();
	kernel_has_direct_calls = random_chance(2);
	kernel_direct_taken = taken[random_below(ARRAY_SIZE(taken))];
	machine.fgt = random_chance(2);
	make_vcpus();
	make_profile();
	describe(seed, ops);
	kernel_others_run = some_turns;
	if (!stock)
		module_insmod(MODE_LAZY);

	while (ops--) {
		if (chance(profile.admin))
			root_does(stock);
		cpu_turn();
	}
	if (module_loaded())
		module_rmmod();
}
