/* SPDX-License-Identifier: GPL-2.0 */
/* What a figure has to be read with: the host that it was measured on. */
#ifndef LAZYDBG_HOST_H
#define LAZYDBG_HOST_H

#include <jansson.h>

json_t *host_facts(void);
char *host_date(void);
void host_add(json_t *result);
char *host_line(const json_t *facts);
char *host_when(const json_t *result);
const char *host_caution(const json_t *facts);

#endif
