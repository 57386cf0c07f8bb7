/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_ASM_VIRT_H
#define FAKE_ASM_VIRT_H

#include <linux/types.h>

/* VHE or not is decided when a test starts. On hVHE KVM's host says not. */
bool has_vhe(void);
bool is_protected_kvm_enabled(void);

/* Of all system registers only MDCR_EL2 is written outside of module/regs.h. */
#define write_sysreg(value, reg)	machine_write_##reg(value)

void machine_write_mdcr_el2(u64 value);

#endif
