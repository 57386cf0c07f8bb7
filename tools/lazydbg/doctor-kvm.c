// SPDX-License-Identifier: GPL-2.0
/* Doctor: is there KVM, and in which mode? */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"

#define RECORD_SIZE	8192	/* the longest that /dev/kmsg gives */
#define CMDLINE_SIZE	4096

/* Those that are in others come last: "VHE mode" is in "hVHE mode", too. */
static const char *mode_of_log(const char *text)
{
	static const struct {
		const char *text;
		const char *mode;
	} lines[] = {
		{ "Protected", "protected" },
		{ "Hyp hVHE mode initialized", "hvhe" },
		{ "Hyp nVHE mode initialized", "nvhe" },
		{ "Hyp mode initialized", "nvhe" },
		{ "VHE mode initialized", "vhe" },
	};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (strstr(text, "initialized") && strstr(text, lines[i].text))
			return lines[i].mode;
	return NULL;
}

/* The kernel's log loses its beginning at some time, and is not for everybody. */
static const char *mode_from_log(void)
{
	const char *mode = NULL;
	char text[RECORD_SIZE + 1];
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t length;

	if (fd < 0)
		return NULL;
	/* EPIPE: records were overwritten; go on with what there is. */
	while (!mode && ((length = read(fd, text, RECORD_SIZE)) > 0 || errno == EPIPE)) {
		if (length <= 0)
			continue;
		text[length] = '\0';
		if (strstr(text, "kvm ["))
			mode = mode_of_log(text);
	}
	close(fd);
	return mode;
}

/* Only what was asked for aloud: what else KVM chooses depends on the core. */
static const char *mode_from_cmdline(void)
{
	char text[CMDLINE_SIZE];

	if (!doctor_read("/proc/cmdline", text, sizeof(text)))
		return NULL;
	if (strstr(text, "kvm-arm.mode=protected"))
		return "protected";
	return NULL;
}

static void check_mode(struct doctor *doctor)
{
	const char *mode = doctor->has_info && *doctor->info.kvm_mode ? doctor->info.kvm_mode :
			   mode_from_log() ?: mode_from_cmdline();

	if (!mode)
		doctor_say(doctor, "kvm_mode", ANSWER_UNKNOWN, REQUIRED, "",
			   "the kernel's log does not say");
	else
		doctor_say(doctor, "kvm_mode",
			   strcmp(mode, "protected") ? ANSWER_YES : ANSWER_NO, REQUIRED,
			   "boot without kvm-arm.mode=protected: only mode off is to be had there",
			   "%s", mode);
}

/**
 * doctor_kvm() - is there KVM, in a mode that the module works with?
 * @doctor: takes the answers
 */
void doctor_kvm(struct doctor *doctor)
{
	bool there = !access("/dev/kvm", F_OK);

	doctor_say(doctor, "kvm", there ? ANSWER_YES : ANSWER_NO, REQUIRED,
		   "boot the kernel at EL2 (see the firmware, or nested virtualisation), without kvm-arm.mode=none",
		   there ? "/dev/kvm" : "no /dev/kvm");
	if (there)
		check_mode(doctor);
}
