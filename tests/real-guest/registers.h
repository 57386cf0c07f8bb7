/* SPDX-License-Identifier: GPL-2.0 */
/* What ptrace calls the registers of another program, debug registers among them. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A control register: enabled, user mode, a word; for execution, loads and stores. */
#define CONTROL(on)	(0xf << 5 | (on) << 3 | 2 << 1 | 1)

enum kind { BREAK, WATCH };

struct slot {
	uintptr_t address;
	uint32_t control;
};

/*
 * set_slots - set the first breakpoints or watchpoints of a stopped program
 *
 * Return: false, with errno, if they can't be.
 */
bool set_slots(pid_t pid, enum kind kind, const struct slot *slots, unsigned int count);

/*
 * skip - have a stopped program skip the word that it is at
 *
 * Return: where that is.
 */
unsigned long skip(pid_t pid);

/* max_slots - how many there are for ptrace to set. */
unsigned int max_slots(enum kind kind);

#endif
