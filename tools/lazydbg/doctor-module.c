// SPDX-License-Identifier: GPL-2.0
/* Doctor: is the module there, and may it be loaded? */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"
#include "files.h"

#define LINE_SIZE	256

/* The version of the module that modprobe would take; false if there is none. */
static bool installed_version(char *version, size_t size)
{
	FILE *from = popen("modinfo -F version lazydbg 2>/dev/null", "re");
	bool got;

	if (!from)
		return false;
	got = fgets(version, size, from);
	if (got)
		version[strcspn(version, "\n")] = '\0';
	return !pclose(from) && got;
}

static void check_module(struct doctor *doctor)
{
	char version[NAME_SIZE] = "";

	if (!access("/sys/module/lazydbg", F_OK)) {
		if (doctor->has_info)
			snprintf(version, sizeof(version), "%s", doctor->info.version);
		else
			doctor_read("/sys/module/lazydbg/version", version, sizeof(version));
		doctor_say(doctor, "module", ANSWER_YES, ADVICE, "", "loaded, version %s",
			   *version ? version : "unknown");
		return;
	}
	if (installed_version(version, sizeof(version)))
		doctor_say(doctor, "module", ANSWER_NO, ADVICE, "modprobe lazydbg",
			   "version %s is installed, and not loaded", version);
	else
		doctor_say(doctor, "module", ANSWER_NO, ADVICE,
			   "build it and insmod it, or install it through DKMS: README.md says how",
			   "not installed for %s", doctor->release);
}

static void check_files(struct doctor *doctor)
{
	switch (files_state()) {
	case FILES_THERE:
		doctor_say(doctor, "debugfs", ANSWER_YES, ADVICE, "", "%s", files_dir());
		break;
	case FILES_NOT_ROOT:
		doctor_say(doctor, "debugfs", ANSWER_UNKNOWN, ADVICE, "", "only root may look");
		break;
	case FILES_LOCKED_DOWN:
		doctor_say(doctor, "debugfs", ANSWER_NO, ADVICE,
			   "boot without lockdown, as the module's files are closed otherwise",
			   "not even root may open %s", files_dir());
		break;
	case FILES_NO_DEBUGFS:
		doctor_say(doctor, "debugfs", ANSWER_NO, ADVICE,
			   files_debugfs_advice(), "not mounted");
		break;
	default:
		doctor_say(doctor, "debugfs", ANSWER_YES, ADVICE, "",
			   "mounted, without files of the module");
		break;
	}
}

/* The mode that holds is in brackets. */
static void check_lockdown(struct doctor *doctor)
{
	char text[LINE_SIZE];

	if (!doctor_read("/sys/kernel/security/lockdown", text, sizeof(text)))
		doctor_say(doctor, "no_lockdown", ANSWER_UNKNOWN, REQUIRED, "",
			   "no /sys/kernel/security/lockdown");
	else
		doctor_say(doctor, "no_lockdown",
			   strstr(text, "[none]") ? ANSWER_YES : ANSWER_NO, REQUIRED,
			   "boot without lockdown (it comes with Secure Boot, or lockdown= on the command line): it closes the module's files",
			   "%s", text);
}

static void check_signature(struct doctor *doctor)
{
	char text[LINE_SIZE];

	if (!doctor_read("/sys/module/module/parameters/sig_enforce", text, sizeof(text)))
		doctor_say(doctor, "unsigned_modules", ANSWER_UNKNOWN, ADVICE, "",
			   "no /sys/module/module/parameters/sig_enforce");
	else
		doctor_say(doctor, "unsigned_modules", *text == 'N' ? ANSWER_YES : ANSWER_NO,
			   ADVICE, "sign the module: installing it through DKMS does",
			   "sig_enforce %s", text);
}

/**
 * doctor_module() - is the module there, and what may keep it out?
 * @doctor: takes the answers
 */
void doctor_module(struct doctor *doctor)
{
	check_module(doctor);
	check_files(doctor);
	check_lockdown(doctor);
	check_signature(doctor);
}
