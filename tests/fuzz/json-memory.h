/* SPDX-License-Identifier: GPL-2.0 */
/* What jansson has allocated, so that nothing is left of an input that die() gave up. */
#ifndef FUZZ_JSON_MEMORY_H
#define FUZZ_JSON_MEMORY_H

void json_memory_free(void);

#endif
