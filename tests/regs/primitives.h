/* SPDX-License-Identifier: GPL-2.0 */
/* Each way of moving the file. */
#ifndef PRIMITIVES_H
#define PRIMITIVES_H

struct regs_count;

void primitives(const struct regs_count *of);

#endif
