// SPDX-License-Identifier: GPL-2.0
/*
 * The points at which KVM and the host call us, in the order in which they come
 * and go, and the mode, on which some of them depend.
 *
 *	guard.c		the host enables debug exceptions
 *	put.c		a vcpu leaves its CPU
 *	notifier.c	the same, when it is scheduled out
 *	cpus.c		CPU hotplug, power management
 *	claims-*.c	KVM has decided about a vcpu
 *	eager.c		each entry and exit, for MODE_EAGER
 */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>

#include "claims.h"
#include "cpus.h"
#include "eager.h"
#include "guard.h"
#include "hooks.h"
#include "kvm.h"
#include "mitigation.h"
#include "notifier.h"
#include "put.h"
#include "record.h"

/* Serializes changes of the mode; protects the one below. */
static DEFINE_MUTEX(mode_mutex);
static enum mode current_mode;

static int change_mode(enum mode mode)
{
	int ret;

	if (mode == current_mode)
		return 0;
	if (mode == MODE_EAGER) {
		ret = eager_start();
		if (ret)
			return ret;
	}
	cpus_set_mode(mode);
	if (current_mode == MODE_EAGER)
		eager_stop();
	record_mode(current_mode, mode);
	WRITE_ONCE(current_mode, mode);
	return 0;
}

/**
 * hooks_set_mode() - change the mode, while guests run
 * @mode: the new mode
 *
 * Sleeps.
 *
 * Return: 0; -EOPNOTSUPP if KVM is in protected mode, where only MODE_OFF can
 * be; another negative errno if a hook cannot be attached. The mode is as it was
 * in these cases.
 */
int hooks_set_mode(enum mode mode)
{
	int ret;

	if (mode != MODE_OFF && kvmdbg_protected()) {
		pr_err_ratelimited("KVM is in protected mode, in which only mode 'off' is supported\n");
		return -EOPNOTSUPP;
	}
	mutex_lock(&mode_mutex);
	ret = change_mode(mode);
	mutex_unlock(&mode_mutex);
	return ret;
}

/**
 * hooks_mode() - the mode that was set last
 *
 * Return: the mode.
 */
enum mode hooks_mode(void)
{
	return READ_ONCE(current_mode);
}

/* What comes up in this order, and goes down in the opposite one. */
static const struct step {
	int (*start)(void);
	void (*stop)(void);
} steps[] = {
	{ guard_start, guard_stop },
	{ put_start, put_stop },
	{ notifier_start, notifier_stop },
	{ cpus_start, cpus_stop },
	{ claims_start, claims_stop },
};

static void stop_steps(unsigned int n)
{
	while (n--)
		steps[n].stop();
}

/**
 * hooks_start() - attach everything, in MODE_OFF
 *
 * The guard comes first. Says in the log what is wrong if it fails, and leaves
 * nothing attached then. Sleeps.
 *
 * Return: 0 or a negative errno.
 */
int hooks_start(void)
{
	unsigned int n;
	int ret;

	for (n = 0; n < ARRAY_SIZE(steps); n++) {
		ret = steps[n].start();
		if (ret) {
			stop_steps(n);
			return ret;
		}
	}
	return 0;
}

/**
 * hooks_stop() - detach everything, while guests run
 *
 * In this order: no CPU claims any more, and every CPU's file is put away; no claim
 * is tried any more; then the hooks go that kept live values safe, the guard last.
 * Waits for CPUs and grace periods, never for a guest. Sleeps.
 */
void hooks_stop(void)
{
	if (MITIGATED(UNLOAD_ORDER))
		hooks_set_mode(MODE_OFF);
	stop_steps(ARRAY_SIZE(steps));
}
