/* SPDX-License-Identifier: GPL-2.0 */
/* How a report's page looks. */
#ifndef LAZYDBG_STYLE_H
#define LAZYDBG_STYLE_H

extern const char style[];

#endif
