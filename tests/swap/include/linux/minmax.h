/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_MINMAX_H
#define FAKE_LINUX_MINMAX_H

#define min(x, y)							\
({									\
	typeof(x) _x = (x);						\
	typeof(y) _y = (y);						\
									\
	_x < _y ? _x : _y;						\
})

#define min_t(type, x, y)	min((type)(x), (type)(y))

#endif
