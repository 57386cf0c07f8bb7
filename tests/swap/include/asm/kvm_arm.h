/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_KVM_ARM_H
#define FAKE_ASM_KVM_ARM_H

#include <linux/types.h>

#define MDCR_EL2_TDRA	BIT(11)
#define MDCR_EL2_TDOSA	BIT(10)
#define MDCR_EL2_TDA	BIT(9)
#define MDCR_EL2_TDE	BIT(8)
#define MDCR_EL2_TPM	BIT(6)

#endif
