/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VM_H
#define VM_H

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
	u64 exits;		/* stores to MMIO_EXIT */
	char failure[128];	/* why it didn't come to its end, or empty */
	struct hostwatch watch;
};

struct vm {
	const struct options *opts;
	int kvm;
	int fd;
	bool vgic;
	u8 *memory;
	u64 batches;		/* that every vcpu has done */
	size_t vcpu_memory;	/* bytes of it for each vcpu */
	unsigned int brps;	/* implemented breakpoints */
	unsigned int wrps;	/* implemented watchpoints */
	struct vcpu *vcpus;
};

/* Build a VM with vcpus and memory, or die. */
void vm_create(struct vm *vm, const struct options *opts);

/* What the guests left in memory with their caches off, visible to us. */
void vm_settle_memory(const struct vm *vm);

/* Where a vcpu's memory is in its guest. */
u64 vcpu_address(const struct vcpu *vcpu);

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
