// SPDX-License-Identifier: GPL-2.0
#include "held-mode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "files.h"

static char held[NAME_SIZE];

/** held_mode_start() - remember the mode, to be put back at exit() at the latest */
void held_mode_start(void)
{
	files_mode(held);
	if (atexit(held_mode_end))
		die(EXIT_UNABLE, "out of memory");
}

/** held_mode_end() - put the mode back; at once, where exit() is not what ends the program */
void held_mode_end(void)
{
	char mode[NAME_SIZE];
	int error;

	if (!*held)
		return;
	memcpy(mode, held, sizeof(mode));
	*held = '\0';
	/* Without the module there is nothing to put back. */
	if (files_state() != FILES_THERE)
		return;
	error = files_try_write("mode", mode);
	if (error)
		fprintf(stderr,
			"lazydbg: cannot put the mode back to %s: %s; do it by: echo %s >%s/mode\n",
			mode, strerror(error), mode, files_dir());
}
