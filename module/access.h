/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One access to one register. Which instruction that is depends on the architecture; in
 * user space the tests have registers of their own.
 */
#ifndef LAZYDBG_ACCESS_H
#define LAZYDBG_ACCESS_H

#include "regs.h"

#ifndef __KERNEL__
#include "fake-file.h"
#else

#include <asm/barrier.h>

#ifdef CONFIG_ARM
#include "access-arm.h"
#else
#include "access-arm64.h"
#endif

#define access_asm_read(instruction)						\
({										\
	regs_t _value;								\
										\
	asm volatile(instruction : "=r" (_value));				\
	_value;									\
})

#define access_asm_write(instruction, value)					\
	asm volatile(instruction :: "r" ((regs_t)(value)))

/* Register REG (dbgbvr, dbgbcr, dbgwvr or dbgwcr) of slot N, which is a literal. */
#define access_read(reg, n)		access_asm_read(ACCESS_READ(reg, n))
#define access_write(reg, n, value)	access_asm_write(ACCESS_WRITE(reg, n), value)

/* The register that enables debug exceptions. */
#define access_read_control()		access_asm_read(ACCESS_READ_CONTROL)
#define access_write_control(value)	access_asm_write(ACCESS_WRITE_CONTROL, value)

/*
 * The one that is moved with the slots. QEMU implements it as a no-op that leaves the
 * destination of a read alone. Whatever was in it must not become a guest's value.
 */
#define access_read_other()							\
({										\
	regs_t _value = 0;							\
										\
	asm volatile(ACCESS_READ_OTHER : "+r" (_value));			\
	_value;									\
})
#define access_write_other(value)	access_asm_write(ACCESS_WRITE_OTHER, value)

#define access_read_id()		access_asm_read(ACCESS_READ_ID)
#define access_read_oslsr()		access_asm_read(ACCESS_READ_OSLSR)

#define access_sync()			isb()

#endif
#endif
