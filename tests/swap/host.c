// SPDX-License-Identifier: GPL-2.0
/*
 * The host's own debugging, and what its registers must hold: rules 2 and 6, and the
 * host's side of rule 5.
 */
#include <string.h>

#include "host.h"
#include "kernel.h"
#include "log.h"
#include "module.h"
#include "random.h"
#include "vcpu.h"

/**
 * struct host - the host on one CPU
 * @used: which slots have a breakpoint (by BCR) or watchpoint (by WCR) in them
 * @el1: which of these are for the kernel
 * @disabled: it is stepping over a hit of one of that kind, for that exception level
 * @mde: how many want MDSCR_EL1.MDE
 * @kde: how many want KDE
 * @stepping: the kernel is single-stepped
 * @regs: what the host last wrote to the registers
 */
static struct host {
	bool used[KINDS][REGS_MAX_SLOTS];
	bool el1[KINDS][REGS_MAX_SLOTS];
	bool disabled[KINDS][2];
	unsigned int mde;
	unsigned int kde;
	bool stepping;
	struct debug_regs regs;
} hosts[MACHINE_CPUS];

/* The file debug_enabled in debugfs. */
static bool debug_enabled;

/* ftrace works. */
static bool guarded;

static struct host *this_host(void)
{
	return &hosts[machine_cpu];
}

static enum reg_kind value_of(enum reg_kind ctrl)
{
	return ctrl == BCR ? BVR : WVR;
}

/* host_start() - boot */
void host_start(void)
{
	memset(hosts, 0, sizeof(hosts));
	debug_enabled = true;
	guarded = true;
}

/* host_set_debug_enabled() - decides what the next to enable debug exceptions gets */
void host_set_debug_enabled(bool enabled)
{
	debug_enabled = enabled;
}

/* host_break_guard() - ftrace calls no one who traces enable_debug_monitors() */
void host_break_guard(void)
{
	guarded = false;
}

static void write_reg(enum reg_kind kind, unsigned int slot, u64 value)
{
	machine_write(kind, slot, value);
	this_host()->regs.slot[kind][slot] = value;
}

/* --- debug-monitors.c ----------------------------------------------------- */

static void enable_debug_monitors(bool el1)
{
	struct host *host = this_host();
	u64 enable = 0;

	machine_this()->quiet = false;
	if (guarded)
		kernel_ftrace("enable_debug_monitors", NULL);
	if (module_guards())
		host_check_exact("the guard returned");
	if (++host->mde == 1)
		enable = MDSCR_MDE;
	if (el1 && ++host->kde == 1)
		enable |= MDSCR_KDE;
	if (debug_enabled)
		machine_this()->mdscr |= enable;
}

static void disable_debug_monitors(bool el1)
{
	struct host *host = this_host();

	kernel_ftrace("disable_debug_monitors", NULL);
	if (--host->mde == 0)
		machine_this()->mdscr &= ~MDSCR_MDE;
	if (el1 && --host->kde == 0)
		machine_this()->mdscr &= ~MDSCR_KDE;
}

/* host_step() - kernel_enable_single_step() and its counterpart, which kgdb calls */
void host_step(bool enable)
{
	unsigned long irqs_off = machine_this()->irqs_off;

	note("cpu%ld: host: kernel single-step %ld", (long)machine_cpu, (long)enable);
	machine_this()->irqs_off = true;
	this_host()->stepping = enable;
	if (enable) {
		machine_this()->mdscr |= MDSCR_SS;
		enable_debug_monitors(true);
	} else {
		machine_this()->mdscr &= ~MDSCR_SS;
		disable_debug_monitors(true);
	}
	machine_this()->irqs_off = irqs_off;
	host_check();
}

bool host_stepping(void)
{
	return this_host()->stepping;
}

/* host_debugs() - does this CPU's host use the registers? */
bool host_debugs(void)
{
	return this_host()->mde;
}

/* --- hw_breakpoint.c ------------------------------------------------------ */

static u64 encode(enum reg_kind ctrl, bool el1, bool enabled)
{
	u64 load_store = ctrl == WCR ? 2 << 3 : 0;

	return 0xf << 5 | load_store | (el1 ? CTRL_PAC_EL1 : CTRL_PAC_EL0) |
	       (enabled ? CTRL_E : 0);
}

static void restore(enum reg_kind ctrl, unsigned int slot, u64 address)
{
	struct host *host = this_host();
	bool el1 = host->el1[ctrl][slot];

	write_reg(value_of(ctrl), slot, address);
	write_reg(ctrl, slot, encode(ctrl, el1, !host->disabled[ctrl][el1]));
}

/*
 * host_add() - install a breakpoint (@ctrl is BCR) or watchpoint (WCR)
 *
 * In an interrupt, or with interrupts disabled. Returns the slot, or -1 if all are
 * taken.
 */
int host_add(enum reg_kind ctrl, bool el1, u64 address)
{
	struct host *host = this_host();

	for (unsigned int n = 0; n < machine_slots(machine_this(), ctrl); n++) {
		if (host->used[ctrl][n])
			continue;
		note("cpu%ld: host: install %ld in slot %ld", (long)machine_cpu, (long)ctrl,
		     (long)n);
		enable_debug_monitors(el1);
		host->used[ctrl][n] = true;
		host->el1[ctrl][n] = el1;
		restore(ctrl, n, address);
		host_check();
		return n;
	}
	return -1;
}

/* host_remove() - uninstall one again; this passes no guard */
void host_remove(enum reg_kind ctrl, unsigned int slot)
{
	struct host *host = this_host();

	note("cpu%ld: host: uninstall %ld from slot %ld", (long)machine_cpu, (long)ctrl,
	     (long)slot);
	machine_this()->quiet = false;
	host->used[ctrl][slot] = false;
	write_reg(ctrl, slot, 0);
	disable_debug_monitors(host->el1[ctrl][slot]);
	host_check();
}

/* host_any() - a slot that is taken, or -1 */
int host_any(enum reg_kind ctrl)
{
	const struct host *host = this_host();
	unsigned int count = machine_slots(machine_this(), ctrl);
	unsigned int first = random_below(count);

	for (unsigned int n = 0; n < count; n++)
		if (host->used[ctrl][(first + n) % count])
			return (first + n) % count;
	return -1;
}

/* host_toggle() - step over a hit, or be done with that: this passes no guard */
void host_toggle(enum reg_kind ctrl, bool el1, bool enable)
{
	struct host *host = this_host();

	note("cpu%ld: host: toggle %ld of EL%ld to %ld", (long)machine_cpu, (long)ctrl,
	     (long)el1, (long)enable);
	machine_this()->quiet = false;
	host->disabled[ctrl][el1] = !enable;
	for (unsigned int n = 0; n < machine_slots(machine_this(), ctrl); n++) {
		u64 value;

		if (!host->used[ctrl][n] || host->el1[ctrl][n] != el1)
			continue;
		value = machine_read(ctrl, n);
		write_reg(ctrl, n, enable ? value | CTRL_E : value & ~(u64)CTRL_E);
	}
	host_check();
}

/* hw_breakpoint_reset() */
static void reset(void)
{
	struct host *host = this_host();

	for (enum reg_kind ctrl = BCR; ctrl <= WCR; ctrl += WCR - BCR) {
		for (unsigned int n = 0; n < machine_slots(machine_this(), ctrl); n++) {
			if (host->used[ctrl][n]) {
				restore(ctrl, n, host->regs.slot[value_of(ctrl)][n]);
			} else {
				write_reg(ctrl, n, 0);
				write_reg(value_of(ctrl), n, 0);
			}
		}
	}
}

/* --- power ---------------------------------------------------------------- */

/* What registers hold after power-up. The debug logic resets MDCCINT_EL1. */
static void scramble(void)
{
	struct cpu *cpu = machine_this();

	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(cpu, kind); n++)
			cpu->regs.slot[kind][n] = random_next() & CTRL_BITS;
	cpu->regs.mdccint = 0;
	cpu->dbgvcr = random_next() & 0xff;
	this_host()->regs.mdccint = 0;
}

/*
 * host_suspend() - cpu_suspend(), in the idle thread
 * @loses: the CPU loses its registers; it does not if there is an interrupt already
 */
void host_suspend(bool loses)
{
	struct cpu *cpu = machine_this();

	note("cpu%ld: host: cpu_suspend, loses registers: %ld", (long)machine_cpu, (long)loses);
	cpu->quiet = false;
	cpu->irqs_off = true;
	kernel_cpu_pm_enter();
	if (loses) {
		scramble();
		reset();
	}
	cpu->irqs_off = false;
	host_check();
}

/* host_cpu_down() - the CPU has told everyone, and goes */
void host_cpu_down(void)
{
	for (enum reg_kind ctrl = BCR; ctrl <= WCR; ctrl += WCR - BCR)
		for (int slot = host_any(ctrl); slot >= 0; slot = host_any(ctrl))
			host_remove(ctrl, slot);
	if (host_stepping())
		host_step(false);
	note("cpu%ld: off", (long)machine_cpu);
	machine_this()->online = false;
}

/* host_cpu_up() - it is back, and will tell */
void host_cpu_up(void)
{
	note("cpu%ld: on", (long)machine_cpu);
	machine_this()->online = true;
	machine_this()->mdscr = 0;
	memset(this_host()->disabled, 0, sizeof(this_host()->disabled));
	scramble();
	reset();
	host_check();
}

/* --- what must hold ------------------------------------------------------- */

static void check_slot(enum reg_kind ctrl, unsigned int slot)
{
	const struct cpu *cpu = machine_this();
	const struct host *host = this_host();
	enum reg_kind value = value_of(ctrl);
	u64 holds = cpu->regs.slot[ctrl][slot];

	if (host->used[ctrl][slot]) {
		if (holds != host->regs.slot[ctrl][slot] ||
		    cpu->regs.slot[value][slot] != host->regs.slot[value][slot])
			fail("rule 6, the host comes first",
			     "cpu%u: the host's %s%u is %#lx:%#lx and not %#lx:%#lx",
			     machine_cpu, machine_kinds[ctrl], slot,
			     cpu->regs.slot[value][slot], holds,
			     host->regs.slot[value][slot], host->regs.slot[ctrl][slot]);
	} else if (holds & CTRL_E && !cpu->busy) {
		fail("rule 2, no hit in the host", "cpu%u: %s%u is %#lx, and no vcpu is there",
		     machine_cpu, machine_kinds[ctrl], slot, holds);
	} else if (holds & CTRL_E && cpu->mdscr & (MDSCR_MDE | MDSCR_KDE)) {
		fail("rule 2, no hit in the host",
		     "cpu%u: %s%u is %#lx while the host has MDE or KDE set",
		     machine_cpu, machine_kinds[ctrl], slot, holds);
	}
}

/* host_check_exact() - every register must hold what the host left there */
void host_check_exact(const char *when)
{
	const struct cpu *cpu = machine_this();
	const struct host *host = this_host();

	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(cpu, kind); n++)
			if (cpu->regs.slot[kind][n] != host->regs.slot[kind][n])
				fail("rule 6, the host comes first",
				     "%s, but %s%u of cpu%u is %#lx and not the host's %#lx",
				     when, machine_kinds[kind], n, machine_cpu,
				     cpu->regs.slot[kind][n], host->regs.slot[kind][n]);
	if (cpu->regs.mdccint != host->regs.mdccint)
		fail("hazard 11", "%s, but MDCCINT_EL1 of cpu%u is %#lx and not the host's %#lx",
		     when, machine_cpu, cpu->regs.mdccint, host->regs.mdccint);
}

/* host_check() - while the host runs; also after each thing that it does */
void host_check(void)
{
	const struct cpu *cpu = machine_this();

	if (log_verbose && module_loaded())
		module_note();
	if (cpu->in_guest || !cpu->online)
		return;
	for (enum reg_kind ctrl = BCR; ctrl <= WCR; ctrl += WCR - BCR)
		for (unsigned int n = 0; n < machine_slots(cpu, ctrl); n++)
			check_slot(ctrl, n);
	if (module_file_is_hosts())
		host_check_exact("the file is the host's");
	if (module_parked() && cpu->regs.mdccint)
		fail("hazard 11", "cpu%u: nobody is live, but MDCCINT_EL1 is a guest's %#lx",
		     machine_cpu, cpu->regs.mdccint);
	vcpu_check_host();
}
