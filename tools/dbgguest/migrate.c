// SPDX-License-Identifier: GPL-2.0
/*
 * A thread that moves the vcpus' threads from CPU to CPU, each of them once it
 * has done another batch since its last move. It looks after pauses of random
 * length, so that moves come anywhere in a batch. On a busy host it may get to few,
 * so a vcpu starts when it has been moved once.
 */
#include "migrate.h"

#include <errno.h>
#include <sched.h>
#include <time.h>

#include "errors.h"
#include "random.h"

#define MAX_PAUSE_NS	2000000

static int next_cpu(const cpu_set_t *cpus, int cpu)
{
	do
		cpu = (cpu + 1) % CPU_SETSIZE;
	while (!CPU_ISSET(cpu, cpus));
	return cpu;
}

/* When the system call returns, the thread has been moved. */
static void move_vcpu(struct vcpu *vcpu)
{
	cpu_set_t cpus;

	vcpu->cpu = next_cpu(&vcpu->vm->cpus, vcpu->cpu);
	CPU_ZERO(&cpus);
	CPU_SET(vcpu->cpu, &cpus);
	if (sched_setaffinity(vcpu->tid, sizeof(cpus), &cpus))
		die("cannot move vcpu %ld to CPU %d: %m", vcpu->index, vcpu->cpu);
	if (!vcpu->moves++)
		sem_post(&vcpu->moved);
}

/* A vcpu's thread that has ended has set its tid to 0. */
static void move_if_due(struct vcpu *vcpu)
{
	const struct mailbox *mb = vcpu->mailbox;
	u64 batch;

	vm_settle(&mb->batch, sizeof(mb->batch));
	batch = *(volatile const u64 *)&mb->batch;

	pthread_mutex_lock(&vcpu->alive);
	if (vcpu->tid && (!vcpu->moves || batch != vcpu->moved_at)) {
		move_vcpu(vcpu);
		vcpu->moved_at = batch;
	}
	pthread_mutex_unlock(&vcpu->alive);
}

static void pause_for(long ns)
{
	const struct timespec pause = { .tv_nsec = ns };

	nanosleep(&pause, NULL);
}

static void *mover(void *arg)
{
	struct vm *vm = arg;
	u64 random = vm->opts->seed;

	while (!vm->stop_moving) {
		for (long i = 0; i < vm->opts->vcpus; i++)
			move_if_due(&vm->vcpus[i]);
		pause_for(1 + random_below(&random, MAX_PAUSE_NS));
	}
	return NULL;
}

void migrate_start(struct vm *vm)
{
	if (CPU_COUNT(&vm->cpus) < 2)
		die("--migrate needs two CPUs to move between: there is one");
	for (long i = 0; i < vm->opts->vcpus; i++) {
		vm->vcpus[i].cpu = i;
		sem_init(&vm->vcpus[i].moved, 0, 0);
	}
	errno = pthread_create(&vm->mover, NULL, mover, vm);
	if (errno)
		die("cannot start a thread to move the vcpus: %m");
}

void migrate_await(struct vcpu *vcpu)
{
	while (sem_wait(&vcpu->moved))
		;
}

void migrate_stop(struct vm *vm)
{
	vm->stop_moving = true;
	pthread_join(vm->mover, NULL);
}
