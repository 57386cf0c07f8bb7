// SPDX-License-Identifier: GPL-2.0
/*
 * Was everything as it must be? The guest's own notes, the hits of each slot,
 * and the registers as user space sees them.
 */
#include "check.h"

#include <stdio.h>

#include "errors.h"

#define DBG_E		1

static const char *reg_name(const struct vcpu *vcpu, unsigned int reg)
{
	static char name[16];

	snprintf(name, sizeof(name), "DBG%c%cR%u%s",
		 reg & SLOT_WATCH ? 'W' : 'B', reg & REG_CONTROL ? 'C' : 'V',
		 reg % SLOT_WATCH, vcpu->vm->opts->a32 ? "" : "_EL1");
	return name;
}

static const char *slot_name(unsigned int slot)
{
	static char name[16];

	snprintf(name, sizeof(name), "%s %u",
		 slot & SLOT_WATCH ? "watchpoint" : "breakpoint",
		 slot % SLOT_WATCH);
	return name;
}

static void check_note(const struct vcpu *vcpu, const struct note *note)
{
	char when[40];

	snprintf(when, sizeof(when), "vcpu %ld, batch %u", vcpu->index,
		 (unsigned int)note->batch);
	if (note->what < NOTE_HITS)
		complain("%s: read 0x%llx from %s after writing 0x%llx", when,
			 note->got, reg_name(vcpu, note->what), note->want);
	else if (note->what < NOTE_HITS + SLOTS)
		complain("%s: %s was hit %llu times, not %llu", when,
			 slot_name(note->what - NOTE_HITS), note->got,
			 note->want);
	else if (note->what == NOTE_ANSWER)
		complain("%s: asked for the SMCCC version, KVM answered 0x%llx",
			 when, note->got);
	else
		complain("%s: %s exception at 0x%llx, vector 0x%llx, syndrome 0x%llx, FAR 0x%llx",
			 when,
			 note->what == NOTE_STRAY ? "stray debug" : "unexpected",
			 note->want, note->vector, note->syndrome, note->got);
}

static void check_notes(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;

	for (u64 i = 0; i < mb->notes && i < NOTES_KEPT; i++)
		check_note(vcpu, &mb->note[i]);
	if (mb->notes > NOTES_KEPT)
		complain("vcpu %ld: %llu more things were wrong", vcpu->index,
			 mb->notes - NOTES_KEPT);
}

static void check_hits(const struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;

	for (unsigned int slot = 0; slot < SLOTS; slot++) {
		bool fired = mb->debug && mb->reg[REG_CONTROL + slot] & DBG_E;
		u64 want = fired ? mb->batches : 0;

		findings->hits_expected += want;
		findings->hits_seen += mb->hits[slot];
		if (mb->hits[slot] != want)
			complain("vcpu %ld: %s was hit %llu times in all, not %llu",
				 vcpu->index, slot_name(slot),
				 mb->hits[slot], want);
	}
}

/* The saved state, which is what a VMM would migrate. */
static void check_saved(const struct vcpu *vcpu, unsigned int reg,
			struct findings *findings)
{
	u64 want = vcpu->mailbox->reg[reg];
	u64 got;

	if (!vcpu_get_reg(vcpu, debug_reg_id(reg), &got)) {
		complain("vcpu %ld: KVM_GET_ONE_REG fails for %s: %m",
			 vcpu->index, reg_name(vcpu, reg));
		return;
	}
	if (vcpu->vm->opts->a32)
		got = (u32)got;	/* the rest is DBGBXVR, never written */

	findings->registers_checked++;
	if (got == want)
		return;
	findings->registers_wrong++;
	complain("vcpu %ld: KVM_GET_ONE_REG reads 0x%llx from %s after the guest wrote 0x%llx",
		 vcpu->index, got, reg_name(vcpu, reg), want);
}

static void check_all_saved(const struct vcpu *vcpu, struct findings *findings)
{
	unsigned int n;

	for (n = 0; n < vcpu->vm->brps; n++) {
		check_saved(vcpu, n, findings);
		check_saved(vcpu, REG_CONTROL + n, findings);
	}
	for (n = SLOT_WATCH; n < SLOT_WATCH + vcpu->vm->wrps; n++) {
		check_saved(vcpu, n, findings);
		check_saved(vcpu, REG_CONTROL + n, findings);
	}
}

/* The guest must have looked at every register after every batch. */
static void check_diligence(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 want = mb->debug ? mb->batch * 2 * (mb->brps + mb->wrps) : 0;

	if (mb->checked < want)
		complain("vcpu %ld: the guest read %llu registers back, not %llu",
			 vcpu->index, mb->checked, want);
}

static void check_exits(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 want = mb->exit == EXIT_MMIO ? mb->exits * mb->batches : 0;

	if (vcpu->exits != want)
		complain("vcpu %ld: %llu exits to user space, not %llu",
			 vcpu->index, vcpu->exits, want);
}

static void check_watch(const struct vcpu *vcpu, struct findings *findings)
{
	const struct hostwatch *watch = &vcpu->watch;

	findings->watch_expected += watch->expected;
	findings->watch_seen += watch->seen;
	if (watch->seen != watch->expected)
		complain("vcpu %ld: the host's watchpoint was hit %llu times, not %llu",
			 vcpu->index, watch->seen, watch->expected);
}

void check_vcpu(const struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;

	if (*vcpu->failure)
		complain("vcpu %ld: %s", vcpu->index, vcpu->failure);
	if (mb->batch != mb->batches)
		complain("vcpu %ld: the guest ended after %llu of %llu batches",
			 vcpu->index, mb->batch, mb->batches);
	check_notes(vcpu);
	check_diligence(vcpu);
	check_exits(vcpu);
	check_hits(vcpu, findings);
	if (mb->debug || vcpu->vm->opts->hostile)
		check_all_saved(vcpu, findings);
	if (vcpu->vm->opts->host_watch)
		check_watch(vcpu, findings);

	findings->stray += mb->stray;
	findings->registers_checked += mb->checked;
	findings->registers_wrong += mb->wrong;
}
