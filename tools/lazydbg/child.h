/* SPDX-License-Identifier: GPL-2.0 */
/* Programs that are run. */
#ifndef LAZYDBG_CHILD_H
#define LAZYDBG_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

pid_t child_start(char **words, bool quiet);
int child_status(pid_t child);

#endif
