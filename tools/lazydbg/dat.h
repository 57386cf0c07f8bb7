/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A trace.dat file, for `trace-cmd report` and KernelShark.
 *
 * libtracecmd writes none, its public part only reads them. So recorded pages go to a file
 * for each CPU, of which `trace-cmd restore` makes a trace.dat in the end.
 */
#ifndef LAZYDBG_DAT_H
#define LAZYDBG_DAT_H

#include <stddef.h>

struct dat;

struct dat *dat_create(const char *file, unsigned int cpu_count);
void dat_page(struct dat *dat, unsigned int cpu, const void *page, size_t size);
void dat_finish(struct dat *dat);

#endif
