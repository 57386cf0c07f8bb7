/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_BUILD_BUG_H
#define FAKE_LINUX_BUILD_BUG_H

#include <assert.h>

#endif
