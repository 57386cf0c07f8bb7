// SPDX-License-Identifier: GPL-2.0
/*
 * Two threads run a vcpu in turn, a KVM_RUN each. To its host it is another thread's each
 * time, often on another CPU.
 */
#include "relay.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "errors.h"

struct relay {
	pthread_t thread;
	sem_t asked;
	sem_t done;
	u64 runs;
	int result;
	int error;
	bool stop;
};

static void await(sem_t *sem)
{
	while (sem_wait(sem))
		;
}

static void *second_thread(void *arg)
{
	struct vcpu *vcpu = arg;
	struct relay *relay = vcpu->relay;

	for (;;) {
		await(&relay->asked);
		if (relay->stop)
			return NULL;
		relay->result = ioctl(vcpu->fd, KVM_RUN, 0);
		relay->error = errno;
		sem_post(&relay->done);
	}
}

void relay_start(struct vcpu *vcpu)
{
	struct relay *relay = calloc(1, sizeof(*relay));

	if (!relay)
		die("no memory for a second thread for vcpu %ld: %m", vcpu->index);
	vcpu->relay = relay;
	sem_init(&relay->asked, 0, 0);
	sem_init(&relay->done, 0, 0);
	errno = pthread_create(&relay->thread, NULL, second_thread, vcpu);
	if (errno)
		die("cannot start a second thread for vcpu %ld: %m", vcpu->index);
}

int relay_run(struct vcpu *vcpu)
{
	struct relay *relay = vcpu->relay;

	if (relay->runs++ % 2 == 0)
		return ioctl(vcpu->fd, KVM_RUN, 0);
	sem_post(&relay->asked);
	await(&relay->done);
	errno = relay->error;
	return relay->result;
}

void relay_stop(struct vcpu *vcpu)
{
	struct relay *relay = vcpu->relay;

	relay->stop = true;
	sem_post(&relay->asked);
	pthread_join(relay->thread, NULL);
	vcpu->relay = NULL;
	free(relay);
}
