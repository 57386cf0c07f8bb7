/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Records the module's tracepoints, in an instance of tracefs of our own: the only code
 * that changes anything there. It takes the instance away again however the program ends,
 * but for SIGKILL.
 *
 * The functions end the program with one sentence if they cannot do what they are for.
 */
#ifndef LAZYDBG_RECORDER_H
#define LAZYDBG_RECORDER_H

#include <stddef.h>
#include <stdint.h>

#define TRACE_SYSTEM	"lazydbg"

/**
 * struct recorder - an instance that records
 * @cpu_count: CPUs, also those that are not online
 * @page_size: of what the kernel hands out at a time
 */
struct recorder {
	unsigned int cpu_count;
	size_t page_size;
	/* private: */
	struct tracefs_instance *instance;
	struct tracefs_cpu **cpus;
	void *page;
};

/* Gets a page of events of @cpu's, as kbuffer_load_subbuffer() takes it. */
typedef void (*recorder_sink)(void *context, unsigned int cpu, void *page);

void recorder_open(struct recorder *recorder, size_t buffer_kib);
void recorder_start(struct recorder *recorder);
void recorder_drain(struct recorder *recorder, recorder_sink sink, void *context);
void recorder_stop(struct recorder *recorder);
uint64_t recorder_lost(struct recorder *recorder);
void recorder_close(struct recorder *recorder);

#endif
