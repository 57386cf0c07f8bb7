/* SPDX-License-Identifier: GPL-2.0 */
/* The guard: the host gets the registers before it enables debug exceptions. */
#ifndef LAZYDBG_GUARD_H
#define LAZYDBG_GUARD_H

int guard_start(void);
void guard_stop(void);

#endif
