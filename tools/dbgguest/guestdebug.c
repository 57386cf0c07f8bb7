// SPDX-License-Identifier: GPL-2.0
/*
 * The VMM debugs its guest: for some batches it has a breakpoint of its own on
 * an instruction that the guest passes SLOTS times in each. KVM takes all debug
 * registers for that. What the guest has in its own stays, and can be read and
 * written as ever, but hits nothing.
 */
#include "guestdebug.h"

#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include "errors.h"
#include "random.h"

#define EC_BREAKPOINT	0x30		/* from a lower EL */
#define HSR_EC(hsr)	((hsr) >> 26)
#define BCR_EL1		(1 << 1)
#define BCR_BAS		(0xf << 5)
#define MOST_BATCHES	3		/* with or without, before it changes */

void guestdebug_require(const struct vm *vm)
{
	if (ioctl(vm->fd, KVM_CHECK_EXTENSION, KVM_CAP_GUEST_DEBUG_HW_BPS) <= 0)
		die("--guest-debug needs a KVM that lets its user debug guests with breakpoints");
}

static u64 landmark(const struct vcpu *vcpu)
{
	return vcpu_address(vcpu) + AT_LANDMARK;
}

static void set_guest_debug(struct vcpu *vcpu, bool on)
{
	unsigned int slot = random_below(&vcpu->random, vcpu->vm->brps);
	struct kvm_guest_debug debug = { };

	if (on) {
		debug.control = KVM_GUESTDBG_ENABLE | KVM_GUESTDBG_USE_HW;
		debug.arch.dbg_bvr[slot] = landmark(vcpu);
		debug.arch.dbg_bcr[slot] = BCR_BAS | BCR_EL1 | DBG_E;
	}
	if (ioctl(vcpu->fd, KVM_SET_GUEST_DEBUG, &debug))
		die("KVM does not debug vcpu %ld: %m", vcpu->index);
	vcpu->debug_calls++;
	vcpu->mailbox->vmm_debug = on;
}

static void check_batch(struct vcpu *vcpu)
{
	u64 want = vcpu->mailbox->vmm_debug ? SLOTS : 0;

	if (vcpu->debug_exits != want)
		complain("vcpu %ld, batch %llu: %llu debug exits, not %llu",
			 vcpu->index, vcpu->mailbox->batch - 1,
			 vcpu->debug_exits, want);
	vcpu->debug_exits_expected += want;
	vcpu->debug_exits_seen += vcpu->debug_exits;
	vcpu->debug_exits = 0;
}

void guestdebug_after_batch(struct vcpu *vcpu)
{
	check_batch(vcpu);
	if (vcpu->debug_batches) {
		vcpu->debug_batches--;
		return;
	}
	set_guest_debug(vcpu, !vcpu->mailbox->vmm_debug);
	vcpu->debug_batches = random_below(&vcpu->random, MOST_BATCHES);
}

bool guestdebug_exit(struct vcpu *vcpu)
{
	u64 syndrome = vcpu->run->debug.arch.hsr;
	u64 pc = vcpu_pc(vcpu);

	if (HSR_EC(syndrome) != EC_BREAKPOINT || pc != landmark(vcpu)) {
		snprintf(vcpu->failure, sizeof(vcpu->failure),
			 "debug exit at 0x%llx, syndrome 0x%llx", pc, syndrome);
		return false;
	}
	vcpu->debug_exits++;
	vcpu_set_pc(vcpu, pc + 4);
	return true;
}
