// SPDX-License-Identifier: GPL-2.0
#include "numbers.h"

#include <stdlib.h>

#include "text.h"

/* Arrays are passed over: their elements have no names that would stay the same. */
static void add_members(struct comparison *c, json_t *object, const char *path, size_t mode,
			size_t round)
{
	const char *name;
	json_t *member;
	char *full;

	json_object_foreach(object, name, member) {
		full = text_of("%s%s%s", path, *path ? "." : "", name);
		if (json_is_number(member))
			comparison_add(c, SOURCE_COMMAND, full, "", mode, round,
				       json_number_value(member));
		else if (json_is_object(member))
			add_members(c, member, full, mode, round);
		free(full);
	}
}

/**
 * numbers_add() - add the numbers of a JSON object to the run's figures
 * @c: where to
 * @output: what the command printed. Unless it is one JSON object it has no figures
 * @mode: the run's mode, a number
 * @round: its round
 *
 * Members of members get their path as name, with dots.
 */
void numbers_add(struct comparison *c, const char *output, size_t mode, size_t round)
{
	json_t *object = json_loads(output, 0, NULL);

	if (json_is_object(object))
		add_members(c, object, "", mode, round);
	json_decref(object);
}
