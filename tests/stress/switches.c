// SPDX-License-Identifier: GPL-2.0
/*
 * World switches: the exits of all vcpus, as KVM counts them in a directory of each VM's.
 * The driver paces itself by them, and not by time: as many for each operation.
 */
#include <glob.h>
#include <stdio.h>
#include <time.h>

#include "stress.h"

#define POLL_NS		500000
#define POLLS_MAX	(300ul * 1000000000 / POLL_NS)	/* without a single one: a hang */

static unsigned long ended;

void switches_add(unsigned long count)
{
	ended += count;
}

/* None yet is 0. */
unsigned long switches_of(pid_t pid)
{
	char pattern[64];
	long count = 0;
	glob_t found;

	snprintf(pattern, sizeof(pattern), "/sys/kernel/debug/kvm/%d-*/exits", pid);
	if (!glob(pattern, 0, NULL, &found))
		count = read_number(found.gl_pathv[0]);
	globfree(&found);
	return count > 0 ? count : 0;
}

unsigned long switches(void)
{
	return ended + guests_switches();
}

void await_switches(unsigned long target)
{
	const struct timespec pause = { .tv_nsec = POLL_NS };
	unsigned long now = switches(), last = now, polls = 0;

	while (now < target) {
		nanosleep(&pause, NULL);
		guests_check();
		now = switches();
		polls = now == last ? polls + 1 : 0;
		if (polls > POLLS_MAX)
			wrong("no guest has left in five minutes");
		last = now;
	}
}
