// SPDX-License-Identifier: GPL-2.0
/*
 * What a CPU implements, and the whole file: saved, restored, updated, disarmed. The same
 * on all architectures.
 */
#include <linux/compiler.h>

#include "access.h"

/*
 * OP_SLOT(N, N, ...) for each slot N below COUNT, highest first. A system register's
 * number is part of its instruction, so there is no loop to be had: like KVM's
 * own, this is a jump into straight-line code.
 */
#define EACH_SLOT(count, op, ...)						\
do {										\
	switch (count) {							\
	case 16:								\
		op##_SLOT(15, 15, __VA_ARGS__);					\
		fallthrough;							\
	case 15:								\
		op##_SLOT(14, 14, __VA_ARGS__);					\
		fallthrough;							\
	case 14:								\
		op##_SLOT(13, 13, __VA_ARGS__);					\
		fallthrough;							\
	case 13:								\
		op##_SLOT(12, 12, __VA_ARGS__);					\
		fallthrough;							\
	case 12:								\
		op##_SLOT(11, 11, __VA_ARGS__);					\
		fallthrough;							\
	case 11:								\
		op##_SLOT(10, 10, __VA_ARGS__);					\
		fallthrough;							\
	case 10:								\
		op##_SLOT(9, 9, __VA_ARGS__);					\
		fallthrough;							\
	case 9:								\
		op##_SLOT(8, 8, __VA_ARGS__);					\
		fallthrough;							\
	case 8:								\
		op##_SLOT(7, 7, __VA_ARGS__);					\
		fallthrough;							\
	case 7:								\
		op##_SLOT(6, 6, __VA_ARGS__);					\
		fallthrough;							\
	case 6:								\
		op##_SLOT(5, 5, __VA_ARGS__);					\
		fallthrough;							\
	case 5:								\
		op##_SLOT(4, 4, __VA_ARGS__);					\
		fallthrough;							\
	case 4:								\
		op##_SLOT(3, 3, __VA_ARGS__);					\
		fallthrough;							\
	case 3:								\
		op##_SLOT(2, 2, __VA_ARGS__);					\
		fallthrough;							\
	case 2:								\
		op##_SLOT(1, 1, __VA_ARGS__);					\
		fallthrough;							\
	default:								\
		op##_SLOT(0, 0, __VA_ARGS__);					\
	}									\
} while (0)

#define SAVE_SLOT(i, n, reg, to)							\
	((to)[i] = access_read(reg, n))

#define RESTORE_SLOT(i, n, reg, from)						\
	access_write(reg, n, (from)[i])

#define UPDATE_SLOT(i, n, reg, held, want, written)				\
do {										\
	const int _i = (i);							\
	regs_t *_held = &(held)[_i];						\
	regs_t _want = (want)[_i];						\
										\
	if (*_held != _want) {							\
		*_held = _want;							\
		access_write(reg, n, _want);					\
		(written)++;							\
	}									\
} while (0)

#define DISARM_SLOT(i, n, reg, held, written)					\
do {										\
	const int _i = (i);							\
	regs_t *_held = &(held)[_i];						\
										\
	if (*_held & REGS_CTRL_E) {						\
		*_held &= ~(regs_t)REGS_CTRL_E;					\
		access_write(reg, n, *_held);					\
		(written)++;							\
	}									\
} while (0)

static unsigned int id_field(regs_t id, unsigned int shift)
{
	return (id >> shift) & 15;
}

/**
 * regs_identify() - learn what this CPU implements
 * @count: filled in from this very CPU's register for that, as KVM does: the CPUs of one
 *         machine can differ
 */
void regs_identify(struct regs_count *count)
{
	regs_t id = access_read_id();

	/* Where it says a number, it says one less. */
	count->brps = id_field(id, ACCESS_ID_BRPS) + 1;
	count->wrps = id_field(id, ACCESS_ID_WRPS) + 1;
	count->contexts = id_field(id, ACCESS_ID_CONTEXTS) + 1;
	count->version = id_field(id, ACCESS_ID_VERSION);
}

/**
 * regs_host_debugs() - does the host debug, whatever is in the slots?
 *
 * Return: true if so. Meaningful in the host only.
 */
bool regs_host_debugs(void)
{
	return access_read_control() & ACCESS_HOST_DEBUGS;
}

/**
 * regs_save() - read the whole file
 * @to: gets the values
 * @count: what this CPU implements
 */
void regs_save(struct regs_file *to, const struct regs_count *count)
{
	EACH_SLOT(count->brps, SAVE, dbgbcr, to->bcr);
	EACH_SLOT(count->brps, SAVE, dbgbvr, to->bvr);
	EACH_SLOT(count->wrps, SAVE, dbgwcr, to->wcr);
	EACH_SLOT(count->wrps, SAVE, dbgwvr, to->wvr);
	to->other = access_read_other();
}

/**
 * regs_restore() - write the whole file
 * @from: the values
 * @count: what this CPU implements
 */
void regs_restore(const struct regs_file *from, const struct regs_count *count)
{
	EACH_SLOT(count->brps, RESTORE, dbgbcr, from->bcr);
	EACH_SLOT(count->brps, RESTORE, dbgbvr, from->bvr);
	EACH_SLOT(count->wrps, RESTORE, dbgwcr, from->wcr);
	EACH_SLOT(count->wrps, RESTORE, dbgwvr, from->wvr);
	access_write_other(from->other);
}

/**
 * regs_update() - write the registers whose value differs
 * @held: what is in the file now; afterwards equal to @want
 * @want: what shall be in it
 * @count: what this CPU implements
 *
 * Return: the number of registers written.
 */
unsigned int regs_update(struct regs_file *held, const struct regs_file *want,
			 const struct regs_count *count)
{
	unsigned int written = 0;

	EACH_SLOT(count->brps, UPDATE, dbgbcr, held->bcr, want->bcr, written);
	EACH_SLOT(count->brps, UPDATE, dbgbvr, held->bvr, want->bvr, written);
	EACH_SLOT(count->wrps, UPDATE, dbgwcr, held->wcr, want->wcr, written);
	EACH_SLOT(count->wrps, UPDATE, dbgwvr, held->wvr, want->wvr, written);
	if (held->other != want->other) {
		held->other = want->other;
		access_write_other(held->other);
		written++;
	}
	return written;
}

/**
 * regs_disarm() - clear the E bit of every slot that has it set, and what else acts
 * @held: what is in the file; kept in step
 * @count: what this CPU implements
 *
 * MDCCINT_EL1 raises an interrupt, on whoever runs; on ARMv7, DBGVCR catches vectors.
 *
 * Return: the number of registers written.
 */
unsigned int regs_disarm(struct regs_file *held, const struct regs_count *count)
{
	unsigned int written = 0;

	EACH_SLOT(count->brps, DISARM, dbgbcr, held->bcr, written);
	EACH_SLOT(count->wrps, DISARM, dbgwcr, held->wcr, written);
	if (held->other) {
		held->other = 0;
		access_write_other(0);
		written++;
	}
	return written;
}

/**
 * regs_sync() - make writes to the file take effect now
 *
 * A write to a debug register needs a context synchronization event before it
 * is sure to be seen. The exception return into a guest is one; host code that
 * is about to set MDSCR_EL1.MDE, or DBGDSCR.MDBGen, has none coming.
 */
void regs_sync(void)
{
	access_sync();
}

/**
 * regs_exchange_control() - switch the register that enables debug exceptions
 * @value: for MDSCR_EL1, or on ARMv7 DBGDSCR
 *
 * Return: what it held.
 */
regs_t regs_exchange_control(regs_t value)
{
	regs_t was = access_read_control();

	access_write_control(value);
	return was;
}

/**
 * regs_mask() - disable debug exceptions on this CPU, now
 *
 * Return: what has to be given to regs_unmask().
 */
regs_t regs_mask(void)
{
	regs_t was = access_read_control();

	access_write_control(was & ~ACCESS_EXCEPTIONS);
	access_sync();
	return was;
}

/**
 * regs_unmask() - undo regs_mask()
 * @was: what that returned
 */
void regs_unmask(regs_t was)
{
	access_sync();
	access_write_control(was);
	access_sync();
}
