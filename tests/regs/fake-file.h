/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A register file that understands the instructions of module/access-*.h: each finds its
 * register by its own encoding, and one that the CPU does not implement fails the test.
 */
#ifndef FAKE_FILE_H
#define FAKE_FILE_H

#include "regs.h"

enum fake_kind { FAKE_BVR, FAKE_BCR, FAKE_WVR, FAKE_WCR, FAKE_KINDS };

/* What can be wrong with one register, for selftest to find. */
enum fake_fault {
	FAKE_SOUND,
	FAKE_BIT_STUCK,		/* one bit of it reads as 0 */
	FAKE_BIT_SET,		/* one bit of it reads as 1 */
	FAKE_ALIAS,		/* writes go to the next slot too */
	FAKE_DEAF,		/* writes are lost */
	FAKE_FAULTS,
};

/**
 * struct fake_file - the registers of one CPU
 * @slots: how many of each kind there are
 * @value: what they hold
 * @reads: how often each was read since fake_count()
 * @writes: the same
 * @other: MDCCINT_EL1 or DBGVCR
 * @other_reads: since fake_count()
 * @other_writes: the same
 * @control: MDSCR_EL1 or DBGDSCR
 * @exceptions: debug exceptions that can come: since fake_sync() they have been enabled
 * @enabled: a slot can have been enabled since fake_sync()
 * @synced: no write since fake_sync()
 * @id: ID_AA64DFR0_EL1 or DBGDIDR
 * @oslsr: DBGOSLSR
 * @has_oslsr: it can be read
 * @armed: an enabled slot can have been there together with debug exceptions
 * @interruptible: a slot was accessed with interrupts enabled
 * @fault: what is wrong with register @fault_slot of @fault_kind, and bit @fault_bit
 */
struct fake_file {
	unsigned int slots[FAKE_KINDS];
	regs_t value[FAKE_KINDS][REGS_MAX_SLOTS];
	unsigned int reads[FAKE_KINDS][REGS_MAX_SLOTS];
	unsigned int writes[FAKE_KINDS][REGS_MAX_SLOTS];
	regs_t other;
	unsigned int other_reads;
	unsigned int other_writes;
	regs_t control;
	regs_t exceptions;
	bool enabled;
	bool synced;
	regs_t id;
	regs_t oslsr;
	bool has_oslsr;
	bool armed;
	bool interruptible;
	enum fake_fault fault;
	enum fake_kind fault_kind;
	unsigned int fault_slot;
	unsigned int fault_bit;
};

extern struct fake_file fake;
extern bool fake_irqs_off;

regs_t fake_read(const char *instruction);
void fake_write(const char *instruction, regs_t value);
void fake_sync(void);
void fake_count(void);
bool fake_is_control(enum fake_kind kind);

#define access_asm_read(instruction)		fake_read(instruction)
#define access_asm_read_or_0(instruction)	fake_read(instruction)
#define access_asm_write(instruction, value)	fake_write(instruction, value)
#define access_sync()				fake_sync()

#endif
