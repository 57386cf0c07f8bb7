// SPDX-License-Identifier: GPL-2.0
/*
 * lazydbg: the hardware debug registers, taken out of KVM's world switch.
 *
 * insmod brings the rooms up in order, rmmod takes them down.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "bench.h"
#include "debugfs.h"
#include "hooks.h"
#include "mode.h"

static int mode = IS_ENABLED(CONFIG_KVM) ? MODE_LAZY : MODE_OFF;

static int set_mode_param(const char *val, const struct kernel_param *kp)
{
	int parsed = mode_parse(val);

	if (parsed < 0)
		return parsed;
	mode = parsed;
	return 0;
}

static int get_mode_param(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%s\n", mode_name(mode));
}

static const struct kernel_param_ops mode_ops = {
	.set = set_mode_param,
	.get = get_mode_param,
};

module_param_cb(mode, &mode_ops, NULL, 0444);
MODULE_PARM_DESC(mode, "who moves the debug registers at first: off (KVM), eager, or lazy (the default, but for hosts without KVM)");

/* Of guests, where there are any. */
#ifdef CONFIG_KVM
#include "latency.h"
#include "vcpus.h"

static int __init recording_start(void)
{
	latency_start();
	return vcpus_start();
}

static void recording_stop(void)
{
	vcpus_stop();
	latency_stop();
}
#else
static int __init recording_start(void)
{
	return 0;
}

static void recording_stop(void)
{
}
#endif

static int __init lazydbg_init(void)
{
	int ret;

	ret = recording_start();
	if (ret)
		return ret;
	ret = hooks_start();
	if (ret)
		goto no_hooks;
	ret = hooks_set_mode(mode);
	if (ret)
		goto no_mode;
	debugfs_start();
	pr_info("loaded, mode %s\n", mode_name(mode));
	return 0;

no_mode:
	hooks_stop();
no_hooks:
	recording_stop();
	return ret;
}

static void __exit lazydbg_exit(void)
{
	debugfs_stop();
	hooks_stop();
	recording_stop();
	bench_stop();
	pr_info("unloaded\n");
}

module_init(lazydbg_init);
module_exit(lazydbg_exit);

MODULE_DESCRIPTION("Takes the hardware debug registers out of KVM's world switch");
MODULE_AUTHOR("The lazydbg developers");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.2");
