/* SPDX-License-Identifier: GPL-2.0 */
/*
 * For tests of the tests: building with LAZYDBG_CFLAGS=-DLAZYDBG_WITHOUT_X leaves
 * mitigation X out, and a test has to fail then (tests/slow/mutations.t).
 */
#ifndef LAZYDBG_MITIGATION_H
#define LAZYDBG_MITIGATION_H

#include <linux/kconfig.h>

/* True in every build but that test's. */
#define MITIGATED(name)	(!__is_defined(LAZYDBG_WITHOUT_##name))

#endif
