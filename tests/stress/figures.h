/* SPDX-License-Identifier: GPL-2.0 */
/* What was done within the operations, and by the guests. */
#ifndef FIGURES_H
#define FIGURES_H

enum figure { INSMODS, RMMODS, MIGRATED, PTRACE_HITS, DRIVERS_FIGURES };

void figure_add(enum figure figure, unsigned long count);

/* A guest's report, in its JSON, is in the file. */
void figures_read(const char *path);

void figures_report(void);

#endif
