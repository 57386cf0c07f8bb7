/* SPDX-License-Identifier: GPL-2.0 */
/* The counters in Prometheus' text exposition format. */
#ifndef LAZYDBG_PROMETHEUS_H
#define LAZYDBG_PROMETHEUS_H

#include <stdbool.h>
#include <stdio.h>

#include "parse.h"

void prometheus_print(FILE *to, const struct stats *stats, const char *mode,
		      const struct info *info, bool per_cpu);

#endif
