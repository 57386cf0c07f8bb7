/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_CPU_PM_H
#define FAKE_LINUX_CPU_PM_H

#define NOTIFY_DONE	0
#define NOTIFY_OK	1

enum cpu_pm_event {
	CPU_PM_ENTER,
	CPU_PM_ENTER_FAILED,
	CPU_PM_EXIT,
};

struct notifier_block {
	int (*notifier_call)(struct notifier_block *block, unsigned long action, void *data);
};

int cpu_pm_register_notifier(struct notifier_block *block);
int cpu_pm_unregister_notifier(struct notifier_block *block);

#endif
