/* SPDX-License-Identifier: GPL-2.0 */
/* The hook at which a vcpu leaves its CPU. */
#ifndef LAZYDBG_PUT_H
#define LAZYDBG_PUT_H

int put_start(void);
void put_stop(void);

#endif
