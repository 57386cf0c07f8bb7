// SPDX-License-Identifier: GPL-2.0
/* A register file that understands instructions. */
#include <err.h>
#include <stdio.h>
#include <string.h>

#include "access.h"

struct fake_file fake;
bool fake_irqs_off;

/* Which register an instruction is for. */
struct target {
	enum { SLOT, OTHER, CONTROL, STATUS, ID, OSLSR } what;
	enum fake_kind kind;
	unsigned int slot;
};

#ifdef CONFIG_ARM

/* ARMv7 ARM, C6.4 "CP14 interface registers summary". */
static bool decode(const char *operation, const char *instruction, struct target *target)
{
	unsigned int crn, crm, opc2;
	char format[64];
	int end = 0;

	snprintf(format, sizeof(format), "%s p14, 0, %%%%0, c%%u, c%%u, %%u%%n", operation);
	if (sscanf(instruction, format, &crn, &crm, &opc2, &end) != 3 || instruction[end] ||
	    crm >= REGS_MAX_SLOTS)
		return false;
	if (crn == 0 && opc2 >= 4 && opc2 <= 7)
		*target = (struct target){ SLOT, FAKE_BVR + opc2 - 4, crm };
	else if (crn == 0 && crm == 0 && opc2 == 0)
		target->what = ID;
	else if (crn == 0 && crm == 2 && opc2 == 2)
		target->what = CONTROL;
	else if (crn == 0 && crm == 1 && opc2 == 0)
		target->what = STATUS;
	else if (crn == 0 && crm == 7 && opc2 == 0)
		target->what = OTHER;
	else if (crn == 1 && crm == 1 && opc2 == 4 && fake.has_oslsr)
		target->what = OSLSR;
	else
		return false;
	return true;
}

#define READ	"mrc"
#define WRITE	"mcr"

static bool decode_read(const char *instruction, struct target *target)
{
	return decode(READ, instruction, target);
}

static bool decode_write(const char *instruction, struct target *target)
{
	return decode(WRITE, instruction, target) && target->what < STATUS;
}

#else

static bool decode(const char *name, size_t length, struct target *target)
{
	static const char * const kinds[FAKE_KINDS] = { "dbgbvr", "dbgbcr", "dbgwvr", "dbgwcr" };
	static const struct {
		const char *name;
		int what;
	} single[] = {
		{ "mdscr_el1", CONTROL }, { "mdccint_el1", OTHER }, { "id_aa64dfr0_el1", ID },
	};
	unsigned int slot;
	int end = 0;

	for (unsigned int n = 0; n < 3; n++) {
		if (strlen(single[n].name) == length && !strncmp(single[n].name, name, length)) {
			target->what = single[n].what;
			return true;
		}
	}
	for (unsigned int kind = 0; kind < FAKE_KINDS; kind++) {
		if (!strncmp(name, kinds[kind], 6) &&
		    sscanf(name + 6, "%u_el1%n", &slot, &end) == 1 && 6 + end == (int)length) {
			*target = (struct target){ SLOT, kind, slot };
			return true;
		}
	}
	return false;
}

static bool decode_read(const char *instruction, struct target *target)
{
	if (strncmp(instruction, "mrs %0, ", 8))
		return false;
	return decode(instruction + 8, strlen(instruction + 8), target);
}

static bool decode_write(const char *instruction, struct target *target)
{
	const char *comma = strchr(instruction, ',');

	if (strncmp(instruction, "msr ", 4) || !comma || strcmp(comma, ", %0"))
		return false;
	return decode(instruction + 4, comma - instruction - 4, target) && target->what != ID;
}

#endif

bool fake_is_control(enum fake_kind kind)
{
	return kind == FAKE_BCR || kind == FAKE_WCR;
}

static void check(const char *instruction, bool decoded, const struct target *target)
{
	if (!decoded)
		errx(1, "UNDEFINED: %s", instruction);
	if (target->what == SLOT && target->slot >= fake.slots[target->kind])
		errx(1, "not implemented: %s", instruction);
	if (target->what == SLOT)
		fake.interruptible |= !fake_irqs_off;
}

static bool is_at_fault(const struct target *target, enum fake_fault fault)
{
	return fake.fault == fault && target->kind == fake.fault_kind &&
	       target->slot == fake.fault_slot;
}

regs_t fake_read(const char *instruction)
{
	struct target target = {};
	regs_t value;

	check(instruction, decode_read(instruction, &target), &target);
	switch (target.what) {
	case OTHER:
		fake.other_reads++;
		return fake.other;
	case CONTROL:
	case STATUS:
		return fake.control;
	case ID:
		return fake.id;
	case OSLSR:
		return fake.oslsr;
	default:
		fake.reads[target.kind][target.slot]++;
		value = fake.value[target.kind][target.slot];
		if (is_at_fault(&target, FAKE_BIT_STUCK))
			value &= ~((regs_t)1 << fake.fault_bit);
		if (is_at_fault(&target, FAKE_BIT_SET))
			value |= (regs_t)1 << fake.fault_bit;
		return value;
	}
}

static void write_slot(const struct target *target, regs_t value)
{
	fake.writes[target->kind][target->slot]++;
	if (fake_is_control(target->kind) && (value & REGS_CTRL_E))
		fake.enabled = true;
	if (is_at_fault(target, FAKE_DEAF))
		return;
	fake.value[target->kind][target->slot] = value;
	if (is_at_fault(target, FAKE_ALIAS))
		fake.value[target->kind][(target->slot + 1) % fake.slots[target->kind]] = value;
}

void fake_write(const char *instruction, regs_t value)
{
	struct target target = {};

	check(instruction, decode_write(instruction, &target), &target);
	if (target.what == OTHER) {
		fake.other_writes++;
		fake.other = value;
	} else if (target.what == CONTROL) {
		fake.control = value;
		fake.exceptions |= value & ACCESS_EXCEPTIONS;
	} else {
		write_slot(&target, value);
	}
	fake.synced = false;
	fake.armed |= fake.enabled && fake.exceptions;
}

/* fake_sync() - a context synchronization event: nothing but what is in the registers */
void fake_sync(void)
{
	fake.exceptions = fake.control & ACCESS_EXCEPTIONS;
	fake.enabled = false;
	for (unsigned int kind = 0; kind < FAKE_KINDS; kind++)
		for (unsigned int n = 0; fake_is_control(kind) && n < fake.slots[kind]; n++)
			fake.enabled |= fake.value[kind][n] & REGS_CTRL_E;
	fake.synced = true;
}

/* fake_count() - count accesses from here on */
void fake_count(void)
{
	memset(fake.reads, 0, sizeof(fake.reads));
	memset(fake.writes, 0, sizeof(fake.writes));
	fake.other_reads = 0;
	fake.other_writes = 0;
}
