/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_SEQ_FILE_H
#define FAKE_LINUX_SEQ_FILE_H

#include <stdio.h>

/* What is shown goes to a stream. */
struct seq_file {
	FILE *stream;
};

#define seq_printf(m, ...)	fprintf((m)->stream, __VA_ARGS__)

#endif
