// SPDX-License-Identifier: GPL-2.0
#include "saved.h"

#include <stdarg.h>
#include <stdio.h>

#include "exit.h"

static const char *type_name(json_type type)
{
	switch (type) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "an array";
	case JSON_STRING:
		return "a text";
	default:
		return "a number";
	}
}

/** saved_wrong() - end the program, as @file is not what it should be */
void saved_wrong(const char *file, const char *format, ...)
{
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	die(EXIT_UNABLE, "%s is not a result that lazydbg saved: %s", file, what);
}

/** saved_load() - a file's JSON object, which has a schema; or the end */
json_t *saved_load(const char *file)
{
	json_error_t error;
	json_t *json = json_load_file(file, JSON_REJECT_DUPLICATES, &error);

	if (!json && json_error_code(&error) == json_error_cannot_open_file)
		die(EXIT_UNABLE, "%s", error.text);
	if (!json)
		saved_wrong(file, "line %d: %s", error.line, error.text);
	if (!json_is_object(json))
		saved_wrong(file, "it is JSON, but not an object");
	saved_text(json, "schema", file);
	return json;
}

/**
 * saved_member() - a member that must be there
 * @object: whose
 * @name: its name
 * @type: its type; JSON_REAL means any number
 * @file: where it is from
 */
json_t *saved_member(const json_t *object, const char *name, json_type type, const char *file)
{
	json_t *member = json_object_get(object, name);

	if (!json_is_object(object))
		saved_wrong(file, "what should have a member '%s' is not an object", name);
	if (!member)
		saved_wrong(file, "member '%s' is missing", name);
	if (type == JSON_REAL ? !json_is_number(member) : json_typeof(member) != type)
		saved_wrong(file, "'%s' must be %s", name, type_name(type));
	return member;
}

/** saved_text() - a member that must be a text */
const char *saved_text(const json_t *object, const char *name, const char *file)
{
	return json_string_value(saved_member(object, name, JSON_STRING, file));
}

/** saved_number() - a member that must be a number */
double saved_number(const json_t *object, const char *name, const char *file)
{
	return json_number_value(saved_member(object, name, JSON_REAL, file));
}

/** saved_check_host() - the host, if the result says anything of it, must be an object of texts */
void saved_check_host(const json_t *json, const char *file)
{
	json_t *host = json_object_get(json, "host");
	const char *name;
	json_t *fact;

	if (host && !json_is_object(host))
		saved_wrong(file, "'host' must be an object");
	json_object_foreach(host, name, fact)
		if (!json_is_string(fact))
			saved_wrong(file, "'%s' of the host must be a text", name);
}
