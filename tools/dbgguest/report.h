/* SPDX-License-Identifier: GPL-2.0 */
#ifndef REPORT_H
#define REPORT_H

#include "check.h"

/* All on stdout, as text or as one JSON object on one line. */
void report(const struct vm *vm, const struct findings *findings);

#endif
