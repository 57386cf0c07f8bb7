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

#include "errors.h"
#include "vm.h"

/* Serve an exit; false when it was the last. */
static bool serve_exit(struct vcpu *vcpu)
{
	const struct kvm_run *run = vcpu->run;
	u64 address = run->mmio.phys_addr;

	if (run->exit_reason != KVM_EXIT_MMIO) {
		snprintf(vcpu->failure, sizeof(vcpu->failure),
			 "KVM left the guest for reason %u", run->exit_reason);
		return false;
	}
	if (!run->mmio.is_write ||
	    (address != MMIO_EXIT && address != MMIO_DONE)) {
		snprintf(vcpu->failure, sizeof(vcpu->failure),
			 "the guest reached for address 0x%llx",
			 address);
		return false;
	}
	if (address == MMIO_DONE)
		return false;

	vcpu->exits++;
	if (vcpu->vm->opts->host_watch)
		hostwatch_exit(&vcpu->watch);
	return true;
}

static void run_vcpu(struct vcpu *vcpu)
{
	for (;;) {
		if (!ioctl(vcpu->fd, KVM_RUN, 0)) {
			if (!serve_exit(vcpu))
				return;
		} else if (errno != EINTR) {
			snprintf(vcpu->failure, sizeof(vcpu->failure),
				 "KVM_RUN failed: %m");
			return;
		}
	}
}

static void *vcpu_thread(void *arg)
{
	struct vcpu *vcpu = arg;
	bool host_watch = vcpu->vm->opts->host_watch;

	if (host_watch)
		hostwatch_open(&vcpu->watch);
	run_vcpu(vcpu);
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

void vm_run(struct vm *vm)
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

	vm_settle_memory(vm);
}
