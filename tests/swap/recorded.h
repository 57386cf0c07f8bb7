/* SPDX-License-Identifier: GPL-2.0 */
/* What the state machine has told to be recorded (record.h). */
#ifndef RECORDED_H
#define RECORDED_H

struct stats;

void recorded_none(void);
void recorded_check(unsigned int cpu, const struct stats *stats);

#endif
