/* SPDX-License-Identifier: GPL-2.0 */
/* For cppcheck, which does not read libraries' headers, nor all of gcc's C. */
#define __attribute__(what)
#define __printf(format, first)
#define for_each_possible_cpu(cpu) \
	for (cpu = 0; cpu < num_possible_cpus(); cpu++)
#define json_array_foreach(array, i, value) \
	for (i = 0; (value = json_array_get(array, i)); i++)
#define json_object_foreach(object, name, value) \
	for (name = json_object_first(object); (value = json_object_get(object, name)); \
	     name = json_object_next(object, name))
