// SPDX-License-Identifier: GPL-2.0
/* module/regs.h on the machine's registers: what regs.c is on real ones. */
#include "regs.h"
#include "log.h"
#include "machine.h"

/* Where the module's own copy of a register is. */
static u64 *copy(struct regs_file *file, enum reg_kind kind, unsigned int slot)
{
	u64 *copies[KINDS] = { file->bvr, file->bcr, file->wvr, file->wcr };

	return &copies[kind][slot];
}

/* Callers have interrupts disabled, and the count of this very CPU. */
static void check_caller(const struct regs_count *count)
{
	const struct cpu *cpu = machine_this();

	if (!cpu->irqs_off)
		fail("regs.h", "called with interrupts enabled");
	if (count->brps != cpu->count.brps || count->wrps != cpu->count.wrps)
		fail("hazard 27", "cpu%u has %u+%u, not %u+%u registers", machine_cpu,
		     cpu->count.brps, cpu->count.wrps, count->brps, count->wrps);
}

static u64 read_one(enum reg_kind kind, unsigned int slot)
{
	machine.module_reads++;
	return machine_read(kind, slot);
}

static void write_one(enum reg_kind kind, unsigned int slot, u64 value)
{
	machine.module_writes++;
	machine_write(kind, slot, value);
}

void regs_identify(struct regs_count *count)
{
	*count = machine_this()->count;
}

bool regs_host_debugs(void)
{
	return machine_this()->mdscr & (MDSCR_MDE | MDSCR_KDE);
}

void regs_save(struct regs_file *to, const struct regs_count *count)
{
	check_caller(count);
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			*copy(to, kind, n) = read_one(kind, n);
	machine.module_reads++;
	to->other = machine_read_mdccint();
}

void regs_restore(const struct regs_file *from, const struct regs_count *count)
{
	struct regs_file file = *from;

	check_caller(count);
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			write_one(kind, n, *copy(&file, kind, n));
	machine.module_writes++;
	machine_write_mdccint(file.other);
}

static bool update_one(struct regs_file *held, enum reg_kind kind, unsigned int slot, u64 want)
{
	u64 *value = copy(held, kind, slot);

	if (*value == want)
		return false;
	if (machine_this()->regs.slot[kind][slot] == want)
		fail("frugality", "%s%u_EL1 of cpu%u is written, but holds %#lx already",
		     machine_kinds[kind], slot, machine_cpu, want);
	*value = want;
	write_one(kind, slot, want);
	return true;
}

unsigned int regs_update(struct regs_file *held, const struct regs_file *want,
			 const struct regs_count *count)
{
	struct regs_file file = *want;
	unsigned int written = 0;

	check_caller(count);
	for (enum reg_kind kind = 0; kind < KINDS; kind++)
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			written += update_one(held, kind, n, *copy(&file, kind, n));
	if (held->other != file.other) {
		held->other = file.other;
		machine.module_writes++;
		machine_write_mdccint(file.other);
		written++;
	}
	return written;
}

unsigned int regs_disarm(struct regs_file *held, const struct regs_count *count)
{
	unsigned int written = 0;

	check_caller(count);
	for (enum reg_kind kind = 0; kind < KINDS; kind++) {
		if (!machine_is_ctrl(kind))
			continue;
		for (unsigned int n = 0; n < machine_slots(machine_this(), kind); n++)
			written += update_one(held, kind, n,
					      *copy(held, kind, n) & ~(u64)REGS_CTRL_E);
	}
	if (held->other) {
		held->other = 0;
		machine_write_mdccint(0);
		machine.module_writes++;
		written++;
	}
	return written;
}

void regs_sync(void)
{
}
