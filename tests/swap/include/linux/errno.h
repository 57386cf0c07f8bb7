/* SPDX-License-Identifier: GPL-2.0 */
/* glibc's <errno.h> wants this one, too. */
#ifndef FAKE_LINUX_ERRNO_H
#define FAKE_LINUX_ERRNO_H

#include <asm-generic/errno.h>

#endif
