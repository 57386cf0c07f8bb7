/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One access to one register. Which instruction that is depends on the architecture; in
 * user space it is given to the tests, which have registers of their own.
 */
#ifndef LAZYDBG_ACCESS_H
#define LAZYDBG_ACCESS_H

#include "regs.h"

#ifdef CONFIG_ARM
#include "access-arm.h"
#else
#include "access-arm64.h"
#endif

#ifdef __KERNEL__
#include <asm/barrier.h>

#define access_asm_read(instruction)						\
({										\
	regs_t _value;								\
										\
	asm volatile(instruction : "=r" (_value));				\
	_value;									\
})

/* Where the instruction may be a no-op that leaves its destination alone. */
#define access_asm_read_or_0(instruction)					\
({										\
	regs_t _value = 0;							\
										\
	asm volatile(instruction : "+r" (_value));				\
	_value;									\
})

#define access_asm_write(instruction, value)					\
	({ asm volatile(instruction :: "r" ((regs_t)(value))); })

#define access_sync()			isb()
#else
#include "fake-file.h"
#endif

/* Register REG (dbgbvr, dbgbcr, dbgwvr or dbgwcr) of slot N, which is a literal. */
#define access_read(reg, n)		access_asm_read(ACCESS_READ(reg, n))
#define access_write(reg, n, value)	access_asm_write(ACCESS_WRITE(reg, n), value)

/* The register that enables debug exceptions. */
#define access_read_control()		access_asm_read(ACCESS_READ_CONTROL)
#define access_write_control(value)	access_asm_write(ACCESS_WRITE_CONTROL, value)

/*
 * The one that is moved with the slots. QEMU implements it as a no-op. Whatever was in
 * the destination of a read must not become a guest's value.
 */
#define access_read_other()		access_asm_read_or_0(ACCESS_READ_OTHER)
#define access_write_other(value)	access_asm_write(ACCESS_WRITE_OTHER, value)

#define access_read_id()		access_asm_read(ACCESS_READ_ID)

/* ARMv7's only. */
#define access_read_status()		access_asm_read(ACCESS_READ_STATUS)
#define access_read_oslsr()		access_asm_read(ACCESS_READ_OSLSR)

#endif
