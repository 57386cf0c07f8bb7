/* SPDX-License-Identifier: GPL-2.0 */
/* A comparison in words: the same for the terminal, CSV, Markdown and HTML. */
#ifndef LAZYDBG_COMPARE_CELLS_H
#define LAZYDBG_COMPARE_CELLS_H

#include "comparison.h"

#define CELL_SIZE	160

enum cell {
	CELL_FIGURE, CELL_MODE, CELL_MEDIAN, CELL_RANGE, CELL_QUARTILES, CELL_DIFFERENCE,
	CELL_PERCENT, CELL_INTERVAL, CELL_VERDICT, CELLS,
};

struct cells {
	char text[CELLS][CELL_SIZE];
};

extern const char * const cell_heads[CELLS];

bool cell_is_number(enum cell cell);
struct cells *cells_rows(const struct comparison *c, size_t *count);
char *cells_constants(const struct comparison *c);
char *cells_method(const struct comparison *c);
char *cells_indistinguishable(const struct comparison *c);
char *cells_command(const struct comparison *c);

#endif
