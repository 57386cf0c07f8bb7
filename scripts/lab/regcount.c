// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A TCG plugin for QEMU: counts the accesses to debug registers that the virtual
 * host executes, by who executes them.
 *
 *	-plugin regcount.so,out=FILE
 *
 * FILE gets lines of one kind for batches, which dbgguest marks the begin and the end
 * of, and of another for stretches, which end at the mark of tests/mark.c:
 *
 *	batch N WHO ADDRESS REGISTER r|w COUNT
 *	batch N done
 *
 * N counts from 0, and ADDRESS is that of the MRS or MSR, or for an AArch32 guest of
 * the MRC or MCR. It tells who executes it:
 *
 *	kernel	the upper half of the address space: the kernel or a module, at EL1,
 *		or at EL2 on VHE
 *	hyp	the top of the lower half: KVM's own code for EL2, elsewhere than on VHE
 *	guest	where dbgguest puts its guests, which run with the MMU off, at EL1
 *	other	anything else. User space cannot execute these accesses; firmware and the
 *		boot's first steps can
 *
 * This knows nothing of the module, and needs a single thread (-icount) and a single
 * CPU.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu-plugin.h"

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

/* hint #120 to #122, in A64 and A32. */
#define A64_BEGIN	0xd5032f1fu
#define A64_END		0xd5032f3fu
#define A64_MARK	0xd5032f5fu
#define A32_BEGIN	0xe320f078u
#define A32_END		0xe320f079u

/* RAM_BASE of dbgguest, and the end of what AArch32 can reach. */
#define GUEST_START	0x80000000u
#define GUEST_END	0x100000000u
#define HYP_START	(UINT64_C(1) << 38)

enum { BATCH, STRETCH, KINDS };

static const char * const kinds[KINDS] = { "batch", "stretch" };

/* An instruction that accesses a debug register, and how often it was executed. */
struct site {
	struct site *next;
	uint64_t address;
	uint32_t code;
	const char *reg;
	bool read;
	unsigned long executed[KINDS];
};

/* An access as both instruction sets encode it. */
struct access {
	unsigned int op1, crn, crm, op2;
	bool read;
};

static FILE *out;
static bool in_batch;
static struct site *sites;
static unsigned long done[KINDS];

static const char *who(uint64_t address)
{
	if (address >> 63)
		return "kernel";
	if (address >= HYP_START)
		return "hyp";
	return address >= GUEST_START && address < GUEST_END ? "guest" : "other";
}

static void forget(int kind)
{
	struct site *site;

	for (site = sites; site; site = site->next)
		site->executed[kind] = 0;
}

static void print(int kind)
{
	const struct site *site;

	for (site = sites; site; site = site->next)
		if (site->executed[kind])
			fprintf(out, "%s %lu %s %016llx %s %c %lu\n", kinds[kind], done[kind],
				who(site->address), (unsigned long long)site->address,
				site->reg, site->read ? 'r' : 'w', site->executed[kind]);
	fprintf(out, "%s %lu done\n", kinds[kind], done[kind]);
	fflush(out);
	done[kind]++;
	forget(kind);
}

static void begin(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	forget(BATCH);
	in_batch = true;
}

static void end(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	if (in_batch)
		print(BATCH);
	in_batch = false;
}

static void mark(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	print(STRETCH);
}

static void executed(unsigned int vcpu, void *data)
{
	struct site *site = data;

	(void)vcpu;
	site->executed[STRETCH]++;
	if (in_batch)
		site->executed[BATCH]++;
}

/* MSR and MRS of system registers with op0 = 2. */
static bool decode_a64(uint32_t code, struct access *access)
{
	if ((code & 0xffd80000u) != 0xd5100000u)
		return false;
	access->op1 = code >> 16 & 7;
	access->crn = code >> 12 & 15;
	access->crm = code >> 8 & 15;
	access->op2 = code >> 5 & 7;
	access->read = code >> 21 & 1;
	/* In AArch32 its op1 is 0, the others are the same. */
	if (access->op1 == 4 && access->crm == 7)
		access->op1 = 0;
	return true;
}

/* MCR and MRC of coprocessor 14, executed always. */
static bool decode_a32(uint32_t code, struct access *access)
{
	if ((code & 0xff000f10u) != 0xee000e10u)
		return false;
	access->op1 = code >> 21 & 7;
	access->crn = code >> 16 & 15;
	access->crm = code & 15;
	access->op2 = code >> 5 & 7;
	access->read = code >> 20 & 1;
	return true;
}

/* The name of what is accessed if it is one of the registers that KVM moves. */
static const char *register_name(const struct access *access)
{
	static const char * const slot[] = { "dbgbvr", "dbgbcr", "dbgwvr", "dbgwcr" };

	if (access->op1 || access->crn)
		return NULL;
	if (access->op2 >= 4)
		return slot[access->op2 - 4];
	if (access->crm == 2 && access->op2 == 0)
		return "mdccint";
	if (access->crm == 2 && access->op2 == 2)
		return "mdscr";
	return access->crm == 7 && access->op2 == 0 ? "dbgvcr" : NULL;
}

/* Code is translated again and again, but is one site. */
static struct site *find_site(uint64_t address, uint32_t code)
{
	struct site *site;

	for (site = sites; site; site = site->next)
		if (site->address == address && site->code == code)
			return site;
	site = calloc(1, sizeof(*site));
	if (!site) {
		perror("regcount");
		exit(1);
	}
	site->address = address;
	site->code = code;
	site->next = sites;
	sites = site;
	return site;
}

static struct site *watch_access(uint64_t address, uint32_t code)
{
	struct access access;
	struct site *site;
	const char *reg;

	if (!decode_a64(code, &access) &&
	    !(address < GUEST_END && decode_a32(code, &access)))
		return NULL;
	reg = register_name(&access);
	if (!reg)
		return NULL;
	site = find_site(address, code);
	site->reg = reg;
	site->read = access.read;
	return site;
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
	} else if (code == A64_MARK) {
		cb = mark;
	} else {
		data = watch_access(qemu_plugin_insn_vaddr(insn), code);
		cb = data ? executed : NULL;
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
