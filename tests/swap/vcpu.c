// SPDX-License-Identifier: GPL-2.0
/* A vcpu and its thread, on its way through KVM_RUN. */
#include <stdlib.h>
#include <string.h>

#include <asm/esr.h>
#include <asm/kvm_arm.h>

#include "host.h"
#include "log.h"
#include "module.h"
#include "oracle.h"
#include "random.h"
#include "vcpu.h"

struct vcpu vcpus[VCPUS];
unsigned int vcpu_count;

/* What KVM keeps of the host while a guest runs; MDCR_EL2 on VHE while it is loaded. */
static struct {
	struct debug_regs regs;
	u64 mdscr;
	u64 mdcr;
} kept[MACHINE_CPUS];

/* The host's; HPMN, say. */
#define HOST_MDCR	6

/* --- the scheduler ------------------------------------------------------ */

static void go_to(struct vcpu *v, enum vcpu_point point)
{
	struct cpu *cpu = &machine.cpus[v->cpu];

	v->at = point;
	cpu->in_guest = point == IN_GUEST;
	cpu->irqs_off = point == ENTERING || point == IN_GUEST;
	cpu->preempt_off = !vcpu_preemptible(v);
}

/* vcpu_preemptible() - can its thread be scheduled out, now that it is on a CPU? */
bool vcpu_preemptible(const struct vcpu *v)
{
	return v->at == IN_LOOP || v->at == TRAPPED || v->at == HANDLED || v->at == EMULATED ||
	       v->at == OWNING;
}

struct task_struct *vcpu_thread(struct vcpu *v)
{
	return &v->task;
}

/* vcpu_thread_of() - the thread that a notifier is registered with */
struct task_struct *vcpu_thread_of(struct preempt_notifier *notifier)
{
	struct hlist_node *node;

	for (unsigned int n = 0; n < vcpu_count; n++)
		for (node = vcpus[n].task.preempt_notifiers.first; node; node = node->next)
			if (node == &notifier->link)
				return &vcpus[n].task;
	fail("notifiers", "one is removed that is not there");
}

static void occupy(struct vcpu *v, unsigned int cpu)
{
	v->cpu = cpu;
	v->scheduled = true;
	machine_cpu = cpu;
	machine_this()->busy = v;
	machine_this()->quiet = false;
}

static void leave_cpu(struct vcpu *v)
{
	struct cpu *cpu = &machine.cpus[v->cpu];

	v->scheduled = false;
	cpu->busy = NULL;
	cpu->irqs_off = false;
	cpu->preempt_off = false;
}

/* --- loading and putting ------------------------------------------------- */

static void load_begins(struct vcpu *v, enum vcpu_point then)
{
	v->kvm->cpu = v->cpu;
	v->then = then;
	go_to(v, LOADING);
}

/* On VHE what EL1 has of its own is loaded here, not on each entry. */
static void load(struct vcpu *v)
{
	if (machine.vhe)
		kept[v->cpu].mdcr = machine_this()->mdcr;
	gen_load(v);
	if (machine.vhe) {
		machine_this()->mdcr = v->kvm->arch.mdcr_el2;
		if (v->kvm->arch.aarch32)
			machine_this()->dbgvcr = __vcpu_sys_reg(v->kvm, DBGVCR32_EL2);
	}
	v->on_cpu = true;
	go_to(v, LOADED);
}

static void load_ends(struct vcpu *v)
{
	kernel_ftrace("kvm_arch_vcpu_load_fp", v->kvm);
	go_to(v, v->then);
}

static void put_begins(struct vcpu *v)
{
	kernel_ftrace("kvm_arch_vcpu_put", v->kvm);
	go_to(v, PUTTING);
}

static void put(struct vcpu *v)
{
	gen_put(v);
	v->on_cpu = false;
	if (machine.vhe) {
		machine_this()->mdcr = kept[v->cpu].mdcr;
		if (v->kvm->arch.aarch32)
			__vcpu_sys_reg(v->kvm, DBGVCR32_EL2) = machine_this()->dbgvcr;
	}
	go_to(v, PUT);
}

static void put_ends(struct vcpu *v)
{
	v->kvm->cpu = -1;
	oracle_saved_state(v, "it is put");
	if (v->reason == PUT_TO_USER) {
		hlist_remove(&v->kvm->preempt_notifier.link, &v->task.preempt_notifiers);
		/* The thread may end now. */
		if (v->task.preempt_notifiers.first)
			fail("hazard 15", "vcpu%u's thread keeps a notifier", v->name);
		go_to(v, IN_USER);
		leave_cpu(v);
	} else {
		go_to(v, AWAY);
	}
}

/* --- KVM's preempt notifier ---------------------------------------------- */

static void kvm_sched_out(struct preempt_notifier *notifier, struct task_struct *next)
{
	struct vcpu *v = machine_this()->busy;
	enum vcpu_point was_at = v->at;

	(void)next;
	if (notifier != &v->kvm->preempt_notifier)
		fail("notifiers", "vcpu%u is not current", v->name);
	put_begins(v);
	put(v);
	v->kvm->cpu = -1;
	oracle_saved_state(v, "it is scheduled out");
	v->at = was_at;
}

static void kvm_sched_in(struct preempt_notifier *notifier, int cpu)
{
	struct vcpu *v = machine_this()->busy;

	(void)cpu;
	load_begins(v, v->at);
	/* Others' notifiers come after all of it. */
	while (notifier->link.next && v->at != v->then)
		vcpu_step(v);
}

static struct preempt_ops kvm_preempt_ops = {
	.sched_in = kvm_sched_in,
	.sched_out = kvm_sched_out,
};

bool vcpu_is_sched_in(unsigned long address)
{
	return address == (unsigned long)kvm_sched_in;
}

/* vcpu_sched_out() - the thread, preemptible, is scheduled out, with interrupts disabled */
void vcpu_sched_out(struct vcpu *v)
{
	machine_cpu = v->cpu;
	note("cpu%ld: vcpu%ld is scheduled out", (long)v->cpu, (long)v->name);
	machine_this()->irqs_off = true;
	machine_this()->preempt_off = true;
	kernel_sched_out(&v->task);
	leave_cpu(v);
	host_check();
}

/* vcpu_sched_in() - it is scheduled in again, on a CPU that is free */
void vcpu_sched_in(struct vcpu *v, unsigned int cpu)
{
	note("cpu%ld: vcpu%ld is scheduled in", (long)cpu, (long)v->name);
	occupy(v, cpu);
	machine_this()->preempt_off = true;
	kernel_sched_in(&v->task);
	host_check();
}

/* --- the world switch ----------------------------------------------------- */

/* vcpu_slot() - where KVM keeps the value of a register */
u64 *vcpu_slot(struct kvm_guest_debug_arch *arch, enum reg_kind kind, unsigned int slot)
{
	u64 *slots[KINDS] = { arch->dbg_bvr, arch->dbg_bcr, arch->dbg_wvr, arch->dbg_wcr };

	return &slots[kind][slot];
}

static void swap_in(struct vcpu *v)
{
	struct cpu *cpu = machine_this();

	machine_save(&kept[v->cpu].regs);
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(cpu, kind); n++)
			machine_write(kind, n, *vcpu_slot(gen_regs(v), kind, n));
	machine_write_mdccint(__vcpu_sys_reg(v->kvm, MDCCINT_EL1));
}

static void swap_out(struct vcpu *v)
{
	struct cpu *cpu = machine_this();

	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(cpu, kind); n++)
			*vcpu_slot(gen_regs(v), kind, n) = machine_read(kind, n);
	__vcpu_sys_reg(v->kvm, MDCCINT_EL1) = machine_read_mdccint();
	machine_restore(&kept[v->cpu].regs);
}

/* Does DBGVCR32_EL2 move here? */
static bool moves_dbgvcr(const struct vcpu *v)
{
	return !machine.vhe && v->kvm->arch.aarch32 && gen_swaps(v);
}

static void enter(struct vcpu *v)
{
	struct cpu *cpu = machine_this();

	note("cpu%ld: vcpu%ld enters, KVM swaps: %ld, MDSCR_EL1 %lx", (long)v->cpu,
	     (long)v->name, (long)gen_swaps(v), (long)*gen_mdscr(v));
	kept[v->cpu].mdscr = cpu->mdscr;
	if (moves_dbgvcr(v))
		cpu->dbgvcr = __vcpu_sys_reg(v->kvm, DBGVCR32_EL2);
	cpu->mdscr = *gen_mdscr(v);
	if (!machine.vhe) {
		kept[v->cpu].mdcr = cpu->mdcr;
		cpu->mdcr = v->kvm->arch.mdcr_el2;
	}
	if (gen_swaps(v))
		swap_in(v);
	go_to(v, IN_GUEST);
	oracle_at_entry(v);
}

/* An entry and exit of a guest that is live and trapped must cost no access. */
static void check_quiet(struct vcpu *v)
{
	struct cpu *cpu = machine_this();

	if (cpu->quiet && cpu->accesses != cpu->quiet_accesses)
		fail("frugality",
		     "cpu%u: vcpu%u is live and trapped, but %lu registers were accessed",
		     machine_cpu, v->name, cpu->accesses - cpu->quiet_accesses);
	cpu->quiet = module_promises(v->kvm) && !gen_swaps(v);
	cpu->quiet_accesses = cpu->accesses;
}

/* vcpu_exit() - the guest exits, for an interrupt or a hypercall */
void vcpu_exit(struct vcpu *v)
{
	struct cpu *cpu = machine_this();

	note("cpu%ld: vcpu%ld exits", (long)v->cpu, (long)v->name);
	*gen_mdscr(v) = cpu->mdscr;
	if (moves_dbgvcr(v))
		__vcpu_sys_reg(v->kvm, DBGVCR32_EL2) = cpu->dbgvcr;
	if (!machine.vhe)
		cpu->mdcr = kept[v->cpu].mdcr;
	cpu->mdscr = kept[v->cpu].mdscr;
	if (gen_swaps(v))
		swap_out(v);
	gen_swapped(v);
	v->kvm->stat.exits++;
	gen_exited(v);
	go_to(v, EXITED);
}

/* --- the guest ------------------------------------------------------------ */

#define ACCESS(reg)	"cpu%ld: vcpu%ld accesses " reg "%ld_EL1, write: %ld, value: %lx"

static const char * const access_notes[ACCESSES] = {
	ACCESS("DBGBVR"), ACCESS("DBGBCR"), ACCESS("DBGWVR"), ACCESS("DBGWCR"),
	ACCESS("MDCCINT"), ACCESS("MDSCR"), ACCESS("DBGVCR"), ACCESS("DBGDSCRint"),
	ACCESS("DBGDTRRXint"), ACCESS("OSECCR"), ACCESS("OSLAR"),
};

static void direct(struct vcpu *v, const struct access *access)
{
	struct cpu *cpu = machine_this();
	u64 *reg;

	switch (access->what) {
	case MDCCINT:
		reg = &cpu->regs.mdccint;
		break;
	case MDSCR:
	case DSCR:
		reg = &cpu->mdscr;
		break;
	case DTR:
	case ECCR:
		return;
	case DBGVCR:
		oracle_read(v, access, cpu->dbgvcr);
		if (access->write) {
			cpu->dbgvcr = access->value;
			oracle_write(v, access);
		}
		return;
	default:
		reg = &cpu->regs.slot[access->what][access->slot];
		break;
	}
	oracle_read(v, access, *reg);
	if (!access->write)
		return;
	/* AArch32 writes the low half. */
	*reg = v->kvm->arch.aarch32 ? (*reg & ~0xffffffffUL) | (u32)access->value :
				      access->value;
	oracle_write(v, access);
}

static bool undefined(const struct access *access)
{
	return access->what < KINDS && access->slot >= machine_slots(machine_this(), access->what);
}

#define ESR_CP14	(ESR_ELx_EC_CP14_MR << ESR_ELx_EC_SHIFT)
#define ESR_CP14_LS	(ESR_ELx_EC_CP14_LS << ESR_ELx_EC_SHIFT)
#define ESR_OP0_2	(ESR_ELx_EC_SYS64 << ESR_ELx_EC_SHIFT | \
			 2UL << ESR_ELx_SYS64_ISS_OP0_SHIFT)

/* vcpu_access() - the guest accesses a register, which may make it exit */
void vcpu_access(struct vcpu *v, struct access access)
{
	bool traps = access.what == OSLAR || oracle_trapped();

	note(access_notes[access.what], (long)v->cpu, (long)v->name, (long)access.slot,
	     (long)access.write, (long)access.value);
	v->again = false;
	if (!traps) {
		if (!undefined(&access))
			direct(v, &access);
		return;
	}
	v->access = access;
	v->would_trap = v->kvm_traps;
	v->kvm->arch.fault.esr_el2 = access.what == DTR ? ESR_CP14_LS :
				     v->kvm->arch.aarch32 ? ESR_CP14 : ESR_OP0_2;
	vcpu_exit(v);
	v->then = TRAPPED;
}

/* --- emulation ------------------------------------------------------------ */

static u64 *saved(struct vcpu *v, const struct access *access)
{
	switch (access->what) {
	case MDCCINT:
		return &__vcpu_sys_reg(v->kvm, MDCCINT_EL1);
	case MDSCR:
		return &__vcpu_sys_reg(v->kvm, MDSCR_EL1);
	case DBGVCR:
		return &__vcpu_sys_reg(v->kvm, DBGVCR32_EL2);
	default:
		return vcpu_slot(&v->kvm->arch.vcpu_debug_state, access->what, access->slot);
	}
}

/* To 5.10 OSLAR_EL1 ignores writes. */
static void emulate_os_lock(struct vcpu *v)
{
	if (KVM_GENERATION == 510)
		return;
	if (v->access.value & 1)
		__vcpu_sys_reg(v->kvm, OSLSR_EL1) |= OSLSR_EL1_OSLK;
	else
		__vcpu_sys_reg(v->kvm, OSLSR_EL1) &= ~OSLSR_EL1_OSLK;
	v->truth.os_locked = v->access.value & 1;
}

/* On VHE DBGVCR32_EL2 is in the CPU while the vcpu is loaded. */
static void emulate(struct vcpu *v)
{
	const struct access *access = &v->access;
	u64 *reg = saved(v, access), value;

	if (access->what == DBGVCR && v->on_cpu && machine.vhe) {
		oracle_read(v, access, machine_this()->dbgvcr);
		if (access->write)
			machine_this()->dbgvcr = access->value;
	} else {
		oracle_read(v, access, *reg);
		value = v->kvm->arch.aarch32 ?
			(*reg & ~0xffffffffUL) | (u32)access->value : access->value;
		if (access->write)
			*reg = value;
	}
	if (access->write) {
		oracle_write(v, access);
		gen_write(v);
	}
}

typedef bool trap_function(void);
typedef int exit_function(void);
typedef void inject_function(void);

/* trap_raz_wi(), or what is called in its place. Is the access to be made again? */
static bool again_for_zero(struct vcpu *v)
{
	trap_function *instead = (trap_function *)kernel_ftrace("trap_raz_wi", v->kvm);

	return instead && !instead();
}

/* kvm_inject_undefined(), or the same. */
static bool again_for_exception(struct vcpu *v)
{
	inject_function *instead = (inject_function *)kernel_ftrace("kvm_inject_undefined", v->kvm);

	if (instead)
		instead();
	return instead;
}

/* kvm_handle_cp14_load_store(), which injects an exception of its own, or the same. */
static bool again_for_undef(struct vcpu *v)
{
	exit_function *instead =
		(exit_function *)kernel_ftrace("kvm_handle_cp14_load_store", v->kvm);

	return instead && instead() == 1;
}

/*
 * Where the guest would not have been trapped, it must not get an answer that is wrong;
 * where it would, none but that. With MDE and KDE clear KVM traps it from its next load on,
 * whenever that is, so an exception is as right as none.
 */
static void answer(struct vcpu *v)
{
	bool wrong = v->truth.mdscr &
		     (access_undefined(&v->access) ? MDSCR_MDE | MDSCR_KDE : ~0UL);

	go_to(v, IN_LOOP);
	v->again = v->access.what == DTR ? again_for_undef(v) :
		   v->access.what == ECCR ? again_for_exception(v) : again_for_zero(v);
	if (v->again ? v->would_trap : !v->would_trap && wrong)
		fail("hazard 29",
		     "cpu%u: vcpu%u has KVM's answer: %d, where it would without the module: %d",
		     machine_cpu, v->name, !v->again, v->would_trap);
}

static void handled(struct vcpu *v)
{
	note("cpu%ld: KVM emulates that for vcpu%ld", (long)v->cpu, (long)v->name);
	machine_this()->quiet = false;
	if (v->in_l2 && v->l1_traps && v->access.what != OSLAR) {
		vcpu_put(v, PUT_NESTED);
		return;
	}
	if (access_unsaved(&v->access)) {
		answer(v);
		return;
	}
	if (v->access.what == OSLAR)
		emulate_os_lock(v);
	else
		emulate(v);
	go_to(v, EMULATED);
}

static void emulated(struct vcpu *v)
{
	if (v->access.what == OSLAR) {
		go_to(v, IN_LOOP);
		gen_os_lock(v);
	} else {
		go_to(v, IN_LOOP);
		gen_emulated(v);
	}
}

/* --- KVM_RUN --------------------------------------------------------------- */

/* vcpu_run() - KVM_RUN, on a CPU that is free */
void vcpu_run(struct vcpu *v, unsigned int cpu)
{
	note("cpu%ld: vcpu%ld: KVM_RUN", (long)cpu, (long)v->name);
	occupy(v, cpu);
	preempt_notifier_register(&v->kvm->preempt_notifier);
	load_begins(v, IN_LOOP);
}

/* vcpu_put() - from IN_LOOP, or from where KVM does not check for scheduling */
void vcpu_put(struct vcpu *v, enum put_reason reason)
{
	note("cpu%ld: vcpu%ld is put, for reason %ld", (long)v->cpu, (long)v->name, (long)reason);
	machine_this()->quiet = false;
	v->reason = reason;
	machine_this()->preempt_off = true;
	put_begins(v);
}

static void reset_saved_state(struct vcpu *v)
{
	struct kvm_guest_debug_arch external = v->truth.external;

	v->kvm->arch.vcpu_debug_state = (struct kvm_guest_debug_arch) { 0 };
	memset(&v->kvm->arch.ctxt, 0, sizeof(v->kvm->arch.ctxt));
	v->truth = (struct truth) { .external = external };
}

static void away(struct vcpu *v)
{
	if (v->reason == PUT_RESET)
		reset_saved_state(v);
	if (v->reason == PUT_NESTED)
		v->in_l2 = !v->in_l2;
	load_begins(v, IN_LOOP);
}

static void decide(struct vcpu *v)
{
	go_to(v, ENTERING);
	gen_decide(v);
	kernel_ftrace("kvm_arch_vcpu_ctxflush_fp", v->kvm);
	kernel_trace_entry();
	check_quiet(v);
	v->then = IN_LOOP;
	if (gen_flags(v) != v->flags)
		fail("flags", "vcpu%u: others than that for debugging changed", v->name);
}

static void exited(struct vcpu *v)
{
	kernel_trace_exit();
	go_to(v, v->then);
}

/* vcpu_step() - the next thing that is bound to happen */
void vcpu_step(struct vcpu *v)
{
	if (!v->scheduled)
		fail("scheduler", "vcpu%u does not run", v->name);
	machine_cpu = v->cpu;
	switch (v->at) {
	case IN_USER:
		break;
	case LOADING:
		load(v);
		break;
	case LOADED:
		load_ends(v);
		break;
	case IN_LOOP:
		decide(v);
		break;
	case ENTERING:
		enter(v);
		break;
	case IN_GUEST:
		vcpu_exit(v);
		break;
	case EXITED:
		exited(v);
		break;
	case TRAPPED:
		go_to(v, HANDLED);
		gen_handled(v);
		break;
	case HANDLED:
		handled(v);
		break;
	case EMULATED:
		emulated(v);
		break;
	case OWNING:
		go_to(v, IN_LOOP);
		kernel_probe_return(&v->call);
		break;
	case PUTTING:
		put(v);
		break;
	case PUT:
		put_ends(v);
		break;
	case AWAY:
		away(v);
		break;
	}
	host_check();
}

/* vcpu_take_interrupts() - whoever is on this CPU, let interrupts in */
void vcpu_take_interrupts(void)
{
	struct vcpu *v = machine_this()->busy;

	if (v && v->at == ENTERING)
		enter(v);
	if (v && v->at == IN_GUEST)
		vcpu_exit(v);
}

/* vcpu_vacate() - whoever is on this CPU is scheduled out */
void vcpu_vacate(void)
{
	struct vcpu *v = machine_this()->busy;

	if (!v)
		return;
	while (v->scheduled && !vcpu_preemptible(v))
		vcpu_step(v);
	if (v->scheduled)
		vcpu_sched_out(v);
}

/* vcpu_finish_exit() - an exit that is being handled is; who was preempted meanwhile goes on */
void vcpu_finish_exit(struct vcpu *v)
{
	if (v->at != TRAPPED && v->at != HANDLED && v->at != EMULATED && v->at != OWNING)
		return;
	if (!v->scheduled) {
		for (machine_cpu = 0; !machine_this()->online; machine_cpu++)
			;
		vcpu_vacate();
		vcpu_sched_in(v, machine_cpu);
	}
	while (v->at != IN_LOOP)
		vcpu_step(v);
}

/* vcpu_check_host() - no trace of a vcpu is left on a CPU that has none loaded */
void vcpu_check_host(void)
{
	if (!machine_this()->busy && machine_this()->mdcr != HOST_MDCR)
		fail("hazard 7", "cpu%u: MDCR_EL2 is %#lx, and not the host's", machine_cpu,
		     machine_this()->mdcr);
}

/* --- the VMM, not in KVM_RUN ----------------------------------------------- */

/* vcpu_set_reg() - KVM_SET_ONE_REG */
void vcpu_set_reg(struct vcpu *v, struct access access)
{
	note("vcpu%ld: the VMM sets %ld to %lx", (long)v->name,
	     (long)(access.what << 8 | access.slot), (long)access.value);
	if (access.what == OSLAR) {
		v->access = access;
		emulate_os_lock(v);
		return;
	}
	*saved(v, &access) = access.value;
	access.write = true;
	oracle_write(v, &access);
}

/* vcpu_init() - KVM_ARM_VCPU_INIT, once more */
void vcpu_init(struct vcpu *v)
{
	note("vcpu%ld: the VMM resets it", (long)v->name);
	reset_saved_state(v);
}

/* vcpu_debug() - KVM_SET_GUEST_DEBUG, with registers or, if @arch is NULL, without */
void vcpu_debug(struct vcpu *v, const struct kvm_guest_debug_arch *arch)
{
	note("vcpu%ld: the VMM debugs it, with registers: %ld", (long)v->name, (long)!!arch);
	v->kvm->guest_debug = KVM_GUESTDBG_ENABLE;
	if (!arch)
		return;
	v->kvm->guest_debug |= KVM_GUESTDBG_USE_HW;
	v->kvm->arch.external_debug_state = *arch;
	v->truth.external = *arch;
}

/* vcpu_debug_off() - the same, without KVM_GUESTDBG_ENABLE */
void vcpu_debug_off(struct vcpu *v)
{
	note("vcpu%ld: the VMM debugs it no more", (long)v->name);
	v->kvm->guest_debug = 0;
}

/* vcpu_uses() - does the guest have debugging enabled, and would KVM let it? */
bool vcpu_uses(const struct vcpu *v)
{
	return v->truth.mdscr & (MDSCR_MDE | MDSCR_KDE) && !v->truth.os_locked &&
	       !v->kvm->guest_debug;
}

/* --- birth and death -------------------------------------------------------- */

static void create_kvm(struct vcpu *v, bool aarch32, bool has_nv)
{
	v->kvm = calloc(1, sizeof(*v->kvm));
	v->kvm->cpu = -1;
	v->kvm->arch.aarch32 = aarch32;
	v->kvm->arch.has_nv = has_nv;
	preempt_notifier_init(&v->kvm->preempt_notifier, &kvm_preempt_ops);
	gen_create(v);
	v->flags = gen_flags(v);
}

/* vcpu_create() - make another one */
struct vcpu *vcpu_create(bool aarch32, bool has_nv)
{
	struct vcpu *v = &vcpus[vcpu_count];

	*v = (struct vcpu) { .name = vcpu_count++ };
	create_kvm(v, aarch32, has_nv);
	return v;
}

/* vcpu_recreate() - its VM goes, and a new one comes, like the old one */
void vcpu_recreate(struct vcpu *v)
{
	struct kvm_vcpu *old = v->kvm;

	note("vcpu%ld: the VM goes, and a new one comes", (long)v->name);
	create_kvm(v, old->arch.aarch32, old->arch.has_nv);
	if (module_knows(old))
		fail("lifetime", "vcpu%u is gone, and the module still knows it", v->name);
	free(old);
	v->truth = (struct truth) { 0 };
	v->in_l2 = false;
	v->again = false;
}

/* vcpu_boot() - there are none, and the host is as it should be */
void vcpu_boot(void)
{
	for (unsigned int n = 0; n < vcpu_count; n++)
		free(vcpus[n].kvm);
	vcpu_count = 0;
	memset(kept, 0, sizeof(kept));
	for (unsigned int n = 0; n < machine.count; n++)
		machine.cpus[n].mdcr = HOST_MDCR;
}
