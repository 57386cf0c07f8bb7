/* SPDX-License-Identifier: GPL-2.0 */
/* The mode is changed for a while, and always put back. */
#ifndef LAZYDBG_HELD_MODE_H
#define LAZYDBG_HELD_MODE_H

void held_mode_start(void);
void held_mode_end(void);

#endif
