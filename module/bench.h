/* SPDX-License-Identifier: GPL-2.0 */
/* What does moving the file cost on this very core? */
#ifndef LAZYDBG_BENCH_H
#define LAZYDBG_BENCH_H

struct seq_file;

int bench_take(const char *word);
int bench_show(struct seq_file *m);
void bench_stop(void);

#endif
