/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module's files: the only code that opens them. What is in them is parse.h's.
 *
 * They are in /sys/kernel/debug/lazydbg, or in $LAZYDBG_DEBUGFS if that is set.
 *
 * The functions that read give the file's content in a struct that the caller frees with
 * its *_free(). If they cannot, they end the program with one sentence that says what to
 * do, and exit status EXIT_UNABLE.
 */
#ifndef LAZYDBG_FILES_H
#define LAZYDBG_FILES_H

#include "parse.h"

enum files_state {
	FILES_THERE,
	FILES_NOT_ROOT,
	FILES_LOCKED_DOWN,
	FILES_NO_DEBUGFS,
	FILES_NO_MODULE,
};

const char *files_dir(void);
const char *files_debugfs_advice(void);
enum files_state files_state(void);
bool files_have(const char *file);
void files_need(void);
void files_hold(void);

void files_mode(char mode[NAME_SIZE]);
void files_stats(struct stats *stats);
void files_latency(struct latency *latency);
void files_vcpus(struct vcpus *vcpus);
void files_bench(struct bench *bench);
void files_info(struct info *info);

int files_write(const char *file, const char *word);
int files_try_write(const char *file, const char *word);

void files_set_mode(const char *mode);

#endif
