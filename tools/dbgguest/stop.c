// SPDX-License-Identifier: GPL-2.0
/*
 * SIGTERM, or something that is wrong: the guests end early, and all they did until then is
 * checked. SIGUSR1 only interrupts who gets it.
 */
#include "stop.h"

#include <signal.h>

#include "errors.h"

static struct vm *running;
static volatile sig_atomic_t stopped;

/* A guest looks at its orders after each batch, and has done one by then. */
void stop_guests(void)
{
	for (long i = 0; i < running->opts->vcpus; i++)
		running->vcpus[i].mailbox->batches = 1;
	vm_settle_memory(running);
	stopped = 1;
}

static void terminate(int signal)
{
	(void)signal;
	stop_guests();
}

static void interrupt(int signal)
{
	(void)signal;
}

void stop_on_sigterm(struct vm *vm)
{
	struct sigaction action = { .sa_handler = terminate };
	struct sigaction nothing = { .sa_handler = interrupt };

	running = vm;
	if (sigaction(SIGTERM, &action, NULL) || sigaction(SIGUSR1, &nothing, NULL))
		die("cannot take signals: %m");
}

void stop_settle(struct vm *vm)
{
	if (!stopped)
		return;
	vm->batches = UINT64_MAX;
	for (long i = 0; i < vm->opts->vcpus; i++) {
		struct mailbox *mb = vm->vcpus[i].mailbox;

		mb->batches = mb->batch;
		if (mb->batch < vm->batches)
			vm->batches = mb->batch;
	}
}
