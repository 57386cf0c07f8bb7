/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A machine of several CPUs, each with debug registers of its own. What is called
 * plays the CPU machine_cpu, at the exception level that it stands for: nothing
 * here keeps KVM's model from what EL2 may do and the module may not.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>

#include "regs.h"

#define MACHINE_CPUS	4

/* The four kinds of registers that there are many of. */
enum reg_kind {
	BVR,
	BCR,
	WVR,
	WCR,
	KINDS,
};

/* In DBGBCR and DBGWCR. */
#define CTRL_E		1
#define CTRL_PAC_EL1	(1 << 1)
#define CTRL_PAC_EL0	(2 << 1)
#define CTRL_BITS	0x1fff	/* E, PAC, LSC, BAS */

/* In MDSCR_EL1. */
#define MDSCR_SS	(1UL << 0)
#define MDSCR_KDE	(1UL << 13)
#define MDSCR_MDE	(1UL << 15)

/* In MDCCINT_EL1. */
#define MDCCINT_BITS	(3UL << 29)

/**
 * struct debug_regs - what moves together
 * @slot: DBGBVR<n>_EL1 and so on
 * @mdccint: MDCCINT_EL1
 */
struct debug_regs {
	u64 slot[KINDS][REGS_MAX_SLOTS];
	u64 mdccint;
};

/**
 * struct cpu - a CPU
 * @regs: its debug registers, ...
 * @count: ... of which it implements that many; touching others is UNDEFINED
 * @mdscr: MDSCR_EL1
 * @mdcr: MDCR_EL2
 * @dbgvcr: DBGVCR32_EL2
 * @online: it runs
 * @in_guest: at EL1 or EL0, in a guest
 * @irqs_off: interrupts are disabled
 * @preempt_off: the thread on it cannot be scheduled out
 * @busy: the vcpu whose thread is on it, or NULL
 * @accesses: to registers that move together, by anybody, so far
 * @quiet: entries and exits are expected to need none, ...
 * @quiet_accesses: ... and there were so many when that began
 */
struct cpu {
	struct debug_regs regs;
	struct regs_count count;
	u64 mdscr;
	u64 mdcr;
	u32 dbgvcr;
	bool online;
	bool in_guest;
	bool irqs_off;
	bool preempt_off;
	struct vcpu *busy;
	unsigned long accesses;
	bool quiet;
	unsigned long quiet_accesses;
};

/**
 * struct machine - all of it
 * @cpus: the CPUs
 * @count: how many there are
 * @vhe: the host runs at EL2
 * @protected: KVM is in protected mode
 * @fgt: FEAT_FGT; without it KVM traps all of a guest hypervisor's accesses
 * @module_reads: of registers that move together, ...
 * @module_writes: ... and writes
 */
struct machine {
	struct cpu cpus[MACHINE_CPUS];
	unsigned int count;
	bool vhe;
	bool protected;
	bool fgt;
	unsigned long module_reads;
	unsigned long module_writes;
};

extern struct machine machine;
extern unsigned int machine_cpu;

/* machine_this() - the CPU that is being played */
static inline struct cpu *machine_this(void)
{
	return &machine.cpus[machine_cpu];
}

/* machine_slots() - how many slots of a kind a CPU has */
static inline unsigned int machine_slots(const struct cpu *cpu, enum reg_kind kind)
{
	return kind == BVR || kind == BCR ? cpu->count.brps : cpu->count.wrps;
}

/* machine_is_ctrl() - does this kind of register have an E bit? */
static inline bool machine_is_ctrl(enum reg_kind kind)
{
	return kind == BCR || kind == WCR;
}

extern const char * const machine_kinds[KINDS];

void machine_start(unsigned int cpus, bool vhe);
u64 machine_read(enum reg_kind kind, unsigned int slot);
void machine_write(enum reg_kind kind, unsigned int slot, u64 value);
u64 machine_read_mdccint(void);
void machine_write_mdccint(u64 value);
void machine_save(struct debug_regs *to);
void machine_restore(const struct debug_regs *from);

#endif
