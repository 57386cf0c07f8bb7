// SPDX-License-Identifier: GPL-2.0
/*
 * Resets. A guest gets the order for it after a batch, writes its registers
 * once more, and is reset: by KVM_ARM_VCPU_INIT, or by calling CPU_OFF while
 * another vcpu, the waker, calls CPU_ON for it. The waker runs only for that.
 * By turns it is at it before the vcpu is off, so that this one may be reset
 * and go on without having been asleep, or comes when it comes.
 */
#include "reset.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include "errors.h"
#include "random.h"

#define MPIDR_EL1	ARM64_SYS_REG(3, 0, 0, 0, 5)
#define MPIDR_AFFINITY	0xff00ffffffull
#define MOST_BATCHES	3		/* between two resets */

/* KVM tells only while the vcpu isn't running. */
static u64 affinity(const struct vcpu *vcpu)
{
	u64 mpidr;

	if (!vcpu_get_reg(vcpu, MPIDR_EL1, &mpidr))
		die("KVM does not tell the number of vcpu %ld: %m", vcpu->index);
	return mpidr & MPIDR_AFFINITY;
}

/* One request at a time. Returns its number. */
static u64 ask_waker(struct vcpu *vcpu)
{
	struct waker *waker = vcpu->vm->waker;
	u64 mpidr = affinity(vcpu);
	u64 ticket;

	pthread_mutex_lock(&waker->lock);
	while (waker->whom)
		pthread_cond_wait(&waker->changed, &waker->lock);
	waker->whom = vcpu;
	waker->mpidr = mpidr;
	ticket = ++waker->ticket;
	pthread_cond_broadcast(&waker->changed);
	pthread_mutex_unlock(&waker->lock);
	return ticket;
}

u64 reset_order(struct vcpu *vcpu)
{
	struct mailbox *mb = vcpu->mailbox;
	u64 ticket;

	if (vcpu->reset_batches) {
		vcpu->reset_batches--;
		return ORDER_GO;
	}
	vcpu->reset_batches = 1 + random_below(&vcpu->random, MOST_BATCHES);

	if (vcpu->resets++ & 1)
		return ORDER_RESET;
	ticket = ask_waker(vcpu);
	mb->ticket = vcpu->resets & 2 ? 0 : ticket;
	return ORDER_OFF;
}

/* KVM_RUN to the end of the store that the guest left with, and no further. */
static bool finish_store(const struct vcpu *vcpu)
{
	bool finished;

	vcpu->run->immediate_exit = 1;
	finished = ioctl(vcpu->fd, KVM_RUN, 0) && errno == EINTR;
	vcpu->run->immediate_exit = 0;
	return finished;
}

bool reset_by_vmm(struct vcpu *vcpu)
{
	if (finish_store(vcpu) && vcpu_init(vcpu)) {
		vcpu->inits++;
		return true;
	}
	snprintf(vcpu->failure, sizeof(vcpu->failure), "KVM does not reset it: %m");
	return false;
}

static void prepare(const struct waker *waker)
{
	struct mailbox *mb = waker->vcpu->mailbox;

	mb->mpidr = waker->mpidr;
	mb->ticket = waker->ticket;
	mb->peer = vcpu_address(waker->whom) + AT_MAILBOX;
	vm_settle(mb, sizeof(*mb));
}

/* To its next call, which is when whom is on again. */
static void run_waker(const struct waker *waker)
{
	const struct vcpu *vcpu = waker->vcpu;
	const struct mailbox *mb = vcpu->mailbox;

	while (ioctl(vcpu->fd, KVM_RUN, 0))
		if (errno != EINTR)
			die("KVM_RUN failed for the waker: %m");
	if (vcpu->run->exit_reason != KVM_EXIT_MMIO ||
	    vcpu->run->mmio.phys_addr != MMIO_CALL)
		die("the waker left for reason %u", vcpu->run->exit_reason);

	vm_settle(mb, sizeof(*mb));
	if ((s32)mb->answer && mb->batches)
		die("CPU_ON answers %d", (s32)mb->answer);
}

static bool next_request(struct waker *waker)
{
	bool asked;

	pthread_mutex_lock(&waker->lock);
	while (!waker->whom && !waker->stop)
		pthread_cond_wait(&waker->changed, &waker->lock);
	asked = waker->whom;
	pthread_mutex_unlock(&waker->lock);
	return asked;
}

static void done(struct waker *waker)
{
	pthread_mutex_lock(&waker->lock);
	waker->whom = NULL;
	pthread_cond_broadcast(&waker->changed);
	pthread_mutex_unlock(&waker->lock);
}

static void *waker_thread(void *arg)
{
	struct waker *waker = arg;

	while (next_request(waker)) {
		prepare(waker);
		run_waker(waker);
		done(waker);
	}
	return NULL;
}

void waker_start(struct vm *vm)
{
	struct waker *waker = vm->waker;

	for (long i = 0; i < vm->opts->vcpus; i++)
		vm->vcpus[i].mailbox->peer = vcpu_address(waker->vcpu) + AT_MAILBOX;
	waker->vcpu->mailbox->batches = 1;
	errno = pthread_create(&waker->thread, NULL, waker_thread, waker);
	if (errno)
		die("cannot start the waker's thread: %m");
}

/* Whom it is trying to wake may have failed, and never go off. */
void waker_stop(struct vm *vm)
{
	struct waker *waker = vm->waker;
	struct mailbox *mb = waker->vcpu->mailbox;

	mb->batches = 0;
	vm_settle(&mb->batches, sizeof(mb->batches));
	pthread_mutex_lock(&waker->lock);
	waker->stop = true;
	pthread_cond_broadcast(&waker->changed);
	pthread_mutex_unlock(&waker->lock);
	pthread_join(waker->thread, NULL);
}
