// SPDX-License-Identifier: GPL-2.0
/*
 * What would take a random run long to come to: a scenario for each hazard that it is
 * about, in the order of events that makes it one. All rules are checked all the time
 * here too, so a scenario has only to see to it that it was what it is meant to be.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel.h"
#include "log.h"
#include "random.h"
#include "run.h"
#include "scenarios.h"
#include "steps.h"

static const struct scenario {
	const char *name;
	void (*play)(void);
} scenarios[] = {
	{ "hazard 1: a host breakpoint comes and goes", host_breakpoint },
	{ "hazard 2: a host breakpoint is there first", host_first },
	{ "hazard 3: the kernel is single-stepped", kernel_step },
	{ "hazard 5: cpu_suspend", suspend },
	{ "hazard 5: CPU hotplug", hotplug },
	{ "hazard 6: the VMM starts to debug", trapped_again },
	{ "hazard 6: the guest takes the OS Lock", os_lock },
	{ "hazard 6: the guest disables debugging", disables_debugging },
	{ "hazard 7: MDCR_EL2 and its field", mdcr },
	{ "hazard 8: evicted without the probe", missed_probe },
	{ "hazard 9: put and load within KVM_RUN", internal_put },
	{ "hazard 10: the VMM writes and resets", vmm_writes },
	{ "hazard 11: MDCCINT_EL1", mdccint },
	{ "hazard 12: DBGVCR32_EL2 of two vcpus", vector_catch },
	{ "hazard 12: DBGVCR32_EL2 and the OS Lock", vector_catch_os_lock },
	{ "hazard 12: DBGVCR32_EL2 and a VMM that debugs", vector_catch_debugged },
	{ "hazard 12: DBGVCR32_EL2 without the probe", vector_catch_missed },
	{ "hazard 12: DBGVCR32_EL2, and exits set to 0", vector_catch_exits_zeroed },
	{ "hazard 12: accesses now and then", vector_catch_now_and_then },
	{ "hazard 12: left, scheduled out and in", vector_catch_scheduled },
	{ "hazard 12: left while the host debugs", vector_catch_host_debugs },
	{ "hazard 13: nested virtualisation", nested },
	{ "hazard 13: protected mode", protected },
	{ "hazard 15: the notifiers' order", notifier_order },
	{ "hazard 17: unloaded while a vcpu sleeps", unload_while_asleep },
	{ "hazard 18: the mode changes during a put", mode_during_put },
	{ "hazard 18: the mode changes during a load", mode_during_load },
	{ "hazard 18: reloaded before the probe returns", reload_before_probe_64 },
	{ "hazard 18: the same, AArch32", reload_before_probe_32 },
	{ "hazard 19: unloaded while vcpus run", unload_while_running },
	{ "hazard 20: debug_enabled is off", debug_disabled },
	{ "hazard 20: the host steps over a hit", stepping_over },
	{ "hazard 22: a reset that changes nothing in memory", reset_to_same },
	{ "hazard 23: the host writes what was parked", host_writes_parked },
	{ "hazard 24: evicted between claim and entry", evicted_before_entry },
	{ "hazard 24: the same, untrapped", evicted_untrapped },
	{ "hazard 25: the OS Lock with KDE set", os_lock_trapped },
	{ "hazard 26: the guard is not called", guard_not_called },
	{ "hazard 27: CPUs with different counts", counts_differ },
	{ "hazard 29: what KVM answers with zero", asks_64 },
	{ "hazard 29: the same, AArch32", asks_32 },
	{ "hazard 29: LDC and STC, AArch32", asks_load_store },
	{ "hazard 29: what KVM does not know", asks_unknown },
	{ "hazard 29: rmmod before KVM has answered", asks_at_rmmod },
	{ "hazard 29: zero is right", asks_in_vain },
	{ "hazard 29: zero is right, for what is always trapped", asks_for_address },
	{ "hazard 31: a write that is not told of", untold_live },
	{ "hazard 31: the same, of one that does not debug", untold_clean },
	{ "hazard 31: the same, of one that the VMM debugs", untold_debugged },
	{ "hazard 32: no memory for a filter", no_memory_for_filter },
	{ "rmmod, but ftrace has shut itself down", ftrace_is_down },
	{ "frugality: what is accessed, and when", frugal },
};

/* In a process of its own, since a broken rule ends it. */
static bool plays(const struct scenario *scenario, bool direct)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		random_seed(1);
		kernel_has_direct_calls = direct;
		scenario->play();
		fflush(stdout);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && !status;
}

/* run_hazards() - play all scenarios; prints TAP, returns false if one failed */
bool run_hazards(const char *program)
{
	unsigned int number = 0;
	bool good = true;

	snprintf(log_replay, sizeof(log_replay), "%s --hazards --verbose", program);
	for (unsigned int how = 0; how < 4; how++) {
		bool direct = how & 1;

		/* To 6.3 there were no direct calls. */
		if (direct && KVM_GENERATION == 510)
			continue;
		for (unsigned int n = 0; n < ARRAY_SIZE(scenarios); n++) {
			bool ok;

			steps_vhe = how & 2;
			ok = plays(&scenarios[n], direct);
			printf("%s %u - %s (%s%s)\n", ok ? "ok" : "not ok", ++number,
			       scenarios[n].name, steps_vhe ? "VHE" : "nVHE",
			       direct ? ", direct calls" : "");
			good &= ok;
		}
	}
	printf("1..%u\n", number);
	return good;
}
