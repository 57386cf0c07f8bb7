/* SPDX-License-Identifier: GPL-2.0 */
/* The cycle counter of this CPU. */
#ifndef LAZYDBG_CYCLES_H
#define LAZYDBG_CYCLES_H

#include "regs.h"

bool cycles_start(void);
void cycles_stop(void);
bool cycles_run(void);
regs_t cycles_read(void);

#endif
