/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The subcommands, one file each (cmd-NAME.c). Each gets its own words, its name first,
 * and returns the exit status (exit.h).
 */
#ifndef LAZYDBG_COMMANDS_H
#define LAZYDBG_COMMANDS_H

#define COMMANDS(X)							\
	X(mode, "show or change who moves the debug registers")		\
	X(stat, "show the counters, once or again and again")		\
	X(hist, "show how long loads, puts and evictions take")		\
	X(doctor, "say whether this host can use the module")		\
	X(top, "show the vcpus that have debugging in use, live")	\
	X(bench, "measure what accesses to debug registers cost")	\
	X(compare, "run a command in each mode, and say how they differ")	\
	X(report, "make a report of saved results, as Markdown or HTML")	\
	X(trace, "record what happens, and add it up by vcpu and reason")	\

#define COMMAND_DECLARE(name, summary)	int cmd_##name(int argc, char **argv);
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
