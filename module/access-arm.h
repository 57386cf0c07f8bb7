/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The instructions of ARMv7-A, whose debug registers are those of coprocessor 14 (ARMv7
 * ARM, C11 "The Debug Registers").
 */
#ifndef LAZYDBG_ACCESS_ARM_H
#define LAZYDBG_ACCESS_ARM_H

#include <linux/stringify.h>

/* The slot's number is CRm, the kind of register opc2. */
#define ACCESS_OPC2_dbgbvr	4
#define ACCESS_OPC2_dbgbcr	5
#define ACCESS_OPC2_dbgwvr	6
#define ACCESS_OPC2_dbgwcr	7

#define ACCESS_READ(reg, n)	"mrc p14, 0, %0, c0, c" #n ", " __stringify(ACCESS_OPC2_##reg)
#define ACCESS_WRITE(reg, n)	"mcr p14, 0, %0, c0, c" #n ", " __stringify(ACCESS_OPC2_##reg)

/* DBGDSCRext and DBGVCR. */
#define ACCESS_READ_CONTROL	"mrc p14, 0, %0, c0, c2, 2"
#define ACCESS_WRITE_CONTROL	"mcr p14, 0, %0, c0, c2, 2"
#define ACCESS_READ_OTHER	"mrc p14, 0, %0, c0, c7, 0"
#define ACCESS_WRITE_OTHER	"mcr p14, 0, %0, c0, c7, 0"

/* In DBGDSCR: MDBGen and HDBGen. */
#define ACCESS_MDBGEN		((regs_t)1 << 15)
#define ACCESS_HDBGEN		((regs_t)1 << 14)
#define ACCESS_EXCEPTIONS	(ACCESS_MDBGEN | ACCESS_HDBGEN)

/*
 * The host debugs: an external debugger of its does. ARM Linux sets MDBGen when a CPU
 * comes up, and leaves it set, so that tells nothing.
 */
#define ACCESS_HOST_DEBUGS	ACCESS_HDBGEN

/* DBGDIDR, and where in it is how many registers there are, and the version. */
#define ACCESS_READ_ID		"mrc p14, 0, %0, c0, c0, 0"
#define ACCESS_ID_VERSION	16
#define ACCESS_ID_CONTEXTS	20
#define ACCESS_ID_BRPS		24
#define ACCESS_ID_WRPS		28

/* DBGDSCRint, which can be read whatever the state of the others is; and DBGOSLSR. */
#define ACCESS_READ_STATUS	"mrc p14, 0, %0, c0, c1, 0"
#define ACCESS_READ_OSLSR	"mrc p14, 0, %0, c1, c1, 4"

/* For DBGVCR: to catch vectors, which takes MDBGen. */
#define ACCESS_OTHER_PATTERN	0xde

/* Patterns for selftest: addresses, with each bit that counts set in one. */
#define ACCESS_ADDRESS_A	0x55555554
#define ACCESS_ADDRESS_B	0xaaaaaaa8

#endif
