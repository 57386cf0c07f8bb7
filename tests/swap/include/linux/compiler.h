/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_COMPILER_H
#define FAKE_LINUX_COMPILER_H

#include <stddef.h>

#undef __always_inline
#define __always_inline		inline
#define noinline
#define notrace
#define __percpu
#define __force

#define likely(condition)	(condition)
#define unlikely(condition)	(condition)

/* One thread plays all CPUs, one at a time. */
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
/* So there are no races. */
#define data_race(expression)	(expression)
/* Nobody reads it at the same time. */
#define smp_store_release(p, value)	(*(p) = (value))
#define cmpxchg_acquire(p, old, new)					\
({									\
	typeof(p) _p = (p);						\
	typeof(*_p) _was = *_p;					\
									\
	if (_was == (old))						\
		*_p = (new);						\
	_was;								\
})

#define __printf(text, arguments)	__attribute((format(printf, text, arguments)))

#define BIT(n)			(1UL << (n))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define container_of(p, type, member)					\
	((type *)((char *)(p) - offsetof(type, member)))

#endif
