/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What becomes known of each load, put and eviction beyond the counters: the list of
 * vcpus always; durations and trace events if somebody asked for them.
 *
 * All but record_wanted(), record_unwanted() and record_mode() are called with
 * interrupts disabled, on the CPU that they are about.
 */
#ifndef LAZYDBG_RECORD_H
#define LAZYDBG_RECORD_H

#include <linux/jump_label.h>
#include <linux/types.h>

#include "mode.h"
#include "stats.h"

struct kvm_vcpu;
struct swap;

/**
 * enum put_why - what made a vcpu's values leave the hardware
 * @PUT_ASKED: KVM put the vcpu
 * @PUT_SCHED_OUT: its thread was scheduled out, as its notifier told
 * @PUT_EVICT: the host is about to debug
 * @PUT_MODE: the mode changed
 * @PUT_CPU_DOWN: the CPU goes off, or to sleep
 * @PUT_LEFT: KVM is to have it from this entry on
 * @PUT_EXIT: its guest exited, in MODE_EAGER
 */
enum put_why {
	PUT_ASKED,
	PUT_SCHED_OUT,
	PUT_EVICT,
	PUT_MODE,
	PUT_CPU_DOWN,
	PUT_LEFT,
	PUT_EXIT,
};

DECLARE_STATIC_KEY_FALSE(record_key);

u64 record_now(void);

/**
 * record_begin() - something begins that may have to be timed
 *
 * A static branch if nobody asked.
 *
 * Return: what the functions below want as @begin.
 */
static __always_inline u64 record_begin(void)
{
	return static_branch_unlikely(&record_key) ? record_now() : 0;
}

void record_load(struct swap *s, u64 begin, unsigned int written);
void record_untrap(struct swap *s);
void record_put(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, enum put_why why,
		unsigned int read, unsigned int written);
void record_evict(struct swap *s, struct kvm_vcpu *vcpu, u64 begin, unsigned int written);
void record_left(struct swap *s, struct kvm_vcpu *vcpu, enum stats_id reason);
void record_mode(enum mode from, enum mode to);

int record_wanted(void);
void record_unwanted(void);

#endif
