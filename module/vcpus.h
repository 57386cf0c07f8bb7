/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The list of vcpus that have debugging in use. A line is written by the CPU that its
 * vcpu is loaded on, with interrupts disabled; all functions take NULL for a vcpu that
 * there was no room for.
 */
#ifndef LAZYDBG_VCPUS_H
#define LAZYDBG_VCPUS_H

#include "stats.h"

struct kvm_vcpu;
struct seq_file;
struct vcpus_line;

/* More vcpus than this are not listed. */
#define VCPUS_MAX	1024

size_t vcpus_line_size(void);

struct vcpus_line *vcpus_line(struct kvm_vcpu *vcpu);
void vcpus_loaded(struct vcpus_line *line);
void vcpus_untrapped(struct vcpus_line *line);
void vcpus_put(struct vcpus_line *line);
void vcpus_evicted(struct vcpus_line *line);
void vcpus_left(struct vcpus_line *line, enum stats_id reason);

int vcpus_start(void);
void vcpus_stop(void);
int vcpus_show(struct seq_file *m);

#endif
