/* SPDX-License-Identifier: GPL-2.0 */
/* When are we called? At entries, exits, puts, and when the host debugs. */
#ifndef LAZYDBG_HOOKS_H
#define LAZYDBG_HOOKS_H

#include "mode.h"

int hooks_start(void);
void hooks_stop(void);
int hooks_set_mode(enum mode mode);
enum mode hooks_mode(void);

#endif
