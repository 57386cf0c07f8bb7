// SPDX-License-Identifier: GPL-2.0
/*
 * A thread for each vcpu, which runs it and serves its exits.
 */
#include <errno.h>
#include <linux/kvm.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "calls.h"
#include "errors.h"
#include "guestdebug.h"
#include "mark.h"
#include "migrate.h"
#include "relay.h"
#include "reset.h"
#include "stop.h"
#include "vm.h"

/* Serve a store; false when it was the last. */
static bool serve_store(struct vcpu *vcpu, u64 address)
{
	switch (address) {
	case MMIO_EXIT:
		vcpu->exits++;
		if (vcpu->vm->opts->host_watch)
			hostwatch_exit(&vcpu->watch);
		if (vcpu->vm->opts->mark)
			mark(vcpu->tid, vcpu->exits);
		return true;
	case MMIO_CALL:
		return calls_serve(vcpu);
	case MMIO_RESET:
		return reset_by_vmm(vcpu);
	case MMIO_DONE:
		return false;
	}
	snprintf(vcpu->failure, sizeof(vcpu->failure),
		 "the guest reached for address 0x%llx", address);
	return false;
}

/* Serve an exit; false when it was the last. */
static bool serve_exit(struct vcpu *vcpu)
{
	const struct kvm_run *run = vcpu->run;

	if (run->exit_reason == KVM_EXIT_DEBUG)
		return guestdebug_exit(vcpu);
	if (run->exit_reason == KVM_EXIT_MMIO && run->mmio.is_write)
		return serve_store(vcpu, run->mmio.phys_addr);
	snprintf(vcpu->failure, sizeof(vcpu->failure),
		 "KVM left the guest for reason %u", run->exit_reason);
	return false;
}

static int kvm_run(struct vcpu *vcpu)
{
	return vcpu->relay ? relay_run(vcpu) : ioctl(vcpu->fd, KVM_RUN, 0);
}

static void run_vcpu(struct vcpu *vcpu)
{
	for (;;) {
		if (!kvm_run(vcpu)) {
			if (!serve_exit(vcpu))
				return;
		} else if (errno != EINTR) {
			snprintf(vcpu->failure, sizeof(vcpu->failure),
				 "KVM_RUN failed: %m");
			return;
		}
	}
}

static void set_tid(struct vcpu *vcpu, pid_t tid)
{
	pthread_mutex_lock(&vcpu->alive);
	vcpu->tid = tid;
	pthread_mutex_unlock(&vcpu->alive);
}

static void *vcpu_thread(void *arg)
{
	struct vcpu *vcpu = arg;
	bool host_watch = vcpu->vm->opts->host_watch;

	set_tid(vcpu, gettid());
	if (host_watch)
		hostwatch_open(&vcpu->watch);
	if (vcpu->vm->opts->migrate)
		migrate_await(vcpu);
	if (vcpu->vm->opts->relay)
		relay_start(vcpu);
	run_vcpu(vcpu);
	vm_settle(vcpu->mailbox, sizeof(*vcpu->mailbox));
	if (*vcpu->failure || vcpu->mailbox->notes)
		stop_guests();
	if (vcpu->relay)
		relay_stop(vcpu);
	set_tid(vcpu, 0);
	if (host_watch)
		hostwatch_close(&vcpu->watch);
	return NULL;
}

static pthread_t start_thread(struct vcpu *vcpu)
{
	const struct options *opts = vcpu->vm->opts;
	pthread_attr_t attr;
	pthread_t thread;
	cpu_set_t cpus;

	pthread_attr_init(&attr);
	if (opts->npins) {
		CPU_ZERO(&cpus);
		CPU_SET(opts->pins[vcpu->index % opts->npins], &cpus);
		pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	}
	errno = pthread_create(&thread, &attr, vcpu_thread, vcpu);
	if (errno)
		die("cannot start a thread for vcpu %ld: %m", vcpu->index);
	pthread_attr_destroy(&attr);
	return thread;
}

static void run_vcpus(struct vm *vm)
{
	long count = vm->opts->vcpus;
	pthread_t *threads = calloc(count, sizeof(*threads));

	if (!threads)
		die("no memory for %ld threads: %m", count);
	for (long i = 0; i < count; i++)
		threads[i] = start_thread(&vm->vcpus[i]);
	for (long i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	free(threads);
}

void vm_run(struct vm *vm)
{
	const struct options *opts = vm->opts;

	if (opts->guest_debug)
		guestdebug_require(vm);
	if (opts->mark)
		marks_open();
	if (opts->reset)
		waker_start(vm);
	if (opts->migrate)
		migrate_start(vm);
	run_vcpus(vm);
	if (opts->migrate)
		migrate_stop(vm);
	if (opts->reset)
		waker_stop(vm);

	vm_settle_memory(vm);
}
