// SPDX-License-Identifier: GPL-2.0
/* A machine of several CPUs, each with debug registers of its own. */
#include <asm/virt.h>

#include "log.h"
#include "machine.h"
#include "random.h"

struct machine machine;
unsigned int machine_cpu;

const char * const machine_kinds[KINDS] = { "DBGBVR", "DBGBCR", "DBGWVR", "DBGWCR" };

bool has_vhe(void)
{
	return machine.vhe;
}

bool is_protected_kvm_enabled(void)
{
	return machine.protected;
}

/* The module's. An MSR at EL1 would be UNDEFINED. */
void machine_write_mdcr_el2(u64 value)
{
	if (!machine.vhe)
		fail("MDCR_EL2", "written at EL1");
	machine_this()->mdcr = value;
}

/**
 * machine_start() - reset the machine
 * @cpus: how many CPUs it shall have
 * @vhe: whether its host runs at EL2
 *
 * The CPUs are alike, with 6 breakpoints and 4 watchpoints.
 */
void machine_start(unsigned int cpus, bool vhe)
{
	machine = (struct machine) { .count = cpus, .vhe = vhe, .fgt = true };
	for (unsigned int n = 0; n < cpus; n++)
		machine.cpus[n] = (struct cpu) {
			.count = { .brps = 6, .wrps = 4 },
			.online = true,
		};
	machine_cpu = 0;
}

/* An access to a register that is not there never gets past here. */
static u64 *find(enum reg_kind kind, unsigned int slot)
{
	struct cpu *cpu = machine_this();

	if (!cpu->online)
		fail("hotplug", "cpu%u is off, and accesses %s%u_EL1", machine_cpu,
		     machine_kinds[kind], slot);
	if (slot >= machine_slots(cpu, kind))
		fail("hazard 27", "cpu%u does not implement %s%u_EL1", machine_cpu,
		     machine_kinds[kind], slot);
	cpu->accesses++;
	return &cpu->regs.slot[kind][slot];
}

u64 machine_read(enum reg_kind kind, unsigned int slot)
{
	return *find(kind, slot);
}

void machine_write(enum reg_kind kind, unsigned int slot, u64 value)
{
	*find(kind, slot) = value;
}

u64 machine_read_mdccint(void)
{
	machine_this()->accesses++;
	return machine_this()->regs.mdccint;
}

void machine_write_mdccint(u64 value)
{
	machine_this()->accesses++;
	machine_this()->regs.mdccint = value;
}

/* machine_save() - read all registers that this CPU has; the others stay */
void machine_save(struct debug_regs *to)
{
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			to->slot[kind][n] = machine_read(kind, n);
	to->mdccint = machine_read_mdccint();
}

/* machine_restore() - write all registers that this CPU has */
void machine_restore(const struct debug_regs *from)
{
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			machine_write(kind, n, from->slot[kind][n]);
	machine_write_mdccint(from->mdccint);
}
