/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The list of vcpus that have debugging in use. A line is written by the CPU that its
 * vcpu is loaded on, with interrupts disabled; NULL stands for a vcpu that there was no
 * room for.
 */
#ifndef LAZYDBG_VCPUS_H
#define LAZYDBG_VCPUS_H

#include <linux/atomic.h>

#include "kvm.h"
#include "stats.h"

struct seq_file;

/* More vcpus than this are not listed. */
#define VCPUS_MAX	1024

/* Where a vcpu's values are. */
enum vcpus_state {
	VCPUS_NONE,	/* the line is not complete yet */
	VCPUS_TRAPPED,
	VCPUS_UNTRAPPED,
	VCPUS_PARKED,
	VCPUS_LEFT,
};

/**
 * struct vcpus_line - one vcpu
 * @vcpu: which, or NULL if the line is free
 * @vm: as KVM calls its VM in debugfs: pid of the VMM, and the VM's file descriptor
 * @id: its number in its VM
 * @a32: its EL1 is AArch32
 * @state: where its values are
 * @reason: the counter of why it was left, for VCPUS_LEFT
 * @loads: how often it went live
 * @puts: how often it went away again
 * @evictions: of these, because of the host
 */
struct vcpus_line {
	struct kvm_vcpu *vcpu;
	char vm[KVMDBG_VM_NAME];
	int id;
	bool a32;
	u8 state;
	u8 reason;
	u64 loads;
	u64 puts;
	u64 evictions;
};

struct vcpus_line *vcpus_find(struct kvm_vcpu *vcpu);

/**
 * vcpus_line() - the line of a vcpu, which gets one if it has none
 * @last: the line that this CPU had last, or NULL: most often it is the same
 * @vcpu: the vcpu, loaded on this CPU
 *
 * Return: the line, or NULL if there is no room.
 */
static inline struct vcpus_line *vcpus_line(struct vcpus_line *last, struct kvm_vcpu *vcpu)
{
	return last && READ_ONCE(last->vcpu) == vcpu ? last : vcpus_find(vcpu);
}

/**
 * vcpus_set() - say where a vcpu's values are now
 * @line: its line
 * @state: where
 */
static inline void vcpus_set(struct vcpus_line *line, enum vcpus_state state)
{
	/* Who sees a state sees a line that is complete: pairs with vcpus_show(). */
	smp_store_release(&line->state, state);
}

/**
 * vcpus_loaded() - it went live, trapped
 * @line: its line
 */
static inline void vcpus_loaded(struct vcpus_line *line)
{
	if (!line)
		return;
	line->loads++;
	vcpus_set(line, VCPUS_TRAPPED);
}

/**
 * vcpus_untrapped() - the live vcpu reaches the registers without a trap
 * @line: its line
 */
static inline void vcpus_untrapped(struct vcpus_line *line)
{
	if (line)
		vcpus_set(line, VCPUS_UNTRAPPED);
}

/**
 * vcpus_put() - its values were put away
 * @line: its line
 */
static inline void vcpus_put(struct vcpus_line *line)
{
	if (!line)
		return;
	line->puts++;
	vcpus_set(line, VCPUS_PARKED);
}

/**
 * vcpus_evicted() - they were, because the host needed the file
 * @line: its line
 */
static inline void vcpus_evicted(struct vcpus_line *line)
{
	if (line)
		line->evictions++;
}

/**
 * vcpus_left() - it was left to KVM
 * @line: its line
 * @reason: the reason's counter
 */
static inline void vcpus_left(struct vcpus_line *line, enum stats_id reason)
{
	if (!line)
		return;
	line->reason = reason;
	vcpus_set(line, VCPUS_LEFT);
}

int vcpus_start(void);
void vcpus_stop(void);
int vcpus_show(struct seq_file *m);

#endif
