// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A TCG plugin for QEMU: counts the accesses to hardware breakpoint and
 * watchpoint registers that the virtual host executes while dbgguest measures.
 *
 *	-plugin regcount.so,out=FILE
 *
 * dbgguest marks the begin and the end of each measured batch with a hint that
 * does nothing else. For each batch FILE gets a line
 *
 *	reads writes
 *
 * which counts every MRS and MSR of DBGBVR, DBGBCR, DBGWVR, DBGWCR and MDCCINT
 * in between, at any exception level, whoever executes it. This knows nothing
 * of the module, and needs a single thread (-icount) and a single CPU.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "qemu-plugin.h"

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

/* hint #120 and #121, in A64 and A32. */
#define A64_BEGIN	0xd5032f1fu
#define A64_END		0xd5032f3fu
#define A32_BEGIN	0xe320f078u
#define A32_END		0xe320f079u

static FILE *out;
static bool counting;
static unsigned long reads, writes;

static void begin(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	counting = true;
	reads = 0;
	writes = 0;
}

static void end(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	if (counting)
		fprintf(out, "%lu %lu\n", reads, writes);
	counting = false;
}

static void access(unsigned int vcpu, void *counter)
{
	(void)vcpu;
	if (counting)
		++*(unsigned long *)counter;
}

/* A64 MRS or MSR of a register with op0 = 2 and op1 = 0: those of debug. */
static bool is_debug_access(uint32_t insn)
{
	unsigned int crn = insn >> 12 & 15, crm = insn >> 8 & 15, op2 = insn >> 5 & 7;

	if ((insn & 0xffdf0000u) != 0xd5100000u || crn != 0)
		return false;
	return op2 >= 4 || (crm == 2 && op2 == 0);
}

static bool is_read(uint32_t insn)
{
	return insn & 1u << 21;
}

static void watch(struct qemu_plugin_insn *insn)
{
	qemu_exec_cb cb = NULL;
	void *data = NULL;
	uint32_t code;

	if (qemu_plugin_insn_size(insn) != sizeof(code))
		return;
	memcpy(&code, qemu_plugin_insn_data(insn), sizeof(code));

	if (code == A64_BEGIN || code == A32_BEGIN) {
		cb = begin;
	} else if (code == A64_END || code == A32_END) {
		cb = end;
	} else if (is_debug_access(code)) {
		cb = access;
		data = is_read(code) ? &reads : &writes;
	}
	if (cb)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, cb, QEMU_PLUGIN_CB_NO_REGS, data);
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	size_t n;

	(void)id;
	for (n = 0; n < qemu_plugin_tb_n_insns(tb); n++)
		watch(qemu_plugin_tb_get_insn(tb, n));
}

static void finish(qemu_plugin_id_t id, void *data)
{
	(void)id;
	(void)data;
	fclose(out);
}

__attribute__((visibility("default")))
int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4)) {
		fputs("regcount: want out=FILE\n", stderr);
		return -1;
	}
	out = fopen(argv[0] + 4, "w");
	if (!out) {
		perror(argv[0] + 4);
		return -1;
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, finish, NULL);
	return 0;
}
