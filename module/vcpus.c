// SPDX-License-Identifier: GPL-2.0
/*
 * A fixed table of lines, found by hashing: nothing may be allocated when a vcpu goes
 * live. A vcpu gets its line when it goes live, or is left to KVM, for the first time, and
 * keeps it until KVM destroys it, which a hook tells.
 */
#include <linux/build_bug.h>
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "function-hook.h"
#include "vcpus.h"

#define TRIES	16

static const char * const state_names[] = {
	[VCPUS_TRAPPED]		= "trapped",
	[VCPUS_UNTRAPPED]	= "untrapped",
	[VCPUS_PARKED]		= "parked",
	[VCPUS_LEFT]		= "left",
};

static struct vcpus_line *lines;

static struct vcpus_line *claim(struct vcpus_line *line, struct kvm_vcpu *vcpu)
{
	if (READ_ONCE(line->vcpu) || cmpxchg_acquire(&line->vcpu, NULL, vcpu))
		return NULL;
	kvmdbg_vm_name(vcpu, line->vm);
	line->id = vcpu->vcpu_id;
	line->a32 = vcpu_el1_is_32bit(vcpu);
	line->loads = 0;
	line->puts = 0;
	line->evictions = 0;
	return line;
}

/**
 * vcpus_find() - the line of a vcpu, which gets one if it has none
 * @vcpu: the vcpu, loaded on this CPU
 *
 * With interrupts disabled.
 *
 * Return: the line, or NULL if there is no room.
 */
struct vcpus_line *vcpus_find(struct kvm_vcpu *vcpu)
{
	u32 first = hash_ptr(vcpu, ilog2(VCPUS_MAX)), i;
	struct vcpus_line *line;

	for (i = 0; i < TRIES; i++) {
		line = &lines[(first + i) % VCPUS_MAX];
		if (READ_ONCE(line->vcpu) == vcpu)
			return line;
	}
	for (i = 0; i < TRIES; i++) {
		line = claim(&lines[(first + i) % VCPUS_MAX], vcpu);
		if (line)
			return line;
	}
	return NULL;
}

/* The vcpu's memory is freed, and may be another's, once this has returned. */
static void forget(struct kvm_vcpu *vcpu)
{
	u32 first = hash_ptr(vcpu, ilog2(VCPUS_MAX)), i;
	struct vcpus_line *line;

	for (i = 0; i < TRIES; i++) {
		line = &lines[(first + i) % VCPUS_MAX];
		if (READ_ONCE(line->vcpu) != vcpu)
			continue;
		WRITE_ONCE(line->state, VCPUS_NONE);
		/* Who finds the line free finds nobody writing it. */
		smp_store_release(&line->vcpu, NULL);
	}
}

static notrace void at_destroy(unsigned long ip, unsigned long parent_ip,
			       struct ftrace_ops *ops, function_hook_regs_t *regs)
{
	forget(function_hook_argument(regs));
}

/* A kprobe could be switched off, and a vcpu take over the line of one that is no more. */
static struct function_hook destroy_hook = {
	.function = "kvm_arch_vcpu_destroy",
	.ops = { .func = at_destroy, .flags = FUNCTION_HOOK_FLAGS | FUNCTION_HOOK_ARGUMENTS },
};

/**
 * vcpus_start() - begin with an empty list
 *
 * Says in the log what is wrong if it fails. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int vcpus_start(void)
{
	int ret;

	BUILD_BUG_ON_NOT_POWER_OF_2(VCPUS_MAX);
	lines = kvcalloc(VCPUS_MAX, sizeof(*lines), GFP_KERNEL);
	if (!lines)
		return -ENOMEM;
	ret = function_hook_attach(&destroy_hook);
	if (ret)
		kvfree(lines);
	return ret;
}

/**
 * vcpus_stop() - give the list up
 *
 * When nothing is recorded any more. Sleeps.
 */
void vcpus_stop(void)
{
	function_hook_detach(&destroy_hook);
	kvfree(lines);
}

static void show_line(struct seq_file *m, const struct vcpus_line *line)
{
	/* Pairs with vcpus_set(). */
	u8 state = smp_load_acquire(&line->state);

	if (state == VCPUS_NONE)
		return;
	seq_printf(m, "%s %d %s %s %s %llu %llu %llu\n", line->vm, line->id,
		   line->a32 ? "a32" : "a64", state_names[state],
		   state == VCPUS_LEFT ? stats_reason(line->reason) : "-",
		   READ_ONCE(line->loads), READ_ONCE(line->puts), READ_ONCE(line->evictions));
}

/**
 * vcpus_show() - print the list
 * @m: where to
 *
 * Each line is what was so at some instant of the call, or nearly: its vcpu goes on
 * running.
 *
 * Return: 0.
 */
int vcpus_show(struct seq_file *m)
{
	unsigned int n;

	seq_puts(m, "vm vcpu isa state reason loads puts evictions\n");
	for (n = 0; n < VCPUS_MAX; n++)
		show_line(m, &lines[n]);
	return 0;
}
