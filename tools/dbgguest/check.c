// SPDX-License-Identifier: GPL-2.0
/*
 * Was everything as it must be? The guest's own notes, the hits of each slot,
 * and the registers as user space sees them.
 */
#include "check.h"

#include <stdio.h>

#include "errors.h"

/* Every thread may complain about registers. */
static const char *reg_name(const struct vcpu *vcpu, unsigned int reg)
{
	static __thread char name[16];
	bool a32 = vcpu->vm->opts->a32;

	if (reg == REG_MDSCR)
		return a32 ? "DBGDSCRext" : "MDSCR_EL1";
	snprintf(name, sizeof(name), "DBG%c%cR%u%s",
		 reg & SLOT_WATCH ? 'W' : 'B', reg & REG_CONTROL ? 'C' : 'V',
		 reg % SLOT_WATCH, a32 ? "" : "_EL1");
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
	if (note->what < NOTE_RESET)
		complain("%s: read 0x%llx from %s after writing 0x%llx", when,
			 note->got, reg_name(vcpu, note->what), note->want);
	else if (note->what < NOTE_HITS)
		complain("%s: read 0x%llx from %s after a reset", when,
			 note->got, reg_name(vcpu, note->what - NOTE_RESET));
	else if (note->what < NOTE_STRAY)
		complain("%s: %s was hit %llu times, not %llu", when,
			 slot_name(note->what - NOTE_HITS), note->got,
			 note->want);
	else if (note->what == NOTE_LOCK)
		complain("%s: the OS Lock is held after its release", when);
	else if (note->what == NOTE_NO_RESET)
		complain("%s: was not reset, CPU_OFF answered 0x%llx", when, note->got);
	else if (note->what == NOTE_DSCR)
		complain("%s: DBGDSCRint.MDBGen is 0x%llx, and not 0x%llx", when, note->got,
			 note->want);
	else if (note->what == NOTE_STORM)
		complain("%s: %llu hits in a storm, not %llu", when, note->got, note->want);
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
		u64 want = vcpu->forecast.hits[slot];

		findings->hits_expected += want;
		findings->hits_seen += mb->hits[slot];
		if (mb->hits[slot] != want)
			complain("vcpu %ld: %s was hit %llu times in all, not %llu",
				 vcpu->index, slot_name(slot),
				 mb->hits[slot], want);
	}
}

static void compare_saved(struct vcpu *vcpu, unsigned int reg, u64 want, u64 got)
{
	vcpu->saved_checked++;
	if (got == want)
		return;
	vcpu->saved_wrong++;
	complain("vcpu %ld: KVM_GET_ONE_REG reads 0x%llx from %s after the guest wrote 0x%llx",
		 vcpu->index, got, reg_name(vcpu, reg), want);
}

static u64 get_saved(const struct vcpu *vcpu, unsigned int reg)
{
	u64 value = 0;

	if (!vcpu_get_reg(vcpu, debug_reg_id(reg), &value))
		complain("vcpu %ld: KVM_GET_ONE_REG fails for %s: %m",
			 vcpu->index, reg_name(vcpu, reg));
	return value;
}

static void check_saved_reg(struct vcpu *vcpu, unsigned int reg)
{
	u64 got = get_saved(vcpu, reg);

	if (vcpu->vm->opts->a32)
		got = (u32)got;	/* the rest is DBGBXVR, never written */
	compare_saved(vcpu, reg, vcpu->mailbox->plan.reg[reg], got);
}

void check_saved(struct vcpu *vcpu)
{
	unsigned int n;
	u64 mdscr;

	for (n = 0; n < vcpu->vm->brps; n++) {
		check_saved_reg(vcpu, n);
		check_saved_reg(vcpu, REG_CONTROL + n);
	}
	for (n = SLOT_WATCH; n < SLOT_WATCH + vcpu->vm->wrps; n++) {
		check_saved_reg(vcpu, n);
		check_saved_reg(vcpu, REG_CONTROL + n);
	}
	mdscr = get_saved(vcpu, REG_MDSCR) & (MDSCR_MDE | MDSCR_KDE);
	compare_saved(vcpu, REG_MDSCR, vcpu->mailbox->plan.mdscr, mdscr);
}

/* The guest must have looked at every register after every batch. */
static void check_diligence(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 want = mb->debug ? (mb->batch + mb->starts) * (2 * (mb->brps + mb->wrps) + 1) : 0;

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

/* KVM either knows the OS Lock, or does not. */
static void check_locks(const struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 want = vcpu->forecast.locks;

	findings->locks += mb->locks;
	findings->locks_ignored += mb->locks_ignored;
	if (mb->locks + mb->locks_ignored != want || (mb->locks && mb->locks_ignored))
		complain("vcpu %ld: OS Lock held in %llu batches and ignored in %llu, not in %llu",
			 vcpu->index, mb->locks, mb->locks_ignored, want);
}

static void check_resets(const struct vcpu *vcpu, struct findings *findings)
{
	findings->resets += vcpu->resets;
	findings->inits += vcpu->inits;
	if (vcpu->mailbox->starts != vcpu->resets + 1)
		complain("vcpu %ld: started %llu times after %llu resets",
			 vcpu->index, vcpu->mailbox->starts, vcpu->resets);
}

/* How many there are in a batch is KVM's choice, but not none. */
static void check_undefs(const struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;

	findings->undefs += mb->undefs;
	if (!mb->batch || !mb->undefs || mb->undefs % mb->batch)
		complain("vcpu %ld: %llu exceptions in %llu batches, not as many in each",
			 vcpu->index, mb->undefs, mb->batch);
}

/* How many must hit in a storm the guest knows, if it made one. AArch32 has no software step. */
static void check_attacks(const struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;

	if (mb->storm < mb->batch)
		complain("vcpu %ld: %llu breakpoints hit in %llu attacks, not one in each",
			 vcpu->index, mb->storm, mb->batch);
	if (!vcpu->vm->opts->a32 && mb->steps < mb->batch)
		complain("vcpu %ld: %llu instructions stepped in %llu attacks, not one in each",
			 vcpu->index, mb->steps, mb->batch);
}

static void check_floods(const struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 want = mb->batch * FLOOD_ROUNDS;

	findings->floods += mb->floods;
	if (mb->floods < want)
		complain("vcpu %ld: %llu rounds of a flood in %llu batches, not %llu",
			 vcpu->index, mb->floods, mb->batch, want);
}

static void check_moves(const struct vcpu *vcpu, struct findings *findings)
{
	findings->moves += vcpu->moves;
	if (!vcpu->moves)
		complain("vcpu %ld: was never moved to another CPU", vcpu->index);
}

static void check_options(const struct vcpu *vcpu, struct findings *findings)
{
	const struct options *opts = vcpu->vm->opts;

	if (opts->host_watch)
		check_watch(vcpu, findings);
	if (opts->os_lock)
		check_locks(vcpu, findings);
	if (opts->reset)
		check_resets(vcpu, findings);
	if (opts->undef)
		check_undefs(vcpu, findings);
	if (opts->attack)
		check_attacks(vcpu);
	if (opts->flood)
		check_floods(vcpu, findings);
	if (opts->migrate)
		check_moves(vcpu, findings);
	findings->debug_exits_expected += vcpu->debug_exits_expected;
	findings->debug_exits_seen += vcpu->debug_exits_seen;
	findings->steps += vcpu->mailbox->steps;
	findings->storm += vcpu->mailbox->storm;
	findings->planned += vcpu->planned;
	findings->debug_calls += vcpu->debug_calls;
	findings->meddled += vcpu->meddled;
	findings->regs_got += vcpu->regs_got;
	findings->regs_set += vcpu->regs_set;
}

void check_vcpu(struct vcpu *vcpu, struct findings *findings)
{
	const struct mailbox *mb = vcpu->mailbox;

	if (*vcpu->failure)
		complain("vcpu %ld: %s", vcpu->index, vcpu->failure);
	if (mb->batch != mb->batches)
		complain("vcpu %ld: the guest ended after %llu of %llu batches",
			 vcpu->index, mb->batch, mb->batches);
	expect_batches(vcpu);
	check_notes(vcpu);
	check_diligence(vcpu);
	check_exits(vcpu);
	check_hits(vcpu, findings);
	if (mb->debug || vcpu->vm->opts->hostile)
		check_saved(vcpu);
	check_options(vcpu, findings);

	findings->stray += mb->stray;
	findings->registers_checked += mb->checked + vcpu->saved_checked;
	findings->registers_wrong += mb->wrong + vcpu->saved_wrong;
}
