/* SPDX-License-Identifier: GPL-2.0 */
/* What `lazydbg doctor` asks, and the answers. */
#ifndef LAZYDBG_DOCTOR_H
#define LAZYDBG_DOCTOR_H

#include <jansson.h>
#include <stdbool.h>

#include "compiler.h"
#include "parse.h"

enum answer {
	ANSWER_NO,
	ANSWER_YES,
	ANSWER_UNKNOWN,
};

#define RELEASE_SIZE	65	/* as uname() has it */

/**
 * struct doctor - the host, and what was found out so far
 * @checks: a record for each answer
 * @usable: no answer is a no that keeps the module from working
 * @release: of the kernel that runs
 * @major: of its version
 * @minor: of its version
 * @info: what the module says, if @has_info
 * @has_info: is the module there, and may we ask it?
 */
struct doctor {
	json_t *checks;
	bool usable;
	char release[RELEASE_SIZE];
	unsigned int major, minor;
	struct info info;
	bool has_info;
};

/* Does a no mean that the module cannot work here, or only that something is missed? */
enum weight {
	ADVICE,
	REQUIRED,
};

void __printf(6, 7) doctor_say(struct doctor *doctor, const char *check, enum answer answer,
			       enum weight weight, const char *todo, const char *format, ...);
bool doctor_kernel_since(const struct doctor *doctor, unsigned int major, unsigned int minor);
bool doctor_read(const char *path, char *text, size_t size);

/* doctor-config.c */
void doctor_config(struct doctor *doctor);
/* doctor-kvm.c */
void doctor_kvm(struct doctor *doctor);
/* doctor-core.c */
void doctor_core(struct doctor *doctor);
/* doctor-module.c */
void doctor_module(struct doctor *doctor);

#endif
