/* SPDX-License-Identifier: GPL-2.0 */
/* Does the file of this very core do what regs.h says? */
#ifndef LAZYDBG_SELFTEST_H
#define LAZYDBG_SELFTEST_H

struct seq_file;

int selftest_take(const char *word);
int selftest_show(struct seq_file *m);

#endif
