/* SPDX-License-Identifier: GPL-2.0 */
/* What has happened, what was broken, and the end of the run. */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>
#include <stdnoreturn.h>

#include <linux/compiler.h>

/* Of the operations before a failure so many are printed. */
#define LOG_NOTES	48

extern bool log_verbose;

/* The command that does the same once more, printed with a failure. */
extern char log_replay[256];

void log_start(void);
__printf(1, 2) void note(const char *format, ...);
__printf(2, 3) noreturn void fail(const char *rule, const char *format, ...);

#endif
