/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_PRINTK_H
#define FAKE_LINUX_PRINTK_H

#include <linux/compiler.h>

__printf(1, 2) void kernel_log(const char *format, ...);

#define pr_crit(...)	kernel_log(__VA_ARGS__)
#define pr_err(...)	kernel_log(__VA_ARGS__)

#endif
