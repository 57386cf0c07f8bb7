/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_KALLSYMS_H
#define FAKE_LINUX_KALLSYMS_H

#define KSYM_SYMBOL_LEN	64

int sprint_symbol_no_offset(char *buffer, unsigned long address);

#endif
