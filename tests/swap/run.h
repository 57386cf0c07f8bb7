/* SPDX-License-Identifier: GPL-2.0 */
/* Random operations, and the profile of a run. */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>

#include "machine.h"

struct vcpu;

/* What is special about a run is decided by its seed, but for this. */
enum run_host {
	RUN_ANY,
	RUN_NVHE,
	RUN_VHE,
};

void run_boot(unsigned int cpus, bool vhe);
void run_random(unsigned long seed, unsigned long ops, enum run_host host, bool stock);
bool run_hazards(const char *program);

#endif
