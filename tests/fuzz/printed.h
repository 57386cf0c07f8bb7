/* SPDX-License-Identifier: GPL-2.0 */
/* What is in a file must not do anything to who looks at what is made of it. */
#ifndef FUZZ_PRINTED_H
#define FUZZ_PRINTED_H

void printed_check(const char *text);

#endif
