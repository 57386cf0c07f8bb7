/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The instructions of Armv8-A in AArch64 state (Arm ARM, D2 "AArch64 Self-hosted Debug"
 * and D17.3 "Debug registers").
 */
#ifndef LAZYDBG_ACCESS_ARM64_H
#define LAZYDBG_ACCESS_ARM64_H

#define ACCESS_READ(reg, n)	"mrs %0, " #reg #n "_el1"
#define ACCESS_WRITE(reg, n)	"msr " #reg #n "_el1, %0"

#define ACCESS_READ_CONTROL	"mrs %0, mdscr_el1"
#define ACCESS_WRITE_CONTROL	"msr mdscr_el1, %0"
#define ACCESS_READ_OTHER	"mrs %0, mdccint_el1"
#define ACCESS_WRITE_OTHER	"msr mdccint_el1, %0"

/* In MDSCR_EL1: MDE and KDE. */
#define ACCESS_EXCEPTIONS	((regs_t)1 << REGS_MDSCR_MDE | (regs_t)1 << REGS_MDSCR_KDE)

/* The host debugs. In the host only: the world switch gives MDSCR_EL1 to the guest. */
#define ACCESS_HOST_DEBUGS	ACCESS_EXCEPTIONS

/* ID_AA64DFR0_EL1, and where in it is how many registers there are, and the version. */
#define ACCESS_READ_ID		"mrs %0, id_aa64dfr0_el1"
#define ACCESS_ID_VERSION	0
#define ACCESS_ID_BRPS		12
#define ACCESS_ID_WRPS		20
#define ACCESS_ID_CONTEXTS	28

/* What no write to MDCCINT_EL1 may try: it would ask for interrupts. */
#define ACCESS_OTHER_PATTERN	0

/* Patterns for selftest: addresses, canonical, with each bit that counts set in one. */
#define ACCESS_ADDRESS_A	0x0000555555555554
#define ACCESS_ADDRESS_B	0xffffaaaaaaaaaaa8

#endif
