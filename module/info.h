/* SPDX-License-Identifier: GPL-2.0 */
/* What this module is, and what it has found. */
#ifndef LAZYDBG_INFO_H
#define LAZYDBG_INFO_H

struct seq_file;

int info_show(struct seq_file *m);

#endif
