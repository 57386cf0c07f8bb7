/* SPDX-License-Identifier: GPL-2.0 */
/* The hooks that MODE_EAGER needs beyond those of the other modes. */
#ifndef LAZYDBG_EAGER_H
#define LAZYDBG_EAGER_H

int eager_start(void);
void eager_stop(void);

#endif
