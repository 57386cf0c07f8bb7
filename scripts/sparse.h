/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What sparse 0.6.4 does not know, and the headers of newer kernels use. Only
 * sparse sees this; see scripts/lint-module.
 */
#define __typeof_unqual__	__typeof__
/* In MODULE_DESCRIPTION() and its kind, of a string literal. */
#define __builtin_strlen(s)	(sizeof(s) - 1)
