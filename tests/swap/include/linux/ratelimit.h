/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_RATELIMIT_H
#define FAKE_LINUX_RATELIMIT_H

#include <linux/printk.h>

#define pr_err_ratelimited	pr_err

#endif
