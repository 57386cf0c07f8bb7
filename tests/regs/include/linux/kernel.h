/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_KERNEL_H
#define FAKE_LINUX_KERNEL_H

#include <stdio.h>

#define scnprintf		snprintf
#define pr_err(...)		((void)0)

#endif
