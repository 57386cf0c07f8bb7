/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_BUG_H
#define FAKE_LINUX_BUG_H

void kernel_warn(const char *condition, const char *file, int line);

/* What the module's CHECK() becomes: the end of the run. */
#define WARN_ON_ONCE(condition)						\
	((condition) ? kernel_warn(#condition, __FILE__, __LINE__) : (void)0)

#endif
