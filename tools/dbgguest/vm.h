/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VM_H
#define VM_H

#include <pthread.h>
#include <semaphore.h>
#include <sched.h>
#include <stdatomic.h>

#include "expect.h"
#include "hostwatch.h"
#include "mailbox.h"
#include "options.h"
#include "types.h"

struct vcpu {
	const struct vm *vm;
	long index;
	int fd;
	struct kvm_run *run;
	u8 *memory;
	struct mailbox *mailbox;
	u64 random;
	u64 planned;		/* plans made while it ran, --random */
	u64 exits;		/* stores to MMIO_EXIT */
	char failure[128];	/* why it didn't come to its end, or empty */
	struct forecast forecast;
	u64 saved_checked;	/* registers that KVM_GET_ONE_REG read */
	u64 saved_wrong;
	struct hostwatch watch;

	/* migrate.c */
	pthread_mutex_t alive;	/* guards tid */
	pid_t tid;		/* 0 when its thread has ended */
	int cpu;
	u64 moves;
	sem_t moved;
	u64 moved_at;		/* batches done by then */

	/* guestdebug.c */
	u64 debug_batches;	/* before it changes */
	u64 debug_exits;	/* in this batch */
	u64 debug_exits_seen;
	u64 debug_exits_expected;
	u64 debug_calls;	/* of KVM_SET_GUEST_DEBUG */

	/* meddle.c */
	u64 meddle_reads;	/* before the next write */
	u64 meddled;
	u64 regs_got;
	u64 regs_set;

	struct relay *relay;	/* relay.c, or NULL */

	/* reset.c */
	u64 reset_batches;	/* before the next one */
	u64 resets;
	u64 inits;		/* of these, by KVM_ARM_VCPU_INIT */
};

/* A vcpu that turns the others on again, see reset.c. */
struct waker {
	struct vcpu *vcpu;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	const struct vcpu *whom;	/* to be turned on, or NULL */
	u64 mpidr;
	u64 ticket;
	bool stop;
};

struct vm {
	const struct options *opts;
	int kvm;
	int fd;
	bool vgic;
	u8 *memory;
	size_t memory_size;
	cpu_set_t cpus;		/* that this process may run on */
	u64 batches;		/* that every vcpu has done */
	size_t vcpu_memory;	/* bytes of it for each vcpu */
	unsigned int brps;	/* implemented breakpoints */
	unsigned int wrps;	/* implemented watchpoints */
	struct vcpu *vcpus;	/* the waker's comes last */
	struct waker *waker;	/* or NULL */
	pthread_t mover;
	atomic_bool stop_moving;
};

/* Build a VM with vcpus and memory, or die. */
void vm_create(struct vm *vm, const struct options *opts);

/*
 * What a guest left in memory with its caches off becomes visible to us, and
 * what we left there to the guest.
 */
void vm_settle(const void *start, size_t size);
void vm_settle_memory(const struct vm *vm);

/* Where a vcpu's memory is in its guest. */
u64 vcpu_address(const struct vcpu *vcpu);

/* Reset it, and put it at the start of its guest; false when KVM doesn't. */
bool vcpu_init(const struct vcpu *vcpu);

u64 vcpu_pc(const struct vcpu *vcpu);
void vcpu_set_pc(const struct vcpu *vcpu, u64 pc);

/* Threads for all vcpus, from the start of the guest to its end. */
void vm_run(struct vm *vm);

/* KVM_GET_ONE_REG; false when it fails. */
bool vcpu_get_reg(const struct vcpu *vcpu, u64 id, u64 *value);

/* KVM_SET_ONE_REG; false when it fails. */
bool vcpu_set_reg(const struct vcpu *vcpu, u64 id, u64 value);

/* What KVM calls a register that mailbox.h has numbered. */
u64 debug_reg_id(unsigned int reg);

/* vgic.c: a GICv3, if the host can have one. Wants all vcpus to exist. */
bool vgic_create(const struct vm *vm);

#endif
