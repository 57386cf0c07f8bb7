/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Per-CPU variables: what is defined is a template that no CPU uses; each CPU has
 * a copy of all of them. DECLARE_PER_CPU() and DEFINE_PER_CPU() are in the Makefile.
 */
#ifndef FAKE_LINUX_PERCPU_H
#define FAKE_LINUX_PERCPU_H

#include <linux/types.h>

void *kernel_per_cpu(const void *variable, unsigned int cpu);
void *kernel_this_cpu(const void *variable);

#define per_cpu_ptr(p, cpu)	((typeof(p))kernel_per_cpu((p), (cpu)))
#define per_cpu(variable, cpu)	(*per_cpu_ptr(&(variable), cpu))
#define this_cpu_ptr(p)		((typeof(p))kernel_this_cpu(p))

#define this_cpu_inc(variable)			((void)++*this_cpu_ptr(&(variable)))
#define this_cpu_write(variable, value)		__this_cpu_write(variable, value)
#define __this_cpu_read(variable)		(*this_cpu_ptr(&(variable)))
#define __this_cpu_write(variable, value)	((void)(*this_cpu_ptr(&(variable)) = (value)))

unsigned int num_possible_cpus(void);

static inline unsigned int *first_cpu(unsigned int *cpu)
{
	*cpu = 0;
	return cpu;
}

#define for_each_possible_cpu(cpu)					\
	for (unsigned int *_cpu = first_cpu(&(cpu)); *_cpu < num_possible_cpus(); ++*_cpu)

#endif
