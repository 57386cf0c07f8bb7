/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_ESR_H
#define FAKE_ASM_ESR_H

#define ESR_ELx_EC_SHIFT		26
#define ESR_ELx_EC(esr)			((esr) >> ESR_ELx_EC_SHIFT & 0x3f)
#define ESR_ELx_EC_CP14_MR		0x05UL
#define ESR_ELx_EC_CP14_LS		0x06UL
#define ESR_ELx_EC_CP14_64		0x0cUL
#define ESR_ELx_EC_SYS64		0x18UL

#define ESR_ELx_SYS64_ISS_CRN_SHIFT	10
#define ESR_ELx_SYS64_ISS_CRN_MASK	(15UL << ESR_ELx_SYS64_ISS_CRN_SHIFT)
#define ESR_ELx_SYS64_ISS_OP0_SHIFT	20
#define ESR_ELx_SYS64_ISS_OP0_MASK	(3UL << ESR_ELx_SYS64_ISS_OP0_SHIFT)

#endif
