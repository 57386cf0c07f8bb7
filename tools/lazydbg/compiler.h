/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's names for what the compiler is told of a function. */
#ifndef LAZYDBG_COMPILER_H
#define LAZYDBG_COMPILER_H

#define __printf(fmt, args)	__attribute((format(printf, fmt, args)))
#ifndef __noreturn
#define __noreturn		__attribute((noreturn))
#endif

#endif
