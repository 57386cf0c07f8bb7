/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The file of hardware breakpoint and watchpoint registers of one CPU: what is
 * in it, and how it is read, written, compared and disarmed.
 *
 * Everything here works on the CPU it is called on, so callers have preemption
 * disabled, and interrupts too where an interrupt could change the file.
 * Nothing here ends with a context synchronization event unless it says so.
 *
 * Writing a control register may arm a slot before it has its value. So a file with an
 * enabled slot in it is written only where none can fire: with debug exceptions
 * disabled, which regs_mask() does and KVM's world switch has done.
 */
#ifndef LAZYDBG_REGS_H
#define LAZYDBG_REGS_H

#include <linux/types.h>

#define REGS_MAX_SLOTS	16

/* A register's value; as wide as it is, as 64 bits would cost ARMv7 an instruction more. */
#ifdef CONFIG_ARM
typedef u32 regs_t;
#else
typedef u64 regs_t;
#endif

/* In MDSCR_EL1; newer kernels have other names for them than older ones. */
#define REGS_MDSCR_KDE	13
#define REGS_MDSCR_MDE	15

/* In DBGBCR<n>_EL1 and DBGWCR<n>_EL1, which calls PMC PAC (Arm ARM, D17.3); on ARMv7 too. */
#define REGS_CTRL_E	1
#define REGS_CTRL_PMC	(3 << 1)

/**
 * struct regs_file - the values of one file
 * @bvr: DBGBVR<n>_EL1; on ARMv7 these are without _EL1
 * @bcr: DBGBCR<n>_EL1
 * @wvr: DBGWVR<n>_EL1
 * @wcr: DBGWCR<n>_EL1
 * @other: MDCCINT_EL1, which KVM moves together with the others; on ARMv7 DBGVCR
 *
 * Only as many slots as the CPU implements mean anything.
 */
struct regs_file {
	regs_t bvr[REGS_MAX_SLOTS];
	regs_t bcr[REGS_MAX_SLOTS];
	regs_t wvr[REGS_MAX_SLOTS];
	regs_t wcr[REGS_MAX_SLOTS];
	regs_t other;
};

/**
 * struct regs_count - how many registers a CPU implements
 * @brps: breakpoint register pairs, 2 to 16
 * @wrps: watchpoint register pairs, 2 to 16; 1 to 16 on ARMv7
 * @contexts: breakpoints, of these, that can match a context
 * @version: of the debug architecture, as the CPU says it: 3 is ARMv7, 5 v7.1, 6 ARMv8
 */
struct regs_count {
	unsigned int brps;
	unsigned int wrps;
	unsigned int contexts;
	unsigned int version;
};

/**
 * regs_total() - the number of registers in a file
 * @count: what this CPU implements
 *
 * Return: value and control registers, and the other one.
 */
static inline unsigned int regs_total(const struct regs_count *count)
{
	return 2 * (count->brps + count->wrps) + 1;
}

/**
 * regs_occupied() - does any slot of these values hold a host breakpoint?
 * @file: values that the host left
 * @count: what this CPU implements
 *
 * Linux clears the control register of a slot that it gives up, and sets PMC, or
 * PAC, in one that it uses, whether E is set or not. Other bits may be RES1.
 *
 * Return: true if so.
 */
static inline bool regs_occupied(const struct regs_file *file, const struct regs_count *count)
{
	regs_t any = 0;
	unsigned int n;

	for (n = 0; n < count->brps; n++)
		any |= file->bcr[n];
	for (n = 0; n < count->wrps; n++)
		any |= file->wcr[n];
	return any & (REGS_CTRL_E | REGS_CTRL_PMC);
}

void regs_identify(struct regs_count *count);
const char *regs_unusable(const struct regs_count *count);	/* ARMv7's only */
bool regs_host_debugs(void);
regs_t regs_exchange_control(regs_t value);
regs_t regs_mask(void);
void regs_unmask(regs_t was);

void regs_save(struct regs_file *to, const struct regs_count *count);
void regs_restore(const struct regs_file *from, const struct regs_count *count);
unsigned int regs_update(struct regs_file *held, const struct regs_file *want,
			 const struct regs_count *count);
unsigned int regs_disarm(struct regs_file *held, const struct regs_count *count);
void regs_sync(void);

#endif
