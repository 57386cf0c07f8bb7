/* SPDX-License-Identifier: GPL-2.0 */
/* The files below /sys/kernel/debug/lazydbg. */
#ifndef LAZYDBG_DEBUGFS_H
#define LAZYDBG_DEBUGFS_H

void debugfs_start(void);
void debugfs_stop(void);

#endif
