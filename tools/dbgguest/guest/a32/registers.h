/* SPDX-License-Identifier: GPL-2.0 */
/* AArch32 guest: last operand of MCR p14, 0, Rt, c0, cn, op */
#define DBGBVR		4
#define DBGBCR		5
#define DBGWVR		6
#define DBGWCR		7
