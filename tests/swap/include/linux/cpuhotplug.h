/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_CPUHOTPLUG_H
#define FAKE_LINUX_CPUHOTPLUG_H

enum cpuhp_state {
	CPUHP_AP_ONLINE_DYN = 1,
};

int cpuhp_setup_state(enum cpuhp_state state, const char *name,
		      int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu));
void cpuhp_remove_state(enum cpuhp_state state);

#endif
