/* SPDX-License-Identifier: GPL-2.0 */
/* Accesses that KVM would not have trapped, and cannot emulate. */
#ifndef LAZYDBG_AGAIN_H
#define LAZYDBG_AGAIN_H

int again_start(void);
void again_stop(void);

#endif
